"""When a content of each type is done, as a table: what was seen of its statements in a browser.

- ``REPORTED``: it says so itself, at the top level, with one of ``verbs``.
- ``PARTS``: it says so only once all its tasks are done, and after some of them not even then: the tasks are counted.
- ``VIEWED``: it says nothing; it is done after ``seconds`` of being open, or when the learner says so.
- ``EITHER``: a type not listed: what it reports counts, and so does the learner's word.

No type was seen whose way to end differs between its versions; those that report only in later ones are ``VIEWED`` with
their reports counting as well.
"""

from dataclasses import dataclass
from enum import Enum, auto

from content.h5p.claims.verbs import ENDINGS
from xapi.vocabulary import Verb


class End(Enum):
    REPORTED = auto()
    PARTS = auto()
    VIEWED = auto()
    EITHER = auto()


@dataclass(frozen=True)
class Rule:
    """``pass_mark`` in per cent is the type's own where neither parameters nor claim say what passes."""

    end: End
    verbs: frozenset[str] = ENDINGS
    seconds: int = 0
    pass_mark: int = 100


TASK = Rule(End.REPORTED)
# Their parts send ``answered``, in old packages without an id that would tell them apart from the whole.
WHOLE = Rule(End.REPORTED, frozenset({Verb.COMPLETED}))
COLUMN = Rule(End.PARTS, frozenset({Verb.COMPLETED}))
UNKNOWN = Rule(End.EITHER, seconds=30)


def _viewed(seconds: int) -> Rule:
    return Rule(End.VIEWED, seconds=seconds)


RULES: dict[str, Rule] = {
    **dict.fromkeys(
        (
            "H5P.ArithmeticQuiz",
            "H5P.Blanks",
            "H5P.Crossword",
            "H5P.Dictation",
            "H5P.DragQuestion",
            "H5P.DragText",
            "H5P.Essay",
            "H5P.FindTheWords",
            "H5P.Flashcards",
            "H5P.ImageHotspotQuestion",
            "H5P.ImageMultipleHotspotQuestion",
            "H5P.ImagePair",
            "H5P.ImageSequencing",
            "H5P.MarkTheWords",
            "H5P.MemoryGame",
            "H5P.MultiChoice",
            "H5P.MultiMediaChoice",
            "H5P.ScamSigns",
            "H5P.SortParagraphs",
            "H5P.SpeakTheWords",
            "H5P.Summary",
            "H5P.TrueFalse",
        ),
        TASK,
    ),
    **dict.fromkeys(
        (
            "H5P.BranchingScenario",
            "H5P.CoursePresentation",
            "H5P.InteractiveBook",
            "H5P.InteractiveVideo",
            "H5P.SingleChoiceSet",
            "H5P.SpeakTheWordsSet",
        ),
        WHOLE,
    ),
    "H5P.QuestionSet": Rule(End.REPORTED, WHOLE.verbs, pass_mark=50),
    **dict.fromkeys(("H5P.Column", "H5P.Row", "H5P.RowColumn"), COLUMN),
    **dict.fromkeys(("H5P.AdvancedText", "H5P.Image", "H5P.ImageJuxtaposition", "H5P.Table", "H5P.Text"), _viewed(5)),
    **dict.fromkeys(("H5P.Collage", "H5P.Link"), _viewed(5)),
    **dict.fromkeys(("H5P.Accordion", "H5P.Agamotto", "H5P.Chart", "H5P.ImageHotspots"), _viewed(10)),
    **dict.fromkeys(("H5P.ImageSlider",), _viewed(10)),
    **dict.fromkeys(("H5P.Audio", "H5P.Dialogcards", "H5P.Timeline", "H5P.Video"), _viewed(15)),
}

# In none of them is there anything to be right or wrong about.
NOT_TASKS = frozenset(name for name, rule in RULES.items() if rule.end is End.VIEWED)
# They report at the end of their tasks; without any they are read or watched, and the learner's word counts as well.
SHOWS = frozenset({"H5P.CoursePresentation", "H5P.InteractiveBook", "H5P.InteractiveVideo"})
ROWS = frozenset({"H5P.Row", "H5P.RowColumn"})


def rule_of(name: str) -> Rule:
    return RULES.get(name, UNKNOWN)
