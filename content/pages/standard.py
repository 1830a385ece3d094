"""Standard words: what a new installation calls its pages and says at the front door and beside its contact.

They are an editor's to change, and what she writes herself is shown as she wrote it. As long as they stand as they were
founded, a reader of another language gets them in hers, as any words of ours.
"""

from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

WORDS = frozenset(
    {
        _("Đại học số"),
        _("Học kỹ năng số trên điện thoại, làm bài kiểm tra và nhận giấy chứng nhận hoàn thành."),
        _("Học kỹ năng số, có giấy chứng nhận"),
        _("Học trên điện thoại lúc nào cũng được, không mất tiền. Ai cũng đăng ký được."),
        _("Giới thiệu"),
        _("Tin tức"),
        _("Trợ giúp"),
        _("Quyền riêng tư"),
        _("Hỗ trợ tiếp cận"),
        _("Trả lời trong giờ hành chính"),
        _("Trả lời trong giờ hành chính, từ thứ Hai đến thứ Sáu"),
    }
)


def is_standard(words: str) -> bool:
    return words in WORDS


def in_reader_language(words: str) -> str:
    """``words`` as they are where they are somebody's own."""
    return gettext(words) if is_standard(words) else words
