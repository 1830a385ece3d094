"""One question of each kind, as stored, and hypothesis strategies for any."""

from fractions import Fraction
from typing import Any

from hypothesis import strategies as st

from courses.questions.actions import save_version
from courses.questions.grading import is_scored
from courses.questions.models import Question, QuestionKind, QuestionVersion
from courses.questions.types.essay import Files
from courses.questions.types.feedback import with_feedback
from courses.questions.types.numbers import read_number, write_number

# kind -> (data, a wrong answer of the right shape)
SAMPLES: dict[str, tuple[dict[str, Any], Any]] = {
    QuestionKind.SINGLE: ({"choices": ["Sông", "Núi", "Biển"], "correct": 1}, 0),
    QuestionKind.MULTIPLE: ({"choices": ["Sông", "Núi", "Biển"], "correct": [0, 2]}, [0, 1, 2]),
    QuestionKind.TRUE_FALSE: ({"choices": ["Đúng", "Sai"], "correct": 1}, 0),
    QuestionKind.FILL: ({"blanks": [["mười", "10"]]}, ["chín"]),
    QuestionKind.NUMERIC: ({"low": "12.5", "high": "12.5", "tolerance": "0.5", "unit": "kg"}, "13,1"),
    QuestionKind.ORDER: ({"choices": ["Mở máy", "Gõ chữ", "Lưu tệp"], "correct": [1, 2, 0]}, [2, 0, 1]),
    QuestionKind.MATCH: (
        {"left": ["Một", "Hai"], "right": ["Two", "One", "Three"], "correct": [[0, 1], [1, 0]]},
        [[0, 0], [1, 1]],
    ),
    QuestionKind.LIKERT: ({"choices": ["Không đồng ý", "Lưỡng lự", "Đồng ý"]}, 1),
}
# kind -> (data, an answer or None, a judgement for all points, one for none); marked by a person.
BY_HAND: dict[str, tuple[dict[str, Any], Any, list[int], list[int]]] = {
    QuestionKind.ESSAY: (
        {
            "criteria": [
                {"name": "Nội dung", "levels": [{"words": "thiếu", "points": 0}, {"words": "đủ", "points": 2}]},
                {"name": "Cách viết", "levels": [{"words": "rõ", "points": 1}, {"words": "rối", "points": 0}]},
            ],
            "guidance": "Bài mẫu: đổi mật khẩu.",
            "least": 50,
            "most": 300,
        },
        "Em đổi mật khẩu.",
        [1, 0],
        [0, 1],
    ),
    QuestionKind.PERFORMANCE: (
        {
            "steps": [
                {"text": "Chào hỏi", "points": 1, "required": False},
                {"text": "Hướng dẫn quét mã", "points": 2, "required": True},
            ],
            "guidance": "Đứng bên cạnh, không làm thay.",
        },
        None,
        [0, 1],
        [0],
    ),
}
KINDS = sorted(SAMPLES)
EVERY_KIND = sorted([*KINDS, *BY_HAND])
SCORED = [kind for kind in KINDS if is_scored(kind)]


def data_of(kind: str) -> dict[str, Any]:
    return BY_HAND[kind][0] if kind in BY_HAND else SAMPLES[kind][0]


def right(kind: str, data: dict[str, Any]) -> Any:
    """Of an opinion the last step, which is as right as any; of what a person marks an answer of the right shape."""
    if kind in BY_HAND:
        return BY_HAND[kind][1]
    if kind == QuestionKind.FILL:
        return [variants[0] for variants in data["blanks"]]
    if kind == QuestionKind.NUMERIC:
        return write_number(data["low"] or data["high"])
    return len(data["choices"]) - 1 if kind == QuestionKind.LIKERT else data["correct"]


def stored(kind: str = "single", prompt: str = "Cái gì?", explanation: str = "", by: Any = None) -> Question:
    """A question of the bank with its first version."""
    made = Question.objects.create(kind=kind)
    save_version(question=made, prompt=prompt, data=data_of(kind), explanation=explanation, acting_user=by)
    return made


def version(kind: str, prompt: str = "Câu hỏi?", **extra: Any) -> QuestionVersion:
    """Unsaved: enough for everything that is pure."""
    question = Question(kind=kind)
    return QuestionVersion(question=question, number=1, prompt=prompt, data=data_of(kind), **extra)


_line = st.text("abcđĐêộ =*>\\1,[]", min_size=1, max_size=8).map(str.strip).filter(bool)
# With every mark that means something in the lines of an author.
_tricky = st.text("abĐê =*>\\|#:1", min_size=1, max_size=8).map(str.strip).filter(bool)
_lines = st.lists(_line, min_size=2, max_size=6, unique_by=lambda text: " ".join(text.split()))


def _said(size: int) -> st.SearchStrategy[list[str]]:
    """To each of so many parts, often nothing."""
    said = st.lists(_line | st.just(""), min_size=size, max_size=size)
    return st.just([""] * size) | said.map(lambda texts: [" ".join(text.split()) for text in texts])


@st.composite
def _gaps(draw: st.DrawFn) -> dict[str, Any]:
    word = st.text("abcđĐêộ1 |\\#>", min_size=1, max_size=8).map(str.strip).filter(bool)
    variants = st.lists(word, min_size=1, max_size=3, unique_by=lambda text: " ".join(text.split()))
    blanks = draw(st.lists(variants, min_size=1, max_size=4))
    folding = draw(st.none() | st.lists(st.sampled_from(["case", "space", "marks"]), unique=True))
    data = {"blanks": blanks} if folding is None else {"blanks": blanks, "folding": folding}
    return with_feedback(data, draw(_said(len(blanks))))


numbers = st.decimals(-10000, 10000, places=3).map(lambda value: read_number(f"{value:f}".replace(".", ",")) or "0")


@st.composite
def _ranges(draw: st.DrawFn) -> dict[str, Any]:
    ends: list[str | None] = sorted(draw(st.lists(numbers, min_size=2, max_size=2)), key=Fraction)
    is_open = draw(st.sampled_from([None, 0, 1]))
    if is_open is not None:
        ends[is_open] = None
    exact = {"low": draw(numbers)}
    data = draw(st.sampled_from([{"low": ends[0], "high": ends[1]}, {**exact, "high": exact["low"]}]))
    tolerance = draw(st.sampled_from([{}, {"tolerance": "0.25"}]))
    said = draw(st.sampled_from([{}, {"feedback": "> Đo * lại = {1}"}]))
    return {**data, **tolerance, **draw(st.sampled_from([{}, {"unit": "kg"}, {"unit": "%"}])), **said}


_guidance = st.just({}) | st.lists(_line, min_size=1, max_size=3).map(lambda lines: {"guidance": "\n".join(lines)})


@st.composite
def _criteria(draw: st.DrawFn) -> dict[str, Any]:
    made = []
    for name in draw(st.lists(_tricky, min_size=1, max_size=3, unique_by=lambda text: " ".join(text.split()))):
        words = draw(st.lists(_tricky, min_size=2, max_size=4, unique_by=lambda text: " ".join(text.split())))
        points = draw(st.lists(st.integers(0, 100), min_size=len(words), max_size=len(words)).filter(any))
        made.append({"name": name, "levels": [{"words": w, "points": p} for w, p in zip(words, points, strict=True)]})
    told = draw(st.sampled_from([{}, {"least": 5}, {"most": 300}, {"least": 5, "most": 5}]))
    files = draw(st.sampled_from([{}, *({"files": value} for value in Files.values)]))
    return {"criteria": made, **told, **files, **draw(_guidance)}


@st.composite
def _steps(draw: st.DrawFn) -> dict[str, Any]:
    texts = draw(st.lists(_tricky, min_size=1, max_size=5, unique_by=lambda text: " ".join(text.split())))
    steps = [{"text": text, "points": draw(st.integers(1, 100)), "required": draw(st.booleans())} for text in texts]
    return {"steps": steps, **draw(_guidance)}


@st.composite
def judgements(draw: st.DrawFn, kind: str, data: dict[str, Any]) -> list[int]:
    """Any there may be of a question that a person marks."""
    if kind == QuestionKind.ESSAY:
        return [draw(st.integers(0, len(one["levels"]) - 1)) for one in data["criteria"]]
    return sorted(draw(st.sets(st.integers(0, len(data["steps"]) - 1))))


def manual_questions() -> st.SearchStrategy[tuple[str, dict[str, Any]]]:
    return st.sampled_from(sorted(BY_HAND)).flatmap(questions_of)


def questions() -> st.SearchStrategy[tuple[str, dict[str, Any]]]:
    """Valid data of any kind."""
    return st.sampled_from(EVERY_KIND).flatmap(questions_of)


def questions_of(kind: str) -> st.SearchStrategy[tuple[str, dict[str, Any]]]:
    return st.tuples(st.just(kind), _data_of(kind))


@st.composite
def _data_of(draw: st.DrawFn, kind: str) -> dict[str, Any]:
    """Raises ``KeyError`` for a kind it cannot make: every kind is drawn here."""
    own = {
        QuestionKind.ESSAY: _criteria,
        QuestionKind.PERFORMANCE: _steps,
        QuestionKind.FILL: _gaps,
        QuestionKind.NUMERIC: _ranges,
    }
    if kind in own:
        return draw(own[QuestionKind(kind)]())
    credit = draw(st.sampled_from([{}, {"credit": "all"}, {"credit": "partial"}]))
    if kind == QuestionKind.MATCH:
        left, partners = draw(_lines), draw(_lines)
        pick = st.integers(0, len(partners) - 1)
        data = {"left": left, "right": partners, "correct": [[i, draw(pick)] for i in range(len(left))], **credit}
        return with_feedback(data, draw(_said(len(left))))
    choices = draw(_lines)[: 2 if kind == QuestionKind.TRUE_FALSE else None]
    indices = list(range(len(choices)))
    one = st.sampled_from(indices)
    several = st.lists(one, min_size=1, unique=True)
    rest = {
        QuestionKind.LIKERT: st.just({}),
        QuestionKind.SINGLE: st.fixed_dictionaries({"correct": one}),
        QuestionKind.TRUE_FALSE: st.fixed_dictionaries({"correct": one}),
        QuestionKind.MULTIPLE: st.fixed_dictionaries({"correct": several}).map(lambda made: {**made, **credit}),
        QuestionKind.ORDER: st.builds(
            lambda order, said: with_feedback({"correct": order, **credit}, said),
            st.permutations(indices),
            _said(len(choices)),
        ),
    }
    return {"choices": choices, **draw(rest[QuestionKind(kind)])}


garbage = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
    max_leaves=8,
)


@st.composite
def responses(draw: st.DrawFn, kind: str, data: dict[str, Any]) -> Any:
    """An answer of the right shape, right or wrong in any part."""
    if kind == QuestionKind.PERFORMANCE:
        return None
    if kind == QuestionKind.ESSAY:
        return draw(st.text("abcđĐêộ1 \r\n\x00", max_size=30))
    if kind == QuestionKind.FILL:
        typed = st.text("abcđĐêộ1 ", max_size=8)
        return [draw(st.none() | st.sampled_from(variants) | typed) for variants in data["blanks"]]
    if kind == QuestionKind.NUMERIC:
        ends = [end for end in (data["low"], data["high"]) if end is not None]
        return draw((numbers | st.sampled_from(ends)).map(write_number) | st.text("0123456789., -kg", max_size=9))
    if kind == QuestionKind.MATCH:
        partner = st.none() | st.integers(0, len(data["right"]) - 1)
        chosen = [(left, draw(partner)) for left in range(len(data["left"]))]
        return [[left, right] for left, right in chosen if right is not None]
    index = st.integers(0, len(data["choices"]) - 1)
    if kind == QuestionKind.ORDER:
        return [draw(st.none() | index) for _ in data["choices"]]
    return draw(st.lists(index, unique=True)) if kind == QuestionKind.MULTIPLE else draw(index)
