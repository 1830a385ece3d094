"""An import before it is applied: its file read, its courses mapped, every line judged."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from uuid import UUID

from django.db.models import Min
from django.utils import timezone

from courses.editions.models import Edition
from learners.coverage.permissions import PeopleScope
from learners.external.finding import directory
from learners.external.judging import Judged, Known, Verdict, judge
from learners.external.models import Import, Source
from learners.external.reading import Table, table_of
from learners.people.records import of_people
from learners.progress.models import Completion
from mooc.foundation.spreadsheets.grid import Unreadable
from mooc.foundation.spreadsheets.lines import read_lines
from mooc.foundation.vietnamese import fold
from xapi.models import Statement

MOST_LINES = 5000


def course_titles() -> list[tuple[UUID, str]]:
    """What can be completed: released courses by their newest title."""
    rows = Edition.objects.order_by("number").values_list("course_key", "title")
    return sorted(dict(rows).items(), key=lambda pair: fold(pair[1]))


@dataclass
class Preview:
    batch: Import
    scope: PeopleScope
    table: Table

    @cached_property
    def said(self) -> list[tuple[int, dict[str, str]]]:
        rows = [(line.number, self.table.said(line)) for line in self.table.body]
        if "course" in self.table.columns:
            return rows
        return [(number, {**said, "course": self.batch.course}) for number, said in rows]

    @cached_property
    def foreign(self) -> dict[str, str]:
        """The courses the list names: folded -> as written, in order of appearance."""
        found: dict[str, str] = {}
        for _, said in self.said:
            if said.get("course"):
                found.setdefault(fold(said["course"])[:300], said["course"])
        return found

    @cached_property
    def mapped(self) -> dict[str, UUID | None]:
        """Remembered; a course called as one of ours is that one until somebody says otherwise."""
        held = dict(self.batch.source.courses.values_list("key", "course_key"))
        same: dict[str, list[UUID]] = defaultdict(list)
        for key, title in course_titles():
            same[fold(title)].append(key)
        guessed = {key: same[key][0] for key in self.foreign if len(same.get(key, ())) == 1}
        return {**guessed, **{key: held[key] for key in self.foreign if key in held}}

    @cached_property
    def lines(self) -> list[Judged]:
        return judge(self.said, known_for(self.batch, [said for _, said in self.said], self.mapped, self.scope))

    @cached_property
    def counts(self) -> Counter[Verdict]:
        return Counter(line.verdict for line in self.lines)

    @property
    def wanted(self) -> int:
        return self.counts[Verdict.OK] + self.counts[Verdict.NOTE]


def preview_of(batch: Import, scope: PeopleScope) -> Preview:
    """Raises ``Unreadable``: the file was readable when it came, so this says that it is gone or was cut."""
    try:
        with batch.file.open("rb") as file:
            content = file.read()
    except (OSError, ValueError) as error:
        raise Unreadable(str(error)) from error
    lines = read_lines(content, most_lines=MOST_LINES)
    return Preview(batch, scope, table_of(lines, batch.source.columns, batch.columns))


def known_for(
    batch: Import, said: Sequence[dict[str, str]], courses: dict[str, UUID | None], scope: PeopleScope
) -> Known:
    return known_of(source=batch.source, scale=batch.scale, people=said, courses=courses, scope=scope)


def known_of(
    *,
    source: Source,
    scale: int,
    people: Sequence[dict[str, str]],
    courses: dict[str, UUID | None],
    scope: PeopleScope,
    persons: Sequence[UUID] = (),
) -> Known:
    """What lines are held against: a handful of queries, and one more for every few hundred people.

    ``persons`` are known already, by kept record.
    """
    found = directory(people, scope)
    keys = {key for key in courses.values() if key}
    released = Edition.objects.filter(course_key__in=keys).values_list("course_key").annotate(Min("released_at"))
    return Known(
        directory=found,
        courses=courses,
        released={key: timezone.localdate(moment) for key, moment in released},
        done=_done([*found.people, *persons], keys),
        source=source.authority_id,
        today=timezone.localdate(),
        scale=scale,
    )


def _done(people: Sequence[UUID], courses: set[UUID]) -> dict[tuple[UUID, UUID], list[tuple[Completion, int]]]:
    """By kept record and course what stands, with the authority that says so."""
    found: dict[tuple[UUID, UUID], list[tuple[Completion, int]]] = defaultdict(list)
    for begin in range(0, len(people), 500):
        held = Completion.objects.filter(
            of_people(people[begin : begin + 500]), course_key__in=courses, withdrawn_at=None
        ).select_related("person")
        rows = list(held.order_by("effective_at"))
        said = Statement.objects.filter(statement_id__in=[row.pk for row in rows])
        by = dict(said.values_list("statement_id", "authority_id"))
        for row in rows:
            found[row.person.canonical_id, row.course_key].append((row, by.get(row.pk, 0)))
    return found
