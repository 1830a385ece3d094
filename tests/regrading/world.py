"""An assessment of three questions, the first of which has a wrong key, and people who sat it."""

from courses.questions.actions import save_version
from courses.questions.models import Question, QuestionVersion
from courses.rekeying.actions import rekey
from courses.rekeying.models import Way
from learners.attempts.models import Attempt
from learners.enrolment.models import Enrolment
from learners.regrading.actions import start
from learners.regrading.models import Regrade
from learners.regrading.running import run
from tests.analysis import world
from tests.analysis.world import Asked, asked, enrolled

__all__ = ["WHY", "Asked", "asked", "decide", "enrolled", "mend", "question", "regrade", "sit"]
WHY = "Đáp án ghi nhầm."
# Choices by how many of the two good questions are right.
GOOD = {0: (1, 1), 1: (0, 1), 2: (0, 0)}


def question(world: Asked) -> Question:
    return world.versions[0].question


def sit(world_: Asked, enrolment: Enrolment, chosen: int | None, good: int = 2, day: float = 3) -> Attempt:
    """``chosen`` of the question with the wrong key; ``good`` of the other two right. Two of three pass."""
    return world.sit(world_, enrolment, chosen, *GOOD[good], day=day)


def mend(asked: Asked, correct: int = 1) -> QuestionVersion:
    """The next version, with the right key, by which the one that was asked is judged."""
    wrong = asked.versions[0]
    data = {**wrong.data, "correct": correct}
    key = save_version(
        question=wrong.question, prompt=wrong.prompt, data=data, explanation=wrong.explanation, acting_user=None
    )
    rekey(versions=[wrong], way=Way.KEY, key=key, reason=WHY, acting_user=None)
    return key


def decide(asked: Asked, way: str) -> None:
    rekey(versions=[asked.versions[0]], way=way, reason=WHY, acting_user=None)


def regrade(asked: Asked) -> Regrade:
    """Started, and worked to its end."""
    made = start(question=question(asked), reason=WHY, acting_user=None)
    run(lambda: None)
    made.refresh_from_db()
    return made
