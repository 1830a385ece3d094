"""H5P.TrueFalse: ``response`` is "true" or "false", or "" for none; 1 point. ``correct`` is such a text too."""

from content.h5p.claims.grading.grade import CannotKnow, Grade, Parameters, Reason


def grade(parameters: Parameters, response: str) -> Grade:
    right = parameters.get("correct", "true")
    if right not in ("true", "false"):
        raise CannotKnow(Reason.PARAMETERS)
    if response not in ("true", "false", ""):
        raise CannotKnow(Reason.RESPONSE)
    return Grade(int(response == right), 1, response == right)
