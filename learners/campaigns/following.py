"""What progress moves on assignments: the part of ``assigning`` that runs while a statement is recorded.

One query asks whether anybody asks anything, another, for a completion, what else the person has done; then her rows
are written. A statement that neither begins nor completes a course, nor betters a score of one that is completed, costs
nothing.

The rows of all people of a batch are locked in one order before anything follows from it: two batches that complete
courses of each other's people would otherwise wait for one another.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db import connection, transaction
from django.db.models import UUIDField
from django.db.models.functions import Coalesce
from django.utils import timezone

from learners.campaigns.assigning import COLUMNS, Move
from learners.campaigns.deeds import Deeds, milestones
from learners.campaigns.facts import studies_of
from learners.campaigns.models import Assignment
from learners.campaigns.signals import assignments_moved
from learners.campaigns.timeline import Milestones, Segment, Terms
from learners.people.models import Person
from learners.progress.live import Change

MILESTONES = ("started_on", "satisfied_on", "external", "score")


@dataclass(slots=True)
class Asked:
    """The rows of one person in one campaign, and the campaign's rule."""

    campaign: int
    person: UUID
    needed: int
    rows: dict[int, Segment] = field(default_factory=dict)
    courses: dict[UUID, bool] = field(default_factory=dict)

    @property
    def terms(self) -> Terms:
        """Of the rule alone: it is of no day."""
        first = next(iter(self.rows.values()))
        return Terms(
            campaign=self.campaign,
            opens_on=first.assigned_on,
            closes_on=first.due_on,
            joiner_days=0,
            mandatory=frozenset(key for key, mandatory in self.courses.items() if mandatory),
            electives=frozenset(key for key, mandatory in self.courses.items() if not mandatory),
            needed=self.needed,
        )


def follow(changes: Sequence[Change], **kwargs: Any) -> None:
    """Bring in line the milestones of everybody whose progress moved."""
    # A course that is about to be completed comes back here with its completion.
    moved = [change for change in changes if change.is_milestone and (change.refolded or not change.is_complete)]
    coming = [change for change in changes if change.is_complete]
    concerned = {change.progress.person_id for change in (*moved, *coming)}
    if not moved and len(concerned) < 2:
        return
    asked = _asked(concerned, {change.progress.course_key for change in (*moved, *coming)})
    people = {change.progress.person_id for change in moved}
    theirs = [one for one in asked if one.person in people]
    if theirs:
        _bring_in_line(theirs, moved)


@transaction.atomic(savepoint=False)
def follow_accounts(person_ids: Collection[UUID]) -> None:
    """These have an account since today: a query where nobody is asked anything, an update where somebody is."""
    kept = Person.objects.filter(pk__in=person_ids).values(kept=Coalesce("merged_into", "pk"))
    rows = Assignment.objects.filter(person__in=kept, registered_on=None).order_by("person", "campaign", "valid_from")
    locked = list(rows.select_for_update(of=("self",), no_key=True).values_list("pk", "campaign_id", *COLUMNS))
    if not locked:
        return
    today = timezone.localdate()
    Assignment.objects.filter(pk__in=[pk for pk, *_ in locked]).update(registered_on=today)
    moves = []
    for _, campaign, *columns in locked:
        before = Segment(*columns)
        moves.append(Move(campaign, [before], [before._replace(registered_on=today)]))
    assignments_moved.send(sender=Assignment, moves=moves)


_HERS = """
SELECT a.id, a.campaign_id, a.person_id, c.electives_needed, k.course_key, k.mandatory, {columns}
FROM campaigns_assignment a
JOIN campaigns_campaign c ON c.id = a.campaign_id
JOIN campaigns_campaigncourse k ON k.campaign_id = a.campaign_id
WHERE a.person_id IN ({people})
AND a.campaign_id IN (SELECT campaign_id FROM campaigns_campaigncourse WHERE course_key IN ({courses}))
ORDER BY a.person_id, a.campaign_id, a.valid_from {lock}
"""


def _asked(people: Collection[UUID], courses: Collection[UUID]) -> list[Asked]:
    """By which campaigns with one of ``courses`` these are asked: one query, which locks their rows in one order.

    Plain SQL, for Django locks whatever a query of columns joins.
    """
    text = _HERS.format(
        columns=", ".join(f"a.{name}" for name in COLUMNS),
        people=_places(people),
        courses=_places(courses),
        lock="FOR NO KEY UPDATE OF a" if connection.features.has_select_for_no_key_update else "",
    )
    key = UUIDField()
    with connection.cursor() as cursor:
        cursor.execute(text, [key.get_db_prep_value(one, connection) for one in (*people, *courses)])
        rows = cursor.fetchall()
    found: dict[tuple[int, UUID], Asked] = {}
    for pk, campaign, person, needed, course, mandatory, *columns in rows:
        whose = (campaign, _uuid(person))
        one = found.setdefault(whose, Asked(*whose, needed))
        one.courses[_uuid(course)] = bool(mandatory)
        if pk not in one.rows:
            one.rows[pk] = _segment(columns)
    return list(found.values())


def _segment(columns: Sequence[Any]) -> Segment:
    """As the ORM would read it: SQLite gives texts and numbers."""
    if connection.vendor == "postgresql":
        return Segment(*columns)
    agency, category, is_head, exempt, *days, external, score = columns
    read = (None if day is None else dt.date.fromisoformat(day) if isinstance(day, str) else day for day in days)
    return Segment._make([_uuid(agency), category, bool(is_head), bool(exempt), *read, bool(external), score])


def _uuid(value: UUID | str) -> UUID:
    return value if isinstance(value, UUID) else UUID(value)


def _bring_in_line(asked: Sequence[Asked], moved: Sequence[Change]) -> None:
    written: dict[Milestones, list[int]] = defaultdict(list)
    moves = []
    for one, reached in zip(asked, _reached(asked, moved), strict=True):
        after = [row._replace(**reached._asdict()) for row in one.rows.values()]
        if after != list(one.rows.values()):
            moves.append(Move(one.campaign, list(one.rows.values()), after))
            written[reached] += one.rows
    if moves:
        _update(written)
        assignments_moved.send(sender=Assignment, moves=moves)


def _reached(asked: Sequence[Asked], moved: Sequence[Change]) -> Iterator[Milestones]:
    """What each of ``asked`` has reached now."""
    if all(change.began and not (change.completed or change.rescored or change.refolded) for change in moved):
        yield from (_begun(one, moved) for one in asked)
        return
    # After the lock: who completed another course meanwhile had it first.
    deeds = studies_of({one.person for one in asked}, {key for one in asked for key in one.courses})
    for one in asked:
        registered = next(iter(one.rows.values())).registered_on
        yield milestones(one.terms, deeds.get(one.person, Deeds()))._replace(registered_on=registered)


def _begun(one: Asked, moved: Iterable[Change]) -> Milestones:
    """Study began, and nothing besides: what is known need not be asked again."""
    row = next(iter(one.rows.values()))
    starts = [
        timezone.localdate(change.progress.started_at)
        for change in moved
        if change.progress.person_id == one.person
        and change.progress.course_key in one.courses
        and change.progress.started_at
    ]
    first = min([*starts, *([row.started_on] if row.started_on else [])], default=None)
    return Milestones(row.registered_on, first, row.satisfied_on, row.external, row.score)


def _update(written: dict[Milestones, list[int]]) -> None:
    """One plain UPDATE: compiling it would cost more than the database takes."""
    columns, params = [], list[Any]()
    fields = {field.name: field for field in Assignment._meta.concrete_fields}
    for name in MILESTONES:
        adapt = fields[name].get_db_prep_save
        cases = []
        for reached, ids in written.items():
            cases.append(f"WHEN id IN ({_places(ids)}) THEN %s")
            params += [*ids, adapt(getattr(reached, name), connection)]
        columns.append(f"{name} = CASE {' '.join(cases)} ELSE {name} END")
    every = [pk for ids in written.values() for pk in ids]
    text = f"UPDATE campaigns_assignment SET {', '.join(columns)} WHERE id IN ({_places(every)})"  # noqa: S608
    with connection.cursor() as cursor:
        cursor.execute(text, [*params, *every])


def _places(ids: Collection[Any]) -> str:
    return ", ".join(["%s"] * len(ids))
