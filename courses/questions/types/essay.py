"""``long-fill-in``: a text of her own, marked by a person with a rubric.

Data: ``{"criteria": [{"name": str, "levels": [{"words": str, "points": int}]}]}``; where there are any ``"least"`` and
``"most"``, the words (separated by spaces) she is asked for, ``"guidance"`` for markers, and ``"files"``, one of
``Files``, where files are taken beside the text. A response is the text; files stay with the attempt. A judgement is
the index of a level for each criterion.

As lines: a criterion each with its levels, ``Tên | mức = điểm | mức = điểm``.
"""

from collections.abc import Sequence
from fractions import Fraction
from typing import Any

from django.db.models import TextChoices
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from courses.questions.models import QuestionKind
from courses.questions.types import directives
from courses.questions.types.base import Data, Errors, Response, Row, Shown, is_index, plain_text, text_problems
from courses.questions.types.by_hand import (
    ByHand,
    Judged,
    Judgement,
    guidance_problems,
    is_points,
    join_guidance,
    split_guidance,
)
from courses.questions.types.variants import joined, split

# Some two thousand words.
MAX_ESSAY = 10_000
MOST_WORDS, MOST_CRITERIA, MOST_LEVELS = 3000, 12, 8
_LENGTHS = {"least": directives.LEAST, "most": directives.MOST}


class Files(TextChoices):
    """What is asked for beside the text; a question without this part of the data takes no files."""

    OPTIONAL = "optional", gettext_lazy("Bài viết, được thêm tệp")
    REQUIRED = "required", gettext_lazy("Bài viết và tệp, đều bắt buộc")
    ALONE = "alone", gettext_lazy("Tệp; bài viết không bắt buộc")


# As an author writes it in lines.
_FILES = {
    Files.OPTIONAL: directives.ADDED,
    Files.REQUIRED: directives.NEEDED,
    Files.ALONE: directives.INSTEAD,
}
_DIRECTIVES = (*_LENGTHS.values(), directives.FILES)


class Essay(ByHand):
    kind = QuestionKind.ESSAY
    how_to_write = gettext_lazy(
        "mỗi tiêu chí chấm một dòng, viết tên | mức = điểm | mức = điểm; dòng có > ở đầu là hướng dẫn cho người chấm; "
        "thêm dòng # ít nhất: 50, # nhiều nhất: 300 để nói số chữ; # tệp: được thêm, # tệp: bắt buộc hoặc "
        "# tệp: thay bài viết để nhận tệp."
    )
    interaction = "long-fill-in"
    required = frozenset({"criteria"})
    optional = frozenset({"guidance", "least", "most", "files"})

    def problems(self, data: Data) -> Errors:
        errors = {**_criteria_problems(data["criteria"]), **guidance_problems(data)}
        least, most = data.get("least", 1), data.get("most", MOST_WORDS)
        if not all(isinstance(end, int) and not isinstance(end, bool) for end in (least, most)) or not (
            1 <= least <= most <= MOST_WORDS
        ):
            errors["least"] = [_("Số chữ là các số từ 1 đến %d, số ít trước số nhiều.") % MOST_WORDS]
        if "files" in data and data["files"] not in Files.values:
            said = ", ".join(f"“{words}”" for words in _FILES.values())
            errors["files"] = [_("Việc nộp tệp viết là một trong: %s.") % said]
        return errors

    def well_formed(self, data: Data, response: Any) -> Response | None:
        return plain_text(_in_lines(response), MAX_ESSAY) if isinstance(response, str) else None

    def show(self, data: Data, order: Sequence[int], given: Any, prefix: str) -> Shown:
        rows = [Row("", one["name"], text=str(_most(one))) for one in data["criteria"]]
        text, files = given or "", data.get("files", "")
        return Shown(rows=rows, text=text, hint=_length_words(data), longest=MAX_ESSAY, files=files)

    def read(self, data: Data, order: Sequence[int], post: QueryDict, prefix: str) -> Any:
        return _in_lines(post.get(prefix, ""))[:MAX_ESSAY]

    def right_patterns(self, data: Data) -> list[str]:
        """None: what is right is for a person to judge."""
        return []

    def pattern(self, data: Data, given: Any) -> str:
        """Nothing: what people write stays in the attempt, where it can be erased."""
        return ""

    def words(self, data: Data, given: Any) -> list[str]:
        return [line for line in given.split("\n") if line.strip()]

    def judgement(self, data: Data, value: Any) -> Judgement | None:
        criteria = data["criteria"]
        if not isinstance(value, list) or len(value) != len(criteria):
            return None
        fits = all(is_index(level, len(one["levels"])) for level, one in zip(value, criteria, strict=True))
        return list(value) if fits else None

    def judged_share(self, data: Data, judgement: Judgement) -> Fraction:
        return Fraction(sum(one.points for one in self.judged(data, judgement)), self.total(data))

    def judged(self, data: Data, judgement: Judgement) -> list[Judged]:
        return [
            Judged(one["name"], one["levels"][level]["words"], one["levels"][level]["points"], _most(one))
            for one, level in zip(data["criteria"], judgement, strict=True)
        ]

    def total(self, data: Data) -> int:
        return sum(map(_most, data["criteria"]))

    def from_lines(self, lines: list[str]) -> Data:
        rest, said = directives.split(lines, _DIRECTIVES)
        parts, data = split_guidance(rest)
        data = {"criteria": [_criterion(split(part)) for part in parts], **data}
        if directives.FILES in said:
            data["files"] = _files_of(", ".join(said[directives.FILES]))
        return data | {key: as_count("".join(said[name])) for key, name in _LENGTHS.items() if name in said}

    def to_lines(self, data: Data) -> list[str]:
        parts = [
            joined([one["name"], *(f"{level['words']} = {level['points']}" for level in one["levels"])])
            for one in data["criteria"]
        ]
        said = {name: [str(data[key])] for key, name in _LENGTHS.items() if key in data}
        if "files" in data:
            said[directives.FILES] = [_FILES[Files(data["files"])]]
        return directives.join(join_guidance(parts, data), _DIRECTIVES, said)


def files_asked(data: Data) -> str:
    """One of ``Files``; "" where a question of this data takes none."""
    asked: str = data.get("files", "")
    return asked


def _files_of(text: str) -> str:
    """What is none of the words stays what it is, for the validation to name."""
    return next((files.value for files, words in _FILES.items() if directives.same(words, text)), text)


def _in_lines(text: str) -> str:
    """Into lines as the value of a text area is (HTML: "normalize newlines"): a lone carriage return ends one too."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def level_of(text: str) -> Data:
    """``words = points``; the validation names points that are no number."""
    words, equals, points = text.rpartition("=")
    return {"words": words.strip(), "points": as_count(points)} if equals else {"words": text.strip(), "points": ""}


def as_count(text: str) -> int | str:
    """What is no number stays what it is, for the validation to name."""
    plain = text.strip()
    return int(plain) if plain.isascii() and plain.isdigit() and len(plain) < 6 else plain


def _criterion(parts: list[str]) -> Data:
    name, *levels = parts or [""]
    return {"name": name, "levels": [level_of(level) for level in levels]}


def _most(criterion: Data) -> int:
    return max(int(level["points"]) for level in criterion["levels"])


def _criteria_problems(criteria: Any) -> Errors:
    if not isinstance(criteria, list) or not 1 <= len(criteria) <= MOST_CRITERIA:
        return {"criteria": [_("Cần từ 1 đến %d tiêu chí chấm.") % MOST_CRITERIA]}
    shaped = all(isinstance(one, dict) and set(one) == {"name", "levels"} for one in criteria)
    if not shaped or text_problems([one["name"] for one in criteria], 1, "criteria"):
        return {"criteria": [_("Mỗi tiêu chí có một tên trên một dòng, không trùng nhau.")]}
    wrong = [(one["name"], _level_problem(one["levels"])) for one in criteria]
    said = [_("%(name)s: %(problem)s") % {"name": name, "problem": text} for name, text in wrong if text]
    return {"criteria": said} if said else {}


def _level_problem(levels: Any) -> str:
    """What keeps ``levels`` from being those of a criterion; "" when nothing does."""
    if not isinstance(levels, list) or not 2 <= len(levels) <= MOST_LEVELS:
        return _("cần từ 2 đến %d mức.") % MOST_LEVELS
    shaped = all(isinstance(one, dict) and set(one) == {"words", "points"} for one in levels)
    if not shaped or text_problems([one["words"] for one in levels], 2, "levels"):
        return _("mỗi mức có lời mô tả trên một dòng, không trùng nhau.")
    if not all(is_points(one["points"], 0) for one in levels):
        return _("mỗi mức có số điểm từ 0 đến 100, viết sau dấu =.")
    return "" if any(one["points"] for one in levels) else _("ít nhất một mức phải có điểm.")


def _length_words(data: Data) -> str:
    """How much she is asked to write; "" where the author did not say."""
    match "least" in data, "most" in data:
        case True, True:
            return _("Viết khoảng %(least)d đến %(most)d chữ.") % data
        case True, False:
            return _("Viết ít nhất khoảng %(least)d chữ.") % data
        case False, True:
            return _("Viết nhiều nhất khoảng %(most)d chữ.") % data
    return ""
