"""The types of question, one module each, named by the interaction types of the standard."""

from courses.questions.models import QuestionKind
from courses.questions.types.base import QuestionType
from courses.questions.types.by_hand import ByHand
from courses.questions.types.choice import MultipleChoice, SingleChoice
from courses.questions.types.essay import Essay
from courses.questions.types.fill_in import FillIn
from courses.questions.types.likert import Likert
from courses.questions.types.matching import Matching
from courses.questions.types.numeric import Numeric
from courses.questions.types.performance import Performance
from courses.questions.types.sequencing import Sequencing
from courses.questions.types.true_false import TrueFalse

_TYPES: dict[QuestionKind, QuestionType] = {
    made.kind: made
    for made in (
        SingleChoice(),
        MultipleChoice(),
        TrueFalse(),
        FillIn(),
        Numeric(),
        Sequencing(),
        Matching(),
        Likert(),
        Essay(),
        Performance(),
    )
}


def type_of(kind: str) -> QuestionType:
    """Raises ``ValueError`` for what is no kind of question."""
    return _TYPES[QuestionKind(kind)]


def is_manual(kind: str) -> bool:
    """Whether a person marks what is asked: until she has, it has no points."""
    return isinstance(type_of(kind), ByHand)


def by_hand(kind: str) -> ByHand:
    """Raises ``ValueError`` for a kind that is graded here."""
    asked = type_of(kind)
    if not isinstance(asked, ByHand):
        raise ValueError(f"nobody marks {kind}")
    return asked


MANUAL = tuple(kind for kind in _TYPES if is_manual(kind))


def is_for_learner(kind: str) -> bool:
    """Whether the learner answers it herself; somebody looks on otherwise."""
    asked = type_of(kind)
    return not isinstance(asked, ByHand) or asked.answered
