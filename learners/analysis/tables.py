"""How the parts of a question were answered, as tables for its author."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from courses.questions.models import QuestionKind
from courses.questions.types.base import Data
from learners.analysis import criteria, opinions, parts, typed
from learners.analysis.pace import FEWEST


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


def of_gaps(gaps: Sequence[typed.Gap]) -> list[Table]:
    tables = [_of_gap(gap, place if len(gaps) > 1 else 0) for place, gap in enumerate(gaps, 1)]
    note = _("Câu trả lời ngoài đáp án chỉ hiện khi từ %d người trở lên viết như nhau.") % FEWEST
    return [*tables[:-1], *(replace(last, notes=[note]) for last in tables[-1:])]


def _of_gap(gap: typed.Gap, place: int) -> Table:
    told = {"place": place, "right": gap.right, "answered": gap.answered}
    caption = _("Chỗ trống %(place)d: %(right)d trên %(answered)d người trả lời đúng") if place else ""
    caption = caption or _("%(right)d trên %(answered)d người trả lời đúng")
    rows = [
        [_("%s (đúng)") % one.text if one.is_right else one.text, str(count), percent(count, gap.answered)]
        for one, count in gap.told
    ]
    if gap.others:
        rows.append([_("Câu trả lời khác"), str(gap.others), percent(gap.others, gap.answered)])
    return Table([_("Người học viết"), _("Số người"), _("Tỷ lệ")], rows, caption % told)


def of_pairs(data: Data, given: Sequence[Any]) -> list[Table]:
    rows = [
        [
            f"{data['left'][one.left]} → {data['right'][one.right]}",
            str(one.found),
            percent(one.found, len(given)),
            f"{data['right'][one.mistaken[0]]} ({one.mistaken[1]})" if one.mistaken else "–",
        ]
        for one in parts.pairs(data, given)
    ]
    return [Table([_("Cặp"), _("Số người nối đúng"), _("Tỷ lệ"), _("Hay nối nhầm với")], rows)]


def of_places(data: Data, given: Sequence[Any]) -> list[Table]:
    rows = [
        [f"{place}. {data['choices'][step]}", str(count), percent(count, len(given))]
        for place, (step, count) in enumerate(parts.placed(data, given), 1)
    ]
    return [Table([_("Bước"), _("Số người đặt đúng chỗ"), _("Tỷ lệ")], rows)]


def of_rubric(data: Data, judgements: Sequence[Any]) -> list[Table]:
    told = zip(data["criteria"], criteria.criteria(data, judgements), strict=True)
    rows = [
        [
            asked["name"],
            number_format(float(one.mean), decimal_pos=1),
            str(one.most),
            ", ".join(f"{level['words']} ({count})" for level, count in zip(asked["levels"], one.counts, strict=True)),
        ]
        for asked, one in told
    ]
    return [Table([_("Tiêu chí"), _("Điểm trung bình"), _("Điểm cao nhất"), _("Số người ở mỗi mức")], rows)]


def of_steps(data: Data, judgements: Sequence[Any]) -> list[Table]:
    rows = [
        [
            _("%s (bắt buộc)") % step["text"] if step["required"] else step["text"],
            str(count),
            percent(count, len(judgements)),
        ]
        for step, count in zip(data["steps"], criteria.done(data, judgements), strict=True)
    ]
    return [Table([_("Bước"), _("Số người đã làm"), _("Tỷ lệ")], rows)]


# Given the data and well-formed answers to it, or judgements.
_INSIDE: dict[str, Callable[[Data, Sequence[Any]], list[Table]]] = {
    QuestionKind.ESSAY: of_rubric,
    QuestionKind.PERFORMANCE: of_steps,
    QuestionKind.MATCH: of_pairs,
    QuestionKind.ORDER: of_places,
    QuestionKind.FILL: lambda data, given: of_gaps(typed.gaps(typed.filled(data, one) for one in given)),
    QuestionKind.NUMERIC: lambda data, given: of_gaps(typed.gaps(typed.number(data, one) for one in given)),
}


def inside(kind: str, data: Data, given: Sequence[Any]) -> list[Table]:
    """Nothing of fewer than ``FEWEST``, nor of a kind without such a look."""
    found = _INSIDE.get(kind)
    return found(data, given) if found and len(given) >= FEWEST else []
