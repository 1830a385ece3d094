"""Why a verb about campaigns was refused, in the reader's language."""

from django.utils.translation import gettext as _

from learners.campaigns import actions, waiving


def why_not(error: Exception) -> str:
    return {
        actions.AsksNothing: _(
            "Chưa giao được: hãy chọn cơ quan và ít nhất một khóa bắt buộc, hoặc cần ít nhất một khóa tự chọn."
        ),
        actions.ChangedMeanwhile: _("Có người vừa thay đổi đợt này. Hãy mở lại và xem trước khi sửa."),
        actions.NotAnnounced: _("Đợt này không còn giao cho ai."),
        actions.WrongDay: _("Ngày cuối mới phải khác ngày cũ, từ hôm nay và từ ngày đầu của đợt trở về sau."),
        waiving.NotAsked: _("Đợt này không giao cho người này, hoặc người này đã hoàn thành."),
        waiving.WrongDays: _(
            "Ngày chưa hợp lệ: gia hạn phải sau hạn hiện nay và không quá một năm; miễn phải có ngày cuối từ ngày đầu "
            "trở về sau."
        ),
        waiving.OverlapsAnother: _("Người này đã được miễn trong khoảng ngày ấy."),
        waiving.NotAboutOneself: _("Không ai tự quyết định cho mình. Hãy nhờ người phụ trách khác."),
    }[type(error)]
