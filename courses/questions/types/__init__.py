"""The types of question, one module each, named by the interaction types of the standard."""

from courses.questions.models import QuestionKind
from courses.questions.types.base import QuestionType
from courses.questions.types.choice import MultipleChoice, SingleChoice
from courses.questions.types.fill_in import FillIn
from courses.questions.types.likert import Likert
from courses.questions.types.matching import Matching
from courses.questions.types.numeric import Numeric
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
    )
}


def type_of(kind: str) -> QuestionType:
    """Raises ``ValueError`` for what is no kind of question."""
    return _TYPES[QuestionKind(kind)]
