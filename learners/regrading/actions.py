"""Starting, stopping and going on with a regrade; and some learners' attempts at their units graded again."""

from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from courses.questions.models import Question
from learners.attempts.marking import by_key
from learners.regrading.again import grade_again
from learners.regrading.causes import by_regrade
from learners.regrading.keeping import keep_again
from learners.regrading.models import Regrade, State
from learners.regrading.reading import Place, sat, stale
from learners.regrading.telling import tell
from mooc.foundation.models import audit


class NothingToGrade(Exception):
    """Everybody has the points that the keys give now."""


class ReasonMissing(Exception):
    """Everybody affected is told why."""


class Stopped(Exception):
    """Somebody stopped the regrade, or another worker went on with it."""


def start(*, question: Question, reason: str, acting_user: Any) -> Regrade:
    """Have the worker grade again what versions of ``question`` were graded by keys that count no more.

    One that has not come to its end is returned as it stands. Raises ``ReasonMissing`` or ``NothingToGrade``.
    """
    if not reason.strip():
        raise ReasonMissing
    total = sum(1 for _place in stale(question))
    with transaction.atomic():
        # Pressed twice, it is started once.
        Question.objects.select_for_update(of=("self",)).get(pk=question.pk)
        going = Regrade.objects.filter(question=question).exclude(state=State.DONE).first()
        if going:
            return going
        if not total:
            raise NothingToGrade
        made = Regrade.objects.create(
            question=question,
            reason=reason.strip(),
            started_by=acting_user,
            started_at=timezone.now(),
            total=total,
        )
        audit(acting_user=acting_user, verb="regrade.start", subject=made, new={"total": total}, reason=made.reason)
    return made


def stop(*, regrade: Regrade, acting_user: Any) -> bool:
    """After the learner it is at; False when it was not running."""
    return _turn(regrade, State.RUNNING, State.STOPPED, acting_user, "regrade.stop")


def go_on(*, regrade: Regrade, acting_user: Any) -> bool:
    """From where it was stopped; False when it was not."""
    return _turn(regrade, State.STOPPED, State.RUNNING, acting_user, "regrade.go_on")


@transaction.atomic
def _turn(regrade: Regrade, old: State, new: State, acting_user: Any, verb: str) -> bool:
    turned = bool(Regrade.objects.filter(pk=regrade.pk, state=old).update(state=new))
    if turned:
        regrade.refresh_from_db()
        audit(acting_user=acting_user, verb=verb, subject=regrade, old={"state": old}, new={"done": regrade.done})
    return turned


@transaction.atomic
def grade_places_again(*, regrade: Regrade, places: Sequence[Place]) -> None:
    """Grade some learners' attempts at their units again, in their order; say and tell what changed.

    Raises ``Stopped``, and nothing is done, unless ``regrade`` is running and came to just before the first of them.
    """
    found, anew = sat(places, lock=True), by_key(regrade.question_id)
    graded = [grade_again(found[place].attempts, found[place].items, anew) for place in places]
    changed = [several for several in graded if several]
    if changed:
        lost = keep_again(by_regrade(regrade), [again for several in changed for again in several])
        tell(regrade, changed, lost)
    _pass(regrade, places[-1], done=len(places))


def pass_over(*, regrade: Regrade, place: Place) -> None:
    """What could not be graded again keeps nobody else back. Raises ``Stopped``."""
    _pass(regrade, place, failed=1)


def _pass(regrade: Regrade, place: Place, done: int = 1, failed: int = 0) -> None:
    """Last in its transaction, for everything waits for this row."""
    mine = Regrade.objects.filter(
        pk=regrade.pk,
        state=State.RUNNING,
        last_enrolment=regrade.last_enrolment,
        last_unit=regrade.last_unit,
    )
    enrolment, unit = place
    if not mine.update(last_enrolment=enrolment, last_unit=unit, done=F("done") + done, failed=F("failed") + failed):
        raise Stopped(str(regrade.pk))
    regrade.last_enrolment, regrade.last_unit = enrolment, unit
