"""Questions as tasks of H5P: what its content types are told of them (parameters by their semantics.json).

Choices become H5P.MultiChoice, true or false H5P.TrueFalse, gaps H5P.Blanks; the other kinds have no counterpart.
Hints go with gaps, for the others have a place for hints to an answer alone; pictures and recordings stay here.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from content.h5p.authoring.markup import as_html, paragraph
from courses.exchange.items import Item
from courses.questions.types.credit import Credit
from courses.questions.types.feedback import feedback_of
from courses.questions.types.fill_in import Folding, folding_of
from mooc.foundation.vietnamese import without_marks

Parameters = dict[str, Any]
SET = "H5P.QuestionSet"
LONGEST_TITLE = 200
# Above it dots, one a question, no longer fit a phone.
MOST_DOTS = 15
_GAP = re.compile("_{3,}")
_TO_DO = "Điền vào chỗ trống."
# What would end a gap, part its answers or begin its tip; H5P.Blanks reads answers as HTML after it has parted them.
_IN_GAPS = {"*": "&#42;", "/": "&#47;", ":": "&#58;"}
_BEHAVIOUR: Parameters = {
    "enableRetry": True,
    "enableSolutionsButton": True,
    "enableCheckButton": True,
    "confirmCheckDialog": False,
    "confirmRetryDialog": False,
    "autoCheck": False,
}


@dataclass(frozen=True, slots=True)
class Task:
    """``library`` is the machine name of its content type, ``id`` the same for the same question every time."""

    library: str
    title: str
    id: str
    parameters: Parameters


def can_write(item: Item) -> bool:
    return item.kind in _WRITERS


def task(item: Item) -> Task:
    """Of an item that ``can_write``."""
    library, write = _WRITERS[item.kind]
    title = " ".join(item.prompt.split())[:LONGEST_TITLE]
    return Task(library, title, str(uuid5(NAMESPACE_URL, item.key)), {"media": {}, **write(item)})


def question_set(tasks: Iterable[tuple[Task, str, Parameters]]) -> Parameters:
    """Several tasks as one H5P.QuestionSet, each with its library ("H5P.Blanks 1.14") and its whole parameters."""
    questions = [
        {
            "library": library,
            "params": parameters,
            "subContentId": one.id,
            "metadata": {"title": one.title, "license": "U"},
        }
        for one, library, parameters in tasks
    ]
    return {
        "introPage": {"showIntroPage": False},
        "progressType": "dots" if len(questions) <= MOST_DOTS else "textual",
        "passPercentage": 50,
        "questions": questions,
        "disableBackwardsNavigation": False,
        "randomQuestions": False,
        "endGame": {"showResultPage": True, "showSolutionButton": True, "showRetryButton": True},
        "override": {"checkButton": True},
    }


def _choice(item: Item) -> Parameters:
    data, is_multiple = item.data, item.kind == "multiple"
    right = data["correct"] if is_multiple else [data["correct"]]
    said = feedback_of(data, len(data["choices"]))
    answers = [
        {
            "text": as_html(text),
            "correct": place in right,
            "tipsAndFeedback": {"tip": "", "chosenFeedback": as_html(said[place]), "notChosenFeedback": ""},
        }
        for place, text in enumerate(data["choices"])
    ]
    return {
        "question": paragraph(item.prompt),
        "answers": answers,
        "overallFeedback": _said([(0, 100, item.explanation)]),
        "behaviour": {
            **_BEHAVIOUR,
            "type": "multi" if is_multiple else "single",
            # By parts a wrong choice takes away what a right one earns, there as here.
            "singlePoint": data.get("credit") != Credit.PARTIAL,
            "randomAnswers": True,
            "showSolutionsRequiresInput": True,
            "passPercentage": 100,
            "showScorePoints": True,
        },
    }


def _true_false(item: Item) -> Parameters:
    data, right = item.data, item.data["correct"]
    said = [" ".join(filter(None, (text, item.explanation))) for text in feedback_of(data, 2)]
    return {
        "question": paragraph(item.prompt),
        "correct": "true" if right == 0 else "false",
        "l10n": {"trueText": as_html(data["choices"][0]), "falseText": as_html(data["choices"][1])},
        "behaviour": {
            **_BEHAVIOUR,
            "feedbackOnCorrect": as_html(said[right]),
            "feedbackOnWrong": as_html(said[1 - right]),
        },
    }


def _fill(item: Item) -> Parameters:
    data, folding = item.data, folding_of(item.data)
    gaps = [_gap(_spellings(variants, folding), " ".join(item.hints)) for variants in data["blanks"]]
    parts = [as_html(part).replace("*", _IN_GAPS["*"]) for part in _GAP.split(item.prompt)]
    is_marked = len(parts) == len(gaps) + 1
    # A gap nobody marked stands after the question.
    filled = "".join(part + gap for part, gap in zip(parts, [*gaps, ""], strict=True)) if is_marked else gaps[0]
    wrong = " ".join(filter(None, [*feedback_of(data, len(gaps)), item.explanation]))
    return {
        "text": paragraph(_TO_DO if is_marked else item.prompt),
        "questions": [f"<p>{filled.replace(chr(10), '<br>')}</p>"],
        "overallFeedback": _said([(0, 99, wrong), (100, 100, item.explanation)]),
        "behaviour": {
            **_BEHAVIOUR,
            "allowRetryIfCorrect": False,
            "caseSensitive": Folding.CASE not in folding,
            "showSolutionsRequiresInput": True,
            "separateLines": False,
            "acceptSpellingErrors": False,
        },
    }


def _spellings(variants: Iterable[str], folding: Iterable[str]) -> list[str]:
    """Where marks make no difference here, what is typed without any is right there too."""
    known = [" ".join(text.split()) for text in variants]
    return [*dict.fromkeys([*known, *(map(without_marks, known) if Folding.MARKS in folding else [])])]


def _gap(accepted: Iterable[str], tip: str) -> str:
    answers = "/".join("".join(_IN_GAPS.get(sign, sign) for sign in as_html(text)) for text in accepted)
    told = f":{as_html(tip).replace('*', _IN_GAPS['*'])}" if tip else ""
    return f"*{answers}{told}*"


def _said(ranges: Iterable[tuple[int, int, str]]) -> list[Parameters]:
    """Percent of the points, first and last, and what is said then."""
    told = [{"from": first, "to": last, "feedback": as_html(text)} for first, last, text in ranges]
    return told if any(one["feedback"] for one in told) else []


_WRITERS: dict[str, tuple[str, Callable[[Item], Parameters]]] = {
    "single": ("H5P.MultiChoice", _choice),
    "multiple": ("H5P.MultiChoice", _choice),
    "truefalse": ("H5P.TrueFalse", _true_false),
    "fill": ("H5P.Blanks", _fill),
}
