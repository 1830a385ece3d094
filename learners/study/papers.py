"""Around a paper: its title, the answers that were posted to it, what follows its result."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.utils import timezone

from courses.editions.asking import AssessmentRules
from courses.editions.models import EditionUnit
from learners.attempts.actions import Saved, save_read
from learners.attempts.in_turn import answer_in_turn, is_in_turn
from learners.attempts.models import Attempt, AttemptItem
from learners.attempts.queries import answers_in, posted_of, read_answers, seen_revisions
from learners.attempts.standing import Standing, standing
from learners.certificates.models import Certificate
from learners.certificates.queries import valid_certificate
from learners.progress.models import Status
from learners.progress.queries import Outline, OutlineUnit, outline
from learners.study.access import lock_attempt
from learners.study.asking import Asking, asking
from learners.study.marks import best
from learners.study.places import Here, Retired, here


def title_of(attempt: Attempt) -> str:
    """The assessment's title in the last edition that has it: an open paper outlives the edition it was drawn from."""
    units = EditionUnit.objects.filter(
        edition__course_key=attempt.enrolment.course_key, unit_key=attempt.unit_key
    ).order_by("-edition__number")
    return units.values_list("title", flat=True)[0]


def save_posted(request: HttpRequest, attempt: UUID) -> tuple[Attempt, Saved]:
    """A posted paper or a sheet of it, where questions do not come one by one; raises as ``save_answers`` does."""

    def read(mine: Attempt, items: Sequence[AttemptItem]) -> dict[int, Any]:
        return {} if is_in_turn(mine) else answers_in(request.POST, posted_of(items, request.POST))

    return save_read(
        lock=partial(lock_attempt, request, attempt),
        read=read,
        seen=seen_revisions(request.POST),
        session=request.session.session_key,
    )


def save_in_turn(request: HttpRequest, attempt: Attempt) -> bool:
    """Whether it was the turn of the question that was posted; raises ``AlreadySubmitted``."""
    answers, session = read_answers(attempt, request.POST), request.session.session_key
    return any(
        answer_in_turn(attempt=attempt, position=place, answer=given, session=session)
        for place, given in answers.items()
    )


@dataclass(frozen=True, slots=True)
class Outcome:
    """What follows a result. ``place`` and ``standing`` are None when the assessment left the course.

    ``best`` is the highest mark of all her papers of it, None where it may not be seen.
    """

    title: str
    outline: Outline
    place: Here | None
    standing: Standing | None
    certificate: Certificate | None
    best: int | None = None
    # Whether the door of another paper asks for something: the way leads there, not into the paper.
    asks_first: bool = False
    # Where no attempt is left.
    ask: Asking | None = None

    @property
    def after(self) -> OutlineUnit | None:
        """The next thing to do in the course, by its order."""
        return self.place.after if self.place else self.outline.next_unit

    @property
    def missing(self) -> list[OutlineUnit]:
        """What the certificate still needs of her: not what waits to be marked."""
        waits = self.place.current if self.place and self.standing and self.standing.waiting else None
        needed = (unit for unit in self.outline.units if unit.unit.required and not unit.is_done)
        return [unit for unit in needed if unit is not waits]

    @property
    def is_completed(self) -> bool:
        return self.outline.progress.status == Status.COMPLETED


def outcome(attempt: Attempt) -> Outcome:
    found = outline(attempt.enrolment, attempt.enrolment.progress)
    certificate = valid_certificate(attempt.enrolment_id)
    try:
        place = here(found, attempt.unit_key)
    except Retired as retired:
        return Outcome(retired.unit.title, found, None, None, certificate)
    unit = place.current.unit
    stands, rules = standing(attempt.enrolment, unit), AssessmentRules.of(unit.rules)
    return Outcome(
        title=unit.title,
        outline=found,
        place=place,
        standing=stands,
        certificate=certificate,
        best=best(stands, timezone.now()),
        asks_first=asks_first(rules),
        ask=asking(attempt.enrolment, unit, stands),
    )


def asks_first(rules: AssessmentRules) -> bool:
    return bool(rules.honour or rules.access_code)
