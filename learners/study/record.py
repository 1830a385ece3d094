"""Hồ sơ học tập: what one human being has finished here or had recorded here, and what she is in the middle of.

It is read from completions, never from pages she visited: a course moved to a new edition, left or withdrawn from the
catalogue since stays finished. What a certificate says (title, hours) goes before what the course says today. The score
is the mean of the best scores of her assessments, as in the officer's report.
"""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from django.utils import timezone

from learners.agencies.queries import name_on
from learners.certificates.models import Certificate
from learners.certificates.queries import valid_certificates
from learners.people.models import Account
from learners.progress.models import Completion, Progress, Status
from learners.progress.queries import sources_of
from learners.progress.storing import state_of
from learners.study.access import canonical_person, enrolments_of
from learners.study.due import counting_membership
from learners.study.marks import veiled_units


@dataclass(frozen=True, slots=True)
class Finished:
    """One course, finished once or more often: by the earliest completion that stands."""

    completion: Completion
    certificate: Certificate | None
    # The units of the course whose marks she may not see now.
    veiled: frozenset[UUID] = frozenset()
    # Who vouches for it, where it was achieved elsewhere.
    source: str = ""

    @property
    def progress(self) -> Progress:
        return self.completion.enrolment.progress

    @property
    def title(self) -> str:
        return self.certificate.course_title if self.certificate else self.progress.edition.title

    @property
    def hours(self) -> Decimal:
        return self.certificate.course_hours if self.certificate else self.progress.edition.hours

    @property
    def score(self) -> Decimal | None:
        """0 to 1; None for a course without an assessment, or finished elsewhere, and while it is veiled."""
        if self.is_veiled:
            return None
        scores = [unit.score for unit in state_of(self.progress).units.values() if unit.score is not None]
        return sum(scores, Decimal(0)) / len(scores) if scores else None

    @property
    def is_veiled(self) -> bool:
        return any(UUID(str(key)) in self.veiled for key in state_of(self.progress).units)

    @property
    def percent(self) -> int | None:
        return None if self.score is None else round(100 * self.score)


@dataclass(frozen=True, slots=True)
class Record:
    full_name: str
    # Where she is counted today; "" for somebody on no roster.
    agency: str
    drawn_up_on: dt.date
    finished: list[Finished]
    under_way: list[Progress]

    @property
    def hours(self) -> Decimal:
        return sum((one.hours for one in self.finished), Decimal(0))

    @property
    def certificates(self) -> int:
        return sum(one.certificate is not None for one in self.finished)


def record_of(account: Account, today: dt.date) -> Record:
    """The newest first; the same few queries for any number of courses."""
    person = canonical_person(account)
    finished = _finished(person) if person else []
    return Record(
        full_name=(account.person.merged_into or account.person).full_name if account.person else str(account),
        agency=_agency(person, today) if person else "",
        drawn_up_on=today,
        finished=finished,
        under_way=_under_way(account, {one.completion.course_key for one in finished}),
    )


def _finished(person: UUID) -> list[Finished]:
    held = Completion.objects.filter(person=person, withdrawn_at=None).order_by("effective_at", "recorded_at")
    earliest: dict[UUID, Completion] = {}
    for completion in held.select_related("enrolment__progress__edition"):
        earliest.setdefault(completion.course_key, completion)
    certificates = valid_certificates([completion.enrolment_id for completion in earliest.values()])
    veiled = veiled_units((completion.enrolment_id for completion in earliest.values()), timezone.now())
    sources = sources_of(earliest.values())
    found = [
        Finished(
            one,
            certificates.get(one.enrolment_id),
            veiled.get(one.enrolment_id, frozenset()),
            sources.get(one.pk, ""),
        )
        for one in earliest.values()
    ]
    return sorted(found, key=lambda one: one.completion.effective_at, reverse=True)


def _under_way(account: Account, finished: set[UUID]) -> list[Progress]:
    mine = enrolments_of(account).exclude(progress__status=Status.COMPLETED).exclude(course_key__in=finished)
    return [enrolment.progress for enrolment in mine.order_by("-enrolled_at")]


def _agency(person: UUID, today: dt.date) -> str:
    membership = counting_membership(person, today)
    return name_on([membership.agency_id], today)[membership.agency_id].name if membership else ""
