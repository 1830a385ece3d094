"""Forms for the answers of each kind of question: rows to fill in, with spare empty ones, so that no script is needed.

A kind without an editor of its own is written in lines alone; whoever adds a type registers its editor here.
"""

from courses.questions.authoring.answers import AnswerEditor
from courses.questions.authoring.by_hand import EssayEditor, ObservedEditor
from courses.questions.authoring.choices import MultipleEditor, SingleEditor, TrueFalseEditor
from courses.questions.authoring.gaps import GapsEditor
from courses.questions.authoring.numbers import NumberEditor, ScaleEditor
from courses.questions.authoring.pairs import PairsEditor
from courses.questions.authoring.steps import StepsEditor

_EDITORS: dict[str, AnswerEditor] = {}


def register_editor(kind: str, editor: AnswerEditor) -> None:
    _EDITORS[kind] = editor


def editor_of(kind: str) -> AnswerEditor | None:
    return _EDITORS.get(kind)


register_editor("single", SingleEditor())
register_editor("multiple", MultipleEditor())
register_editor("truefalse", TrueFalseEditor())
register_editor("fill", GapsEditor())
register_editor("numeric", NumberEditor())
register_editor("likert", ScaleEditor())
register_editor("order", StepsEditor())
register_editor("match", PairsEditor())
register_editor("essay", EssayEditor())
register_editor("performance", ObservedEditor())
