"""Opening, answering and submitting an attempt. The learner acts on her own: what she did is in the statement log."""

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import Count
from django.db.models.expressions import RawSQL
from django.utils import timezone

from courses.editions.asking import AssessmentRules
from courses.editions.models import EditionUnit, UnitKind
from courses.questions.models import QuestionVersion
from courses.questions.responses import well_formed
from courses.rekeying.judging import judge_items, with_rekeyings
from learners.attempts.accommodations import allowances, may_matter
from learners.attempts.deadlines import deadline, ending_of, is_overdue, takes_answers
from learners.attempts.given import read_files
from learners.attempts.marking import GRADED, grade_attempt, mark
from learners.attempts.models import Attempt, AttemptEvent, AttemptItem, Happened
from learners.attempts.opening import NOTHING, Given, MayNotOpen, may_open
from learners.attempts.paper import Drawn, draw, new_seed
from learners.attempts.receipts import receipt_of
from learners.attempts.recorded import opened, statements_of
from learners.attempts.sessions import mark_of, opened_in
from learners.enrolment import authorities
from learners.enrolment.models import Enrolment
from mooc.foundation.prepared import Prepared
from xapi.recording import record


class NotAnAssessment(Exception):
    """Only an assessment has attempts."""


class AlreadySubmitted(Exception):
    """The paper was handed in, or its time is over; its answers stand."""


class TimeIsUp(AlreadySubmitted):
    """They came after the attempt was due. What was saved before counts; within its grace it may still be handed in."""


def open_attempt(
    *,
    enrolment: Enrolment,
    unit: EditionUnit,
    access_code: str = "",
    honour: bool = False,
    session: str | None = None,
    at: dt.datetime | None = None,
) -> Attempt:
    """The open attempt at ``unit``, or a new one with a paper frozen from its rules.

    ``session`` is the key of the session it is opened in. Raises ``MayNotOpen``, or ``NotAnAssessment``.
    """
    moment, given = at or timezone.now(), Given(access_code, honour)
    found = _open(enrolment, unit, given, session, moment)
    if not is_overdue(found, moment):
        return found
    # Before the enrolment is locked again: ending an attempt locks it by itself.
    end_if_overdue(attempt=found, at=moment)
    return _open(enrolment, unit, given, session, moment)


@transaction.atomic
def _open(enrolment: Enrolment, unit: EditionUnit, given: Given, session: str | None, moment: dt.datetime) -> Attempt:
    if unit.kind != UnitKind.ASSESSMENT:
        raise NotAnAssessment(str(unit.unit_key))
    # Rows that refer to the enrolment may still be made: a course that completes meanwhile does not wait for this.
    Enrolment.objects.select_for_update(no_key=True).get(pk=enrolment.pk)
    made = list(Attempt.objects.filter(enrolment=enrolment, unit_key=unit.unit_key).order_by("number"))
    open_one = next((attempt for attempt in made if attempt.is_open), None)
    if open_one:
        return open_one
    rules = AssessmentRules.of(unit.rules)
    allowed = allowances([enrolment.pk], timezone.localdate(moment)) if may_matter(rules) else {}
    granted = allowed.get((enrolment.pk, unit.unit_key), NOTHING)
    opening = may_open(rules, made, granted, moment, given)
    if not opening.is_allowed:
        raise MayNotOpen(opening)
    due_at, late_until = deadline(rules, moment, granted)
    attempt = Attempt.objects.create(
        enrolment=enrolment,
        unit_key=unit.unit_key,
        number=made[-1].number + 1 if made else 1,
        seed=new_seed(),
        opened_at=moment,
        due_at=due_at,
        late_until=late_until,
        **frozen(unit.rules),
    )
    versions = QuestionVersion.objects.select_related("question").in_bulk(rules.versions)
    drawn = draw(rules, versions, seed=attempt.seed, seen=_seen(attempt))
    AttemptItem.objects.bulk_create(items_of(attempt, drawn))
    opened_in(attempt=attempt, session=session, at=moment)
    record([opened(attempt)], authority=authorities.system())
    return attempt


def frozen(rules: dict[str, Any]) -> dict[str, Any]:
    """What of a unit's rules an attempt keeps."""
    return {
        "pass_percent": AssessmentRules.of(rules).pass_percent,
        "rules": {name: value for name, value in rules.items() if name != "parts"},
        "sections": [{"title": part["title"], "intro": part["intro"]} for part in rules["parts"]],
    }


def items_of(attempt: Attempt, drawn: Iterable[Drawn]) -> list[AttemptItem]:
    """Not saved."""
    return [
        AttemptItem(
            attempt=attempt,
            position=position,
            version=one.version,
            order=one.order,
            section=one.section,
            worth=one.worth,
        )
        for position, one in enumerate(drawn)
    ]


def _seen(attempt: Attempt) -> dict[int, int]:
    """How often each question stood on the learner's earlier papers of this unit."""
    if attempt.number == 1:
        return {}
    earlier = AttemptItem.objects.filter(
        attempt__enrolment=attempt.enrolment_id, attempt__unit_key=attempt.unit_key, attempt__number__lt=attempt.number
    )
    counted = earlier.values("version__question").annotate(times=Count("pk"))
    return dict(counted.values_list("version__question", "times"))


@dataclass(frozen=True, slots=True)
class Saved:
    """The paper after a save: when an answer was last kept (None: never) and every item's revision.

    ``outdated`` are the positions whose newer answer from another window was left standing.
    """

    at: dt.datetime | None
    revisions: list[int]
    outdated: list[int]


Answers = Mapping[int, Any]
# The paper as far as an answer needs it: read at every save.
_ANSWERED_UPON = ["attempt", "position", "section", "order", "response", "revision", "saved_at"]
_ANSWERED_UPON += ["version__data", "version__question__kind"]
_answered_upon = Prepared(
    1,
    lambda attempt: (
        AttemptItem.objects.filter(attempt=attempt)
        .select_related("version__question")
        .only(*_ANSWERED_UPON)
        .order_by("position")
    ),
)
# From an attempt under its lock and the items of its paper.
ReadAnswers = Callable[[Attempt, Sequence[AttemptItem]], Answers]


def save_answers(
    *,
    attempt: Attempt,
    answers: Answers,
    seen: Sequence[int] = (),
    session: str | None = None,
    at: dt.datetime | None = None,
) -> Saved:
    """Keep ``answers`` (by position, original indices); None clears one, what is no response is kept as none.

    Only what changed gets a new revision. ``seen`` are the revisions the answers were given upon, by position: an
    item changed since then keeps its newer answer. Where questions come one by one (``in_turn``) an answer given
    stays. ``session`` is the key of the session they came from. Raises ``AlreadySubmitted``, or ``TimeIsUp`` by the
    server's clock.
    """
    lock = Attempt.objects.select_for_update()
    kept = save_read(lock=lambda: lock.get(pk=attempt.pk), read=lambda *_: answers, seen=seen, session=session, at=at)
    return kept[1]


def save_read(
    *,
    lock: Callable[[], Attempt],
    read: ReadAnswers,
    seen: Sequence[int],
    session: str | None = None,
    at: dt.datetime | None = None,
) -> tuple[Attempt, Saved]:
    """As ``save_answers``, for a page: ``lock`` finds the attempt and locks its row, ``read`` takes the answers from
    what was posted once the paper is read, so that neither costs a query of its own.
    """
    moment = at or timezone.now()
    attempt, saved = _save(lock, read, seen, session, moment)
    if saved is None:
        end_if_overdue(attempt=attempt, at=moment)
        raise TimeIsUp(str(attempt.pk))
    return attempt, saved


@transaction.atomic
def _save(
    lock: Callable[[], Attempt], read: ReadAnswers, seen: Sequence[int], session: str | None, moment: dt.datetime
) -> tuple[Attempt, Saved | None]:
    """None when they came too late."""
    locked = lock()
    if not locked.is_open:
        raise AlreadySubmitted(str(locked.pk))
    items = _answered_upon(locked.pk)
    answers = read(locked, items)
    if not takes_answers(locked, moment):
        note(locked, moment, {Happened.REFUSED: sorted(answers)}, session)
        return locked, None
    changed, outdated = [], []
    for item in items:
        if item.position not in answers or (locked.rules.get("sequential") and item.saved_at):
            continue
        response = well_formed(item.version.question.kind, item.version.data, answers[item.position])
        if response == item.response:
            continue
        if item.position < len(seen) and seen[item.position] < item.revision:
            outdated.append(item.position)
            continue
        item.response, item.saved_at, item.revision = response, moment, item.revision + 1
        changed.append(item)
    _keep(changed)
    happened: dict[str, list[int]] = {Happened.SAVED: [item.position for item in changed], Happened.CONFLICT: outdated}
    note(locked, moment, happened, session)
    last = max((item.saved_at for item in items if item.saved_at), default=None)
    return locked, Saved(last, [item.revision for item in items], outdated)


def _keep(changed: list[AttemptItem]) -> None:
    """One query. A cleared answer is none, where a bulk update would write JSON's null."""
    if len(changed) == 1:
        # Nearly always: the script saves after every answer.
        one = changed[0]
        kept = {"response": one.response, "saved_at": one.saved_at, "revision": one.revision}
        AttemptItem.objects.filter(pk=one.pk).update(**kept)
        return
    cleared = [item for item in changed if item.response is None]
    for item in cleared:
        item.response = RawSQL("NULL", [])
    AttemptItem.objects.bulk_update(changed, ["response", "saved_at", "revision"])
    for item in cleared:
        item.response = None


def note(attempt: Attempt, moment: dt.datetime, happened: Mapping[str, list[int]], session: str | None = None) -> None:
    """Rows of the log; none for what happened to no position."""
    came_from = mark_of(attempt, session)
    events = [
        AttemptEvent(attempt=attempt, at=moment, kind=kind, positions=positions, session=came_from)
        for kind, positions in happened.items()
        if positions
    ]
    AttemptEvent.objects.bulk_create(events)


def end_if_overdue(*, attempt: Attempt, at: dt.datetime | None = None) -> Attempt:
    """``attempt``, ended by its rules if its time is over; no query while it is not, harmless again."""
    moment = at or timezone.now()
    return submit(attempt=attempt, at=moment) if is_overdue(attempt, moment) else attempt


@transaction.atomic
def submit(*, attempt: Attempt, at: dt.datetime | None = None) -> Attempt:
    """Grade the attempt and record it; one that ended before is returned as it stands.

    One whose time is over ends as its rules say, whoever asks: graded as of the moment it was due, or not at all. One
    with questions that a person marks waits for her: it is recorded without a score and a verdict.
    """
    earlier, locked = locked_with_earlier(attempt)
    if not locked.is_open:
        return locked
    locked.ending, locked.submitted_at = ending_of(locked, at or timezone.now())
    if locked.submitted_at is None:
        locked.save(update_fields=["ending"])
        return locked
    items = list(with_rekeyings(locked.items.select_related("version__question")))
    judge_items(items)
    read_files(items)
    result = mark(items, locked.pass_percent)
    for item, points in zip(items, result.points, strict=True):
        item.points = points
    AttemptItem.objects.bulk_update(items, ["points"])
    if not result.is_waiting:
        grade_attempt(locked, result, earlier)
    locked.receipt = receipt_of(locked, items)
    # Saved first, so that what reacts to the statements reads a submitted attempt.
    locked.save(update_fields=["ending", "submitted_at", "receipt", *GRADED])
    record(statements_of(locked, items, result), authority=authorities.server_graded())
    return locked


def locked_with_earlier(attempt: Attempt) -> tuple[list[Attempt], Attempt]:
    """Her earlier attempts at the unit and ``attempt``, all locked: the grade of the unit is made of them."""
    of_unit = Attempt.objects.filter(enrolment=attempt.enrolment_id, unit_key=attempt.unit_key).order_by("number")
    made = of_unit.select_for_update(of=("self",)).select_related("enrolment__person", "enrolment__alias")
    *earlier, locked = [one for one in made if one.number <= attempt.number]
    return earlier, locked
