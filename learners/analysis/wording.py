"""What an author should look at, and how long people took, in words."""

import datetime as dt

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from learners.analysis.statistics import Doubt

WORDS = {
    Doubt.NEGATIVE: _("Người làm tốt phần còn lại lại hay sai câu này. Hãy xem lại đáp án và câu chữ."),
    Doubt.WEAK: _("Câu này gần như không phân biệt người nắm bài với người chưa nắm."),
    Doubt.EASY: _("Gần như ai cũng đúng: câu có thể quá dễ."),
    Doubt.HARD: _("Rất ít người đúng: câu có thể quá khó, hoặc đáp án nhầm."),
    Doubt.UNUSED: _("Có phương án không ai chọn."),
    Doubt.MISLEADING: _("Trong nhóm làm tốt nhất, một phương án sai được chọn nhiều hơn phương án đúng."),
}


def time_words(time: dt.timedelta | None) -> str:
    if time is None:
        return ""
    minutes, seconds = divmod(int(time.total_seconds()), 60)
    told = {"minutes": minutes, "seconds": seconds}
    return gettext("%(minutes)d phút %(seconds)d giây") % told if minutes else gettext("%(seconds)d giây") % told
