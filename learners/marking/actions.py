"""Marking: drafts, the mark that counts, and what the last one brings about.

A mark is never changed, but replaced by a later one with a reason. With the last mark of an attempt it is graded and
its verdict recorded; one that is replaced after that changes the result (``correcting``).
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from courses.questions.grading import rounded
from courses.questions.types import by_hand, is_manual
from courses.questions.types.by_hand import Judgement
from courses.rekeying.judging import judge_items, with_rekeyings
from learners.attempts.actions import locked_with_earlier
from learners.attempts.given import read_files
from learners.attempts.marking import GRADED, grade_attempt, mark, worth_of
from learners.attempts.models import Attempt, AttemptItem, ItemMark
from learners.attempts.recorded import marked_statements
from learners.enrolment import authorities
from learners.marking.correcting import correct
from learners.marking.telling import tell_of_result
from learners.regrading.recorded import answered_again
from mooc.foundation.models import audit
from xapi.recording import record

DRAFT = 0


class AlreadyMarked(Exception):
    """Somebody marked it meanwhile: ``mark`` is the one that counts."""

    def __init__(self, found: ItemMark) -> None:
        self.mark = found
        super().__init__(str(found))


class NotAJudgement(ValueError):
    """It does not judge all of the question."""


@dataclass(frozen=True, slots=True)
class Given:
    """What a marker decides; ``seen`` is the number of the mark she saw, 0 for none."""

    judgement: Judgement
    comment: str = ""
    seen: int = 0
    reason: str = ""


def counted(item: AttemptItem) -> ItemMark | None:
    """The mark that counts."""
    return item.marks.exclude(number=DRAFT).select_related("marked_by__person").order_by("number").last()


def earlier(mark: ItemMark) -> QuerySet[ItemMark]:
    """Those it replaced, the latest first."""
    found = ItemMark.objects.filter(item=mark.item_id, number__gt=DRAFT, number__lt=mark.number)
    return found.select_related("marked_by__person").order_by("-number")


@transaction.atomic
def save_draft(*, item: AttemptItem, given: Given, acting_user: Any, at: dt.datetime | None = None) -> None:
    """Keep what she has so far, for her alone; parts of the judgement may be None. Nothing once it is marked."""
    locked_with_earlier(item.attempt)
    if counted(item) is not None:
        return
    kept = {"judgement": given.judgement, "comment": given.comment, "marked_at": at or timezone.now()}
    ItemMark.objects.update_or_create(item=item, number=DRAFT, marked_by=acting_user, defaults=kept)


@transaction.atomic
def finish(*, item: AttemptItem, given: Given, acting_user: Any, at: dt.datetime | None = None) -> ItemMark:
    """The mark that counts from now on; sent twice it is one. Raises ``AlreadyMarked`` or ``NotAJudgement``."""
    earlier, attempt = locked_with_earlier(item.attempt)
    items = list(with_rekeyings(attempt.items.select_related("version__question").order_by("position")))
    judge_items(items)
    asked = next(one for one in items if one.pk == item.pk)
    kind, data = by_hand(asked.version.question.kind), asked.version.data
    judgement = kind.judgement(data, given.judgement)
    if judgement is None:
        raise NotAJudgement(str(item.pk))
    held = counted(asked)
    if held and (held.judgement, held.comment, held.marked_by_id) == (judgement, given.comment, acting_user.pk):
        return held
    if held and (held.number != given.seen or not given.reason):
        raise AlreadyMarked(held)
    made = ItemMark.objects.create(
        item=asked,
        number=held.number + 1 if held else 1,
        judgement=judgement,
        comment=given.comment,
        reason=given.reason if held else "",
        marked_by=acting_user,
        marked_at=at or timezone.now(),
    )
    asked.marks.filter(number=DRAFT).delete()
    old, asked.points = asked.points, rounded(worth_of(asked) * kind.judged_share(data, judgement))
    if attempt.is_waiting:
        asked.save(update_fields=["points"])
    told = {"attempt": str(attempt.pk), "position": asked.position, "points": str(asked.points)}
    before = {"points": str(old)} if held else None
    audit(acting_user=acting_user, verb="mark", subject=made, old=before, new=told, reason=made.reason)
    if held and not attempt.is_waiting:
        correct(made, held)
    else:
        _grade(attempt, items, earlier)
    return made


def _grade(attempt: Attempt, items: Sequence[AttemptItem], earlier: Sequence[Attempt]) -> None:
    """With the last mark; by the keys that count now, for a regrade leaves alone what waits."""
    result = mark(items, attempt.pass_percent)
    if result.is_waiting:
        return
    moved = [item for item, points in zip(items, result.points, strict=True) if item.points != points]
    for item, points in zip(items, result.points, strict=True):
        item.points = points
    AttemptItem.objects.bulk_update(moved, ["points"])
    grade_attempt(attempt, result, earlier)
    attempt.save(update_fields=GRADED)
    read_files(items)
    by_server = [item.position for item in moved if not is_manual(item.version.question.kind)]
    said = answered_again(attempt, items, result, by_server)
    marks = ItemMark.objects.filter(item__attempt=attempt).exclude(number=DRAFT).order_by("number")
    judgements = dict(marks.values_list("item__position", "judgement"))
    said += marked_statements(attempt, items, result, judgements)
    record(said, authority=authorities.server_graded())
    tell_of_result(attempt)
