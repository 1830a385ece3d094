"""Everything one person's page says: who she is, where she belongs, how she gets in, what is asked, what is there."""

import datetime as dt
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.utils.functional import cached_property

from learners.agencies.claim_models import MembershipClaim
from learners.agencies.models import Membership
from learners.agencies.queries import name_on
from learners.attempts.grants import Held, grants_of
from learners.attempts.requests import Asked, asked_of
from learners.certificates.models import NameCorrection
from learners.coverage.asked_of import Assignment, NotAsked, assignments, campaigns_around, not_asked
from learners.coverage.claims import open_claims_of
from learners.coverage.corrections import open_corrections_of
from learners.coverage.courses_of import CourseLine, course_lines
from learners.coverage.duplicates import absorbed_of
from learners.coverage.permissions import PeopleScope
from learners.coverage.requests import open_requests_of
from learners.coverage.searching import Post
from learners.coverage.signing_in import SigningIn, signing_in
from learners.people.models import Person
from learners.people.phones import spoken_phone
from learners.people.records import of_person
from learners.progress.models import Completion
from learners.progress.naming import unit_titles


@dataclass
class PersonPage:
    person: Person
    posts: list[Post]
    past: list[Post]
    signing_in: SigningIn
    assignments: list[Assignment]
    not_asked: list[NotAsked]
    courses: list[CourseLine]
    # Her name waits for the reader's word.
    correction: NameCorrection | None
    # What is said about where she belongs, waiting for the reader's word.
    claims: list[MembershipClaim]
    may_change: bool
    # Records merged into hers.
    absorbed: list[Person]
    # What she asks of her officer, with the assessment.
    requests: list[Asked]
    # What she has beyond the rules of assessments, by their titles.
    grants: list[tuple[str, list[Held]]]

    @cached_property
    def by_key(self) -> dict[UUID, CourseLine]:
        return {line.key: line for line in self.courses}

    @property
    def phone(self) -> str:
        return spoken_phone(self.person.phone)

    @cached_property
    def missing(self) -> list[Assignment]:
        return [one for one in self.assignments if one.is_missing]

    @property
    def required(self) -> list[tuple[Assignment, list[CourseLine], list[CourseLine]]]:
        """Each assignment with its mandatory courses and its electives."""
        return [
            (one, [self.by_key[key] for key in one.mandatory], [self.by_key[key] for key in one.electives])
            for one in self.assignments
        ]

    @cached_property
    def asked_courses(self) -> list[CourseLine]:
        """Shown with their evidence: mandatory ones, and electives she has begun."""
        mandatory = {key for one in self.assignments for key in one.mandatory}
        electives = {key for one in self.assignments for key in one.electives}
        return [
            line
            for line in self.courses
            if line.key in mandatory or (line.key in electives and (line.progress or line.completion))
        ]

    @property
    def own_choice(self) -> list[CourseLine]:
        """What she studies unasked: told by name and state alone."""
        asked = {key for one in self.assignments for key in [*one.mandatory, *one.electives]}
        return [line for line in self.courses if line.key not in asked and (line.progress or line.completion)]


def person_page(person: Person, scope: PeopleScope) -> PersonPage:
    family = of_person(person.pk)
    held = list(Membership.objects.filter(family).order_by("-is_primary", "-valid_from", "id"))
    names = name_on({row.agency_id for row in held}, scope.day)
    reach = set[UUID]() if _is_own(person, scope) else scope.agencies.reach(scope.day)
    posts = [
        Post(names[row.agency_id].name if row.agency_id in names else "", row, row.agency_id in reach) for row in held
    ]
    today = [post for post in posts if post.membership.covers(scope.day)]
    completions = list(Completion.objects.filter(family))
    counting = _counting(person, today)
    campaigns = campaigns_around(person.pk, [post.membership for post in today], scope.day)
    asked = assignments(campaigns, [row for row in completions if row.withdrawn_at is None], scope.day)
    keys = [key for one in asked for key in one.mandatory] + [key for one in asked for key in one.electives]
    courses = course_lines(person.pk, completions, keys)
    return PersonPage(
        person=person,
        posts=today,
        past=[post for post in posts if post not in today],
        signing_in=signing_in(person.pk, scope),
        assignments=asked,
        not_asked=not_asked(campaigns, counting, scope.day),
        courses=courses,
        correction=open_corrections_of(scope).filter(of_person(person.pk)).first(),
        claims=list(open_claims_of(scope).filter(of_person(person.pk))),
        may_change=not _is_own(person, scope),
        absorbed=absorbed_of(person),
        requests=_requests(person, scope),
        grants=_grants(courses, counting, scope.day),
    )


def _is_own(person: Person, scope: PeopleScope) -> bool:
    """Nobody changes where she belongs herself."""
    own: Any = getattr(scope.agencies.account, "person", None)
    return bool(own and own.canonical_id == person.pk)


def _grants(courses: list[CourseLine], counting: Membership | None, day: dt.date) -> list[tuple[str, list[Held]]]:
    """Of the courses she studies: two queries, and two more where there are any."""
    studied = {line.key: line.progress.pk for line in courses if line.progress}
    found = grants_of(studied.values(), counting.agency_id if counting else None, day) if studied else {}
    hers = {unit: held for (course, unit), held in found.items() if course in studied}
    titles = unit_titles({*hers}) if hers else {}
    return [(titles.get(unit, ("", ""))[0], held) for unit, held in hers.items()]


def _requests(person: Person, scope: PeopleScope) -> list[Asked]:
    return asked_of(list(open_requests_of(scope).filter(of_person(person.pk, "enrolment__person"))))


def _counting(person: Person, posts: list[Post]) -> Membership | None:
    """As the report counts: the primary one, of the kept record first, then the oldest."""
    primary = [post.membership for post in posts if post.membership.is_primary]
    return min(primary, key=lambda row: (row.person_id != person.pk, row.pk), default=None)
