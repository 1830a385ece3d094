"""My learning: what to continue first, what is under way, what is asked of me, what I have finished."""

import datetime as dt
from dataclasses import dataclass
from uuid import UUID

from django.db.models import OuterRef, Subquery

from courses.catalogue.models import CoursePage
from courses.editions.models import UnitKind
from learners.attempts.models import Attempt
from learners.certificates.models import Certificate
from learners.certificates.queries import valid_certificates
from learners.enrolment.models import EditionPin, Enrolment
from learners.people.models import Account
from learners.progress.models import Progress, Status
from learners.progress.queries import Outline, OutlineUnit, outline
from learners.study.access import canonical_person, enrolments_of
from learners.study.bookmarks import Bookmark, bookmarks
from learners.study.due import Due, due_courses
from learners.study.places import go_on, resume


@dataclass(frozen=True, slots=True)
class Card:
    """One course of mine."""

    enrolment: Enrolment
    title: str
    due: Due | None
    certificate: Certificate | None
    last_at: dt.datetime

    @property
    def progress(self) -> Progress:
        return self.enrolment.progress

    @property
    def is_started(self) -> bool:
        return self.progress.status != Status.NOT_STARTED


@dataclass(frozen=True, slots=True)
class Continue:
    """The one course to go on with, and where."""

    card: Card
    next: OutlineUnit
    units: int


@dataclass(frozen=True, slots=True)
class Assigned:
    """A course a campaign asks of me and I have not begun."""

    page: CoursePage
    due: Due


@dataclass(frozen=True, slots=True)
class MyLearning:
    first: Continue | None
    under_way: list[Card]
    assigned: list[Assigned]
    finished: list[Card]

    @property
    def is_empty(self) -> bool:
        return not (self.first or self.under_way or self.assigned or self.finished)


def my_learning(account: Account, today: dt.date) -> MyLearning:
    enrolments = list(_enrolments(account))
    marks = bookmarks(enrolments)
    due = due_courses(canonical_person(account), today)
    cards = _cards(enrolments, marks, due)
    open_ones = [card for card in cards if card.progress.status != Status.COMPLETED]
    first = next(filter(None, (_continue(card, marks) for card in open_ones)), None)
    return MyLearning(
        first=first,
        under_way=[card for card in open_ones if first is None or card is not first.card],
        assigned=_assigned(due, {enrolment.course_key for enrolment in enrolments}),
        finished=[card for card in cards if card.progress.status == Status.COMPLETED],
    )


def _enrolments(account: Account) -> list[Enrolment]:
    newest = EditionPin.objects.filter(enrolment=OuterRef("pk")).order_by("-since", "-id")
    return list(enrolments_of(account).annotate(title=Subquery(newest.values("edition__title")[:1])))


def _cards(enrolments: list[Enrolment], marks: dict[UUID, Bookmark], due: dict[UUID, Due]) -> list[Card]:
    """Last touched first."""
    certificates = valid_certificates([enrolment.pk for enrolment in enrolments])
    cards = [
        Card(
            enrolment,
            getattr(enrolment, "title", ""),
            due.get(enrolment.course_key),
            certificates.get(enrolment.pk),
            _last_at(enrolment, marks.get(enrolment.pk)),
        )
        for enrolment in enrolments
    ]
    return sorted(cards, key=lambda card: card.last_at, reverse=True)


def _last_at(enrolment: Enrolment, mark: Bookmark | None) -> dt.datetime:
    moments = [enrolment.enrolled_at, enrolment.progress.last_at, mark.at if mark else None]
    return max(moment for moment in moments if moment)


def _continue(card: Card, marks: dict[UUID, Bookmark]) -> Continue | None:
    found = outline(card.enrolment, card.progress)
    mark = marks.get(card.enrolment.pk)
    last = mark.unit_key if mark else card.progress.last_unit
    unit = resume(found, last)
    if unit and unit.unit.kind == UnitKind.ASSESSMENT:
        unit = go_on(found, last, _waiting(found))
    return Continue(card, unit, len(found.units)) if unit else None


def _waiting(found: Outline) -> list[OutlineUnit]:
    """What she handed in and nobody has marked: one query."""
    handed_in = Attempt.objects.filter(enrolment=found.enrolment, submitted_at__isnull=False, score=None)
    keys = set(handed_in.values_list("unit_key", flat=True))
    return [unit for unit in found.units if unit.unit.unit_key in keys and not unit.is_done]


def _assigned(due: dict[UUID, Due], mine: set[UUID]) -> list[Assigned]:
    wanted = {key: one for key, one in due.items() if one.mandatory and key not in mine}
    pages = CoursePage.objects.live().filter(translation_key__in=wanted).order_by("locale", "path") if wanted else ()
    by_key = {page.translation_key: page for page in reversed(list(pages))}
    found = [Assigned(page, wanted[key]) for key, page in by_key.items()]
    return sorted(found, key=lambda one: (one.due.due_on, one.page.title))
