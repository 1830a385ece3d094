"""How the parts of a question were answered, as tables for its author."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from courses.questions.types.base import Data
from learners.analysis import opinions


@dataclass(frozen=True, slots=True)
class Table:
    """A row begins with its heading."""

    heads: list[str]
    rows: list[list[str]]
    caption: str = ""
    notes: list[str] = field(default_factory=list)


def percent(count: int, whole: int) -> str:
    return f"{round(100 * count / whole)}%" if whole else "–"


def of_opinion(data: Data, counts: Sequence[int]) -> Table:
    heads = [_("Mức"), _("Số người chọn"), _("Tỷ lệ")]
    told = zip(data["choices"], counts, strict=True)
    return Table(heads, [[text, str(count), percent(count, sum(counts))] for text, count in told])


def middle_words(data: Data, counts: Sequence[int]) -> str:
    """The median step; "" where nobody chose."""
    found = opinions.middle(counts)
    if found is None:
        return ""
    low, high = (data["choices"][index] for index in found)
    return low if low == high else _("giữa “%(low)s” và “%(high)s”") % {"low": low, "high": high}
