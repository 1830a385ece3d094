"""One question of each kind, as stored, and hypothesis strategies for any."""

from typing import Any

from hypothesis import strategies as st

from courses.questions.actions import save_version
from courses.questions.models import Question, QuestionKind, QuestionVersion

# kind -> (data, a wrong answer of the right shape)
SAMPLES: dict[str, tuple[dict[str, Any], Any]] = {
    QuestionKind.SINGLE: ({"choices": ["Sông", "Núi", "Biển"], "correct": 1}, 0),
    QuestionKind.MULTIPLE: ({"choices": ["Sông", "Núi", "Biển"], "correct": [0, 2]}, [0, 1, 2]),
    QuestionKind.TRUE_FALSE: ({"choices": ["Đúng", "Sai"], "correct": 1}, 0),
    QuestionKind.FILL: ({"blanks": [["mười", "10"]]}, ["chín"]),
    QuestionKind.ORDER: ({"choices": ["Mở máy", "Gõ chữ", "Lưu tệp"], "correct": [1, 2, 0]}, [2, 0, 1]),
    QuestionKind.MATCH: (
        {"left": ["Một", "Hai"], "right": ["Two", "One", "Three"], "correct": [[0, 1], [1, 0]]},
        [[0, 0], [1, 1]],
    ),
}
KINDS = sorted(SAMPLES)


def right(kind: str, data: dict[str, Any]) -> Any:
    return [variants[0] for variants in data["blanks"]] if kind == QuestionKind.FILL else data["correct"]


def stored(kind: str = "single", prompt: str = "Cái gì?", explanation: str = "", by: Any = None) -> Question:
    """A question of the bank with its first version."""
    made = Question.objects.create(kind=kind)
    save_version(question=made, prompt=prompt, data=SAMPLES[kind][0], explanation=explanation, acting_user=by)
    return made


def version(kind: str, prompt: str = "Câu hỏi?", **extra: Any) -> QuestionVersion:
    """Unsaved: enough for everything that is pure."""
    question = Question(kind=kind)
    return QuestionVersion(question=question, number=1, prompt=prompt, data=SAMPLES[kind][0], **extra)


_line = st.text("abcđĐêộ =*\\1,[]", min_size=1, max_size=8).map(str.strip).filter(bool)
_lines = st.lists(_line, min_size=2, max_size=6, unique_by=lambda text: " ".join(text.split()))


@st.composite
def _gaps(draw: st.DrawFn) -> dict[str, Any]:
    word = st.text("abcđĐêộ1 |\\#", min_size=1, max_size=8).map(str.strip).filter(bool)
    variants = st.lists(word, min_size=1, max_size=3, unique_by=lambda text: " ".join(text.split()))
    blanks = draw(st.lists(variants, min_size=1, max_size=4))
    folding = draw(st.none() | st.lists(st.sampled_from(["case", "space", "marks"]), unique=True))
    return {"blanks": blanks} if folding is None else {"blanks": blanks, "folding": folding}


@st.composite
def questions(draw: st.DrawFn) -> tuple[str, dict[str, Any]]:
    """Valid data of any kind."""
    kind = draw(st.sampled_from(KINDS))
    if kind == QuestionKind.FILL:
        return kind, draw(_gaps())
    if kind == QuestionKind.MATCH:
        left, partners = draw(_lines), draw(_lines)
        pick = st.integers(0, len(partners) - 1)
        return kind, {"left": left, "right": partners, "correct": [[i, draw(pick)] for i in range(len(left))]}
    choices = draw(_lines)
    indices = list(range(len(choices)))
    if kind == QuestionKind.ORDER:
        return kind, {"choices": choices, "correct": draw(st.permutations(indices))}
    if kind == QuestionKind.MULTIPLE:
        chosen = draw(st.lists(st.sampled_from(indices), min_size=1, unique=True))
        return kind, {"choices": choices, "correct": chosen}
    if kind == QuestionKind.TRUE_FALSE:
        choices, indices = choices[:2], [0, 1]
    return kind, {"choices": choices, "correct": draw(st.sampled_from(indices))}


garbage = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
    max_leaves=8,
)
