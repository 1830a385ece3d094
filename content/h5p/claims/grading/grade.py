"""What a type's grading hands back, or why there is none."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.utils.translation import gettext as _

Parameters = Mapping[str, Any]


class Reason(StrEnum):
    """Why a claim stands, falls or cannot be judged."""

    SAME = "same"
    SCORE = "score"
    MAX = "max"
    SUCCESS = "success"
    TYPE = "type"
    VERSION = "version"
    PARAMETERS = "parameters"
    PART = "part"
    RESPONSE = "response"
    NO_RESPONSE = "no-response"
    NO_CLAIM = "no-claim"
    PARTS = "parts"
    POSITIONS = "positions"

    def words(self) -> str:
        """For whoever reads the log."""
        return _WORDS[self]()


_WORDS = {
    Reason.SAME: lambda: _("Máy chủ chấm lại ra đúng kết quả đã gửi."),
    Reason.SCORE: lambda: _("Máy chủ chấm lại câu trả lời thì ra điểm khác."),
    Reason.MAX: lambda: _("Điểm tối đa đã gửi khác điểm tối đa của nội dung."),
    Reason.SUCCESS: lambda: _("Máy chủ chấm lại thì kết quả đạt hay chưa đạt là khác."),
    Reason.TYPE: lambda: _("Máy chủ chưa chấm lại được loại nội dung này."),
    Reason.VERSION: lambda: _("Máy chủ chưa chấm lại được phiên bản này của loại nội dung."),
    Reason.PARAMETERS: lambda: _("Nội dung được soạn theo cách mà máy chủ không chấm lại được."),
    Reason.PART: lambda: _("Phần được trả lời không có trong nội dung."),
    Reason.RESPONSE: lambda: _("Câu trả lời đã gửi không khớp với nội dung nên không chấm lại được."),
    Reason.NO_RESPONSE: lambda: _("Không có câu trả lời để chấm lại."),
    Reason.NO_CLAIM: lambda: _("Kết quả gửi lên không nêu điểm, cũng không nêu đạt hay chưa đạt."),
    Reason.PARTS: lambda: _("Thiếu câu trả lời của một số phần nên không chấm lại được."),
    Reason.POSITIONS: lambda: _("Phiên bản này chỉ gửi vị trí hiển thị của lựa chọn nên không chấm lại được."),
}


class CannotKnow(Exception):
    """Never leaves ``regrade``."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(reason.value)
        self.reason = reason


@dataclass(frozen=True)
class Grade:
    """``raw`` of ``max``; ``success`` None where the content type has no mark to pass."""

    raw: float
    max: float
    success: bool | None = None

    def tidy(self) -> "Grade":
        return Grade(_whole(self.raw), _whole(self.max), self.success)


def _whole(value: float) -> float:
    return int(value) if value == int(value) else value


def behaviour_of(parameters: Parameters) -> Mapping[str, Any]:
    found = parameters.get("behaviour")
    return found if isinstance(found, Mapping) else {}


def percentage(value: Any, default: float) -> float:
    """A mark to pass as H5P's editor keeps it, 0 to 100."""
    usable = isinstance(value, int | float) and not isinstance(value, bool) and 0 <= value <= 100
    return float(value) if usable else default


def reached(raw: float, most: float, mark: float) -> bool:
    """In the order of the arithmetic of H5P's own scripts: the last bit of a percentage may decide."""
    return most > 0 and 100 * raw / most >= mark
