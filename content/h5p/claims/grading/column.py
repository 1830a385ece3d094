"""H5P.Column: the points of the tasks in it, told once each was tried. Text and pictures are no tasks."""

from content.h5p.claims.grading.grade import CannotKnow, Grade, Reason
from content.h5p.claims.kinds import NOT_TASKS
from content.h5p.claims.parts import Part

TASKS = frozenset(
    {
        "H5P.Blanks",
        "H5P.DragText",
        "H5P.MarkTheWords",
        "H5P.MultiChoice",
        "H5P.QuestionSet",
        "H5P.SingleChoiceSet",
        "H5P.TrueFalse",
    }
)


def is_task(part: Part) -> bool:
    """Raises where it may be one that is graded nowhere here."""
    if part.library.name in TASKS:
        return True
    if part.library.name in NOT_TASKS:
        return False
    raise CannotKnow(Reason.TYPE)


def total(grades: list[Grade]) -> Grade:
    return Grade(sum(grade.raw for grade in grades), sum(grade.max for grade in grades))
