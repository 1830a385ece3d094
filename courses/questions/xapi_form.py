"""Questions as xAPI interaction activities (1.0.3, Part Two, 2.4.4.1: "Interaction Activities").

Components are named by their place in the version's data: ``c0`` a choice or a step, ``l0`` and ``r0`` the sides of
a match. ``[,]`` separates the parts of a response and ``[.]`` the two of a pair.
"""

from typing import Any

from courses.questions.models import QuestionVersion
from courses.questions.types import type_of
from courses.questions.types.base import LANGUAGE

INTERACTION = "http://adlnet.gov/expapi/activities/cmi.interaction"


def interaction(version: QuestionVersion) -> dict[str, Any]:
    """The activity definition of ``version``."""
    asked, data = type_of(version.question.kind), version.data
    made: dict[str, Any] = {
        "type": INTERACTION,
        "description": {LANGUAGE: version.prompt},
        "interactionType": asked.interaction,
        **asked.components(data),
    }
    # An empty list would say that every answer is wrong.
    patterns = asked.right_patterns(data)
    return {**made, "correctResponsesPattern": patterns} if patterns else made


def response_pattern(version: QuestionVersion, response: Any) -> str:
    """``response`` in the standard's notation; "" when there is none, or when it is not to be told."""
    asked = type_of(version.question.kind)
    given = asked.well_formed(version.data, response)
    return "" if given is None else asked.pattern(version.data, given)
