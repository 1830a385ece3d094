"""Questions as xAPI interaction activities (1.0.3, Part Two, 2.4.4.1: "Interaction Activities").

Components are named by their place in the version's data: ``c0`` a choice or a step, ``l0`` and ``r0`` the sides of
a match. ``[,]`` separates the parts of a response and ``[.]`` the two of a pair.
"""

from typing import Any

from courses.questions.grading import accepted_variant
from courses.questions.models import QuestionKind, QuestionVersion
from courses.questions.responses import well_formed

INTERACTION = "http://adlnet.gov/expapi/activities/cmi.interaction"
LANGUAGE = "vi"
TYPES = {
    QuestionKind.SINGLE: "choice",
    QuestionKind.MULTIPLE: "choice",
    QuestionKind.TRUE_FALSE: "true-false",
    QuestionKind.FILL: "fill-in",
    QuestionKind.ORDER: "sequencing",
    QuestionKind.MATCH: "matching",
}


def interaction(version: QuestionVersion) -> dict[str, Any]:
    """The activity definition of ``version``."""
    kind, data = QuestionKind(version.question.kind), version.data
    definition: dict[str, Any] = {
        "type": INTERACTION,
        "description": {LANGUAGE: version.prompt},
        "interactionType": TYPES[kind],
        "correctResponsesPattern": _right(kind, data),
    }
    if kind in {QuestionKind.SINGLE, QuestionKind.MULTIPLE, QuestionKind.ORDER}:
        definition["choices"] = _components("c", data["choices"])
    if kind == QuestionKind.MATCH:
        definition["source"] = _components("l", data["left"])
        definition["target"] = _components("r", data["right"])
    return definition


def response_pattern(version: QuestionVersion, response: Any) -> str:
    """``response`` in the standard's notation; "" when there is none.

    Of a text only the accepted spelling it stands for is told: what people typed stays in the attempt, where it can
    be erased.
    """
    kind = QuestionKind(version.question.kind)
    given = well_formed(kind, version.data, response)
    if given is None:
        return ""
    if kind == QuestionKind.FILL:
        return accepted_variant(version.data, str(given)) or ""
    return _notation(kind, given)


def _components(letter: str, texts: list[str]) -> list[dict[str, Any]]:
    return [{"id": f"{letter}{index}", "description": {LANGUAGE: text}} for index, text in enumerate(texts)]


def _right(kind: QuestionKind, data: dict[str, Any]) -> list[str]:
    return list(data["accepted"]) if kind == QuestionKind.FILL else [_notation(kind, data["correct"])]


def _notation(kind: QuestionKind, given: Any) -> str:
    if kind == QuestionKind.TRUE_FALSE:
        return "true" if given == 0 else "false"
    if kind == QuestionKind.MATCH:
        return "[,]".join(f"l{left}[.]r{right}" for left, right in given)
    parts = given if isinstance(given, list) else [given]
    return "[,]".join(f"c{index}" for index in parts if index is not None)
