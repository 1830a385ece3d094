"""Why an attempt may not be opened, in a sentence for the learner; a moment as she reads it."""

import datetime as dt

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from learners.attempts.opening import Opening, Refusal


def opening_words(opening: Opening) -> str:
    """ "" when it may be opened."""
    if opening.why is None:
        return ""
    return _sentences()[opening.why] % {"at": moment_words(opening.until)}


def _sentences() -> dict[Refusal, str]:
    return {
        Refusal.MARKING: _("Bài anh/chị đã nộp đang chờ người chấm. Chấm xong anh/chị được báo."),
        Refusal.NONE_LEFT: _("Anh/chị đã dùng hết số lượt làm bài này."),
        Refusal.WAITING: _("Anh/chị được làm lại bài này từ %(at)s."),
        Refusal.NOT_YET: _("Bài này mở từ %(at)s."),
        Refusal.CLOSED: _("Bài này đã đóng từ %(at)s."),
        Refusal.CODE: _("Mã vào bài chưa đúng. Anh/chị hỏi lại người phụ trách lớp rồi nhập lại."),
        Refusal.HONOUR: _("Anh/chị cần đồng ý với lời cam kết trước khi làm bài."),
    }


def moment_words(at: dt.datetime | None) -> str:
    """ "" for none."""
    return date_format(localtime(at), "SHORT_DATETIME_FORMAT") if at else ""
