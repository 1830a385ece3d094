"""The front of the grading: a claim against our own parameters."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from content.h5p.claims.grading import (
    blanks,
    column,
    drag_text,
    mark_the_words,
    multi_choice,
    question_set,
    scam_signs,
    single_choice_set,
    true_false,
)
from content.h5p.claims.grading.grade import CannotKnow, Grade, Reason
from content.h5p.claims.grading.responses import SEPARATOR
from content.h5p.claims.grading.verdict import Outcome, Verdict, compare
from content.h5p.claims.grading.versions import KNOWN, is_known
from content.h5p.claims.parts import Part, content_of, find, leaves, whole
from content.h5p.claims.reading import Claim

FOLDED = frozenset({"H5P.QuestionSet", "H5P.SingleChoiceSet", "H5P.Column"})
Asked = tuple[str | None, Part]


def regrade(
    library: str,
    parameters: Any,
    claim: Claim,
    children: Sequence[Claim] = (),
    *,
    patches: Mapping[str, int] | None = None,
    reported: bool = False,
) -> Verdict:
    """Whether the server comes to the claim's own score. Never raises.

    ``library`` ("H5P.X 1.2") and ``parameters`` are those the content was played with, ``patches`` the patch numbers it
    pins. ``children`` are the claims of one try about parts, in the order they came: the last of each part counts;
    ``reported`` where they are the content's own report at the end (``getXAPIData``) and not what came by the way.
    """
    try:
        top = whole(library, parameters, patches)
        if top is None:
            raise CannotKnow(Reason.PARAMETERS)
        part = _asked(top, claim, patches)
        tries = {child.part: child for child in children if child.is_ending and child.part is not None}
        grader = _Grader(tries, patches or {}, reported)
        verdict = compare(claim, grader.grade(part, claim.response))
    except CannotKnow as unknown:
        return Verdict(Outcome.CANNOT_KNOW, unknown.reason)
    if verdict.outcome is Outcome.DISAGREED and grader.missing:
        return Verdict(Outcome.CANNOT_KNOW, Reason.PARTS, verdict.raw, verdict.max, verdict.success)
    return verdict


def _asked(top: Part, claim: Claim, patches: Mapping[str, int] | None) -> Part:
    if claim.is_top:
        return top
    part = find(top, claim.part, patches) if claim.part is not None else None
    if part is None:
        raise CannotKnow(Reason.PART)
    return part


@dataclass
class _Grader:
    """``tries`` are the last claims by part; ``missing`` counts the parts that none is about."""

    tries: Mapping[str, Claim]
    patches: Mapping[str, int]
    reported: bool
    missing: int = 0

    def grade(self, part: Part, response: str | None) -> Grade:
        library, parameters = part.library, part.parameters
        if library.name not in KNOWN or (part.piece is not None and library.name != "H5P.SingleChoiceSet"):
            raise CannotKnow(Reason.TYPE)
        if not is_known(library):
            raise CannotKnow(Reason.VERSION)
        if part.piece is None and library.name in FOLDED:
            return self._fold(part)
        if response is None:
            raise CannotKnow(Reason.NO_RESPONSE)
        if part.piece is not None:
            return single_choice_set.grade_choice(part.piece, response, library, reported=self.reported)
        match library.name:
            case "H5P.MultiChoice":
                return multi_choice.grade(parameters, response)
            case "H5P.TrueFalse":
                return true_false.grade(parameters, response)
            case "H5P.Blanks":
                return blanks.grade(parameters, response, library)
            case "H5P.DragText":
                return drag_text.grade(parameters, response)
            case "H5P.ScamSigns":
                return scam_signs.grade(parameters, response)
        return mark_the_words.grade(parameters, response, library)

    def _fold(self, part: Part) -> Grade:
        match part.library.name:
            case "H5P.QuestionSet":
                return question_set.total(part.parameters, self._each(self._drawn(part)))
            case "H5P.SingleChoiceSet":
                choices = single_choice_set.choices_of(part.parameters)
                asked: list[Asked] = [(_id(choice), Part(part.library, part.parameters, choice)) for choice in choices]
                return single_choice_set.total(part.parameters, self._each(asked))
        return column.total(self._each(self._tasks(part)))

    def _each(self, asked: list[Asked]) -> list[Grade]:
        return [self._one(name, part) for name, part in asked]

    def _one(self, name: str | None, part: Part) -> Grade:
        """An untouched part counts as it stands; where that does not fit the claim, something is missing."""
        tried = self.tries.get(name) if name is not None else None
        if tried is not None:
            return self.grade(part, tried.response)
        if part.piece is None and part.library.name in FOLDED:
            return self.grade(part, None)
        self.missing += 1
        if part.piece is not None:
            return Grade(0, 1)
        return self.grade(part, _untouched(part))

    def _drawn(self, part: Part) -> list[Asked]:
        """The questions of this try: of a pool those that were answered, if they are as many as are drawn."""
        questions = question_set.questions_of(part.parameters)
        asked: list[Asked] = []
        for question in questions:
            content = content_of(question, self.patches)
            if content is None:
                raise CannotKnow(Reason.PARAMETERS)
            asked.append((_id(question), content))
        if (count := question_set.drawn(part.parameters)) == len(asked):
            return asked
        tried = [(name, content) for name, content in asked if name in self.tries]
        if len(tried) != count:
            raise CannotKnow(Reason.PARTS)
        return tried

    def _tasks(self, part: Part) -> list[Asked]:
        tasks = [(name, content) for name, content in leaves(part, self.patches) if column.is_task(content)]
        if not tasks:
            raise CannotKnow(Reason.PARAMETERS)
        return tasks


def _id(node: Mapping[str, Any]) -> str | None:
    name = node.get("subContentId")
    return name if isinstance(name, str) else None


def _untouched(part: Part) -> str:
    """The response of whoever did nothing: an empty text per gap."""
    match part.library.name:
        case "H5P.Blanks":
            return SEPARATOR * (len(blanks.gaps_of(part.parameters, tags_go=True)) - 1)
        case "H5P.DragText":
            return SEPARATOR * (len(drag_text.words_of(part.parameters)) - 1)
    return ""
