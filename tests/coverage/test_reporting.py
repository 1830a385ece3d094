"""The report, against a person-by-person recomputation."""

import datetime as dt
import uuid
from decimal import Decimal
from typing import Any

import pytest
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from learners.agencies.models import Membership
from learners.campaigns.models import Campaign, Exemption
from learners.campaigns.rules import satisfies
from learners.coverage.people import STATES, people
from learners.coverage.reporting import Report, rate, report
from learners.people.models import Account, Person
from learners.progress.models import Completion
from tests.coverage import world

pytestmark = pytest.mark.django_db
DAY = world.DAY
KNOWN = world.NOON + dt.timedelta(days=5)


def ask(campaign: Campaign, root: Any = None, **dates: Any) -> Report:
    asked = {"structure": DAY, "membership": DAY, "completion": DAY, "known_at": KNOWN, **dates}
    return report(campaign=campaign, root=root, **asked)


def test_completed_of_required_per_agency() -> None:
    root = world.agency("Tỉnh")
    health, home = world.agency("Sở Y tế", root), world.agency("Sở Nội vụ", root)
    campaign = world.campaign(root)
    world.complete(world.member("Nguyễn Thị Lan", health, is_head=True))
    world.member("Lê Văn An", health)
    world.member("Trần Tâm", home)
    found = ask(campaign, root)
    assert [(row.name, row.numbers.required, row.numbers.rate_text) for row in found.rows] == [
        ("Sở Nội vụ", 1, "0,00"),
        ("Sở Y tế", 2, "50,00"),
    ]
    assert (found.total.numbers.required, found.total.numbers.completed) == (3, 1)
    assert (found.total.numbers.heads, found.total.numbers.heads_completed) == (1, 1)


def test_almost_all_is_not_all() -> None:
    assert rate(99_999, 100_000) == Decimal("99.99")
    assert rate(3, 3) == 100
    assert rate(0, 0) is None


def test_the_exempted_leave_the_denominator() -> None:
    root = world.agency("Tỉnh")
    campaign = world.campaign(root)
    lan = world.member("Nguyễn Thị Lan", root)
    Exemption.objects.create(campaign=campaign, person=lan, reason="Thai sản", approved_by="Minh", valid_from=DAY)
    found = ask(campaign, root).total.numbers
    assert (found.required, found.exempted, found.rate_text) == (0, 1, "-")


def test_the_end_of_the_day_and_what_was_known() -> None:
    root = world.agency("Tỉnh")
    campaign = world.campaign(root)
    midnight = timezone.make_aware(dt.datetime(2026, 11, 21))
    world.complete(world.member("An", root), midnight - dt.timedelta(seconds=1))
    world.complete(world.member("Bình", root), midnight)
    world.complete(world.member("Cúc", root), recorded_at=KNOWN + dt.timedelta(days=1))
    world.complete(world.member("Dũng", root), withdrawn_at=KNOWN)
    world.complete(world.member("Em", root), withdrawn_at=KNOWN + dt.timedelta(days=1))
    assert ask(campaign, root).total.numbers.completed == 2


def test_a_merged_person_counts_once_with_what_both_records_did() -> None:
    root = world.agency("Tỉnh")
    campaign = world.campaign(root)
    kept, absorbed = world.member("Lan", root), world.member("Lan", root)
    Person.objects.filter(pk=absorbed.pk).update(merged_into=kept)
    world.complete(absorbed)
    numbers = ask(campaign, root).total.numbers
    assert (numbers.required, numbers.completed) == (1, 1)


def test_staff_of_a_dissolved_agency_are_unassigned_and_the_total_keeps_them() -> None:
    root = world.agency("Tỉnh")
    district = world.agency("Huyện", root, end=dt.date(2026, 7, 1))
    campaign = world.campaign(root)
    world.member("Lan", district)
    found = ask(campaign, root)
    assert (found.unassigned.numbers.required, found.total.numbers.required) == (1, 1)
    earlier = ask(campaign, root, membership=dt.date(2026, 6, 30))
    assert (earlier.unassigned.numbers.required, earlier.total.numbers.required) == (1, 1)


def test_queries_do_not_grow_with_people(django_assert_max_num_queries: Any) -> None:
    root = world.agency("Tỉnh")
    campaign = world.campaign(root)
    for number in range(20):
        world.member(f"Người {number}", world.agency(f"Sở {number}", root))
    with django_assert_max_num_queries(9):
        ask(campaign, root)


PEOPLE = st.lists(
    st.tuples(
        st.integers(0, 2),  # agency
        st.booleans(),  # head
        st.booleans(),  # exempted
        st.booleans(),  # account
        st.lists(st.tuples(st.integers(0, 1), st.integers(-2, 2), st.booleans()), max_size=3),
        st.booleans(),  # merged into the one before
    ),
    max_size=6,
)
COURSES = [uuid.UUID(int=71), uuid.UUID(int=72)]


@settings(
    max_examples=25,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(PEOPLE)
def test_equals_the_naive_recomputation_and_every_number_has_its_people(drawn: list[Any]) -> None:
    with transaction.atomic():
        root = world.agency("Tỉnh")
        agencies = [root, world.agency("Sở A", root), world.agency("Sở B", root)]
        campaign = world.campaign(root, *COURSES)
        _populate(campaign, agencies, drawn)
        found = ask(campaign, root)
        assert (found.total.numbers.required, found.total.numbers.completed) == _naive(campaign)
        for row in [*found.rows, found.unassigned, found.total]:
            for state in STATES:
                number = row.numbers.required if state == "all" else getattr(row.numbers, state)
                assert people(found, row, state).count() == number
        transaction.set_rollback(True)


def _populate(campaign: Campaign, agencies: list[Any], drawn: list[Any]) -> None:
    before: Person | None = None
    for number, (where, head, exempt, account, done, merged) in enumerate(drawn):
        person = world.member(f"Người {number}", agencies[where], is_head=head)
        if exempt:
            Exemption.objects.create(
                campaign=campaign, person=person, reason="Nghỉ dài", approved_by="Minh", valid_from=DAY
            )
        if account:
            Account.objects.create(username=f"nguoi{number}", person=person)
        for course, days, withdrawn in done:
            at = world.NOON + dt.timedelta(days=days)
            world.complete(person, at, COURSES[course], withdrawn_at=KNOWN if withdrawn else None)
        if merged and before:
            Person.objects.filter(pk=person.pk).update(merged_into=before)
        else:
            before = person


def _naive(campaign: Campaign) -> tuple[int, int]:
    required = completed = 0
    for person in Person.objects.filter(merged_into=None):
        records = [person.pk, *person.absorbed.values_list("pk", flat=True)]
        members = [m for m in Membership.objects.filter(person__in=records, is_primary=True) if m.covers(DAY)]
        exempt = [e for e in Exemption.objects.filter(person__in=records, campaign=campaign) if e.covers(DAY)]
        if not members or exempt:
            continue
        required += 1
        done = {
            proof.course_key
            for proof in Completion.objects.filter(person__in=records)
            if timezone.localtime(proof.effective_at).date() <= DAY
            and proof.recorded_at <= KNOWN
            and (proof.withdrawn_at is None or proof.withdrawn_at > KNOWN)
        }
        completed += satisfies(COURSES, [], 0, done)
    return required, completed
