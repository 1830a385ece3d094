"""Memberships change by dated facts and by corrections; each leaves an audit row and tells who is concerned."""

import datetime as dt
from collections.abc import Iterator
from typing import Any
from uuid import UUID

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from learners.agencies import belonging
from learners.agencies.belonging import Begin, CannotChange, Change, Correct, End, Move, Withdraw, apply_changes
from learners.agencies.models import Membership
from learners.agencies.signals import memberships_changed
from learners.people.models import Person
from mooc.foundation.models import AuditEntry
from tests import factories
from tests.coverage import world

START, MARCH, MAY = world.START, dt.date(2025, 3, 1), dt.date(2025, 5, 1)
END_OF_APRIL = dt.date(2025, 4, 30)


@pytest.fixture
def told() -> Iterator[list[set[UUID]]]:
    heard: list[set[UUID]] = []

    def hear(person_ids: set[UUID], **kwargs: Any) -> None:
        assert connection.in_atomic_block
        heard.append(person_ids)

    memberships_changed.connect(hear)
    yield heard
    memberships_changed.disconnect(hear)


@pytest.fixture
def province(db: None) -> world.Province:
    return world.province()


@pytest.fixture
def lan(province: world.Province) -> Membership:
    return world.join(factories.person(), province.health, MARCH, position="Chuyên viên")


def by(**extra: Any) -> dict[str, Any]:
    return {"acting_user": None, "reason": "QĐ 12/QĐ-SNV", **extra}


def facts(person: Person) -> list[tuple[str, dt.date, dt.date | None]]:
    rows = Membership.objects.filter(person=person).order_by("valid_from", "pk")
    return [(str(row.agency), row.valid_from, row.valid_to) for row in rows]


def last_audit() -> Any:
    found = AuditEntry.objects.first()
    assert found
    return found


def test_begin(province: world.Province, told: list[set[UUID]]) -> None:
    person = factories.person()
    row = belonging.begin(
        person=person, agency=province.health, category="cong_chuc", valid_from=MARCH, source="ds.xlsx", **by()
    )
    assert facts(person) == [("Sở Y tế", MARCH, None)]
    assert told == [{person.pk}]
    entry = last_audit()
    assert (entry.verb, entry.subject_id, entry.reason) == ("begin_membership", str(row.pk), "QĐ 12/QĐ-SNV")
    assert entry.new["valid_from"] == "2025-03-01"
    assert entry.new["source"] == "ds.xlsx"


def test_a_merged_record_begins_under_the_kept_one(province: world.Province, told: list[set[UUID]]) -> None:
    kept = factories.person()
    merged = factories.person(merged_into=kept)
    belonging.begin(person=merged, agency=province.health, category="cong_chuc", valid_from=MARCH, acting_user=None)
    assert facts(kept)
    assert not facts(merged)
    assert told == [{kept.pk}]


def test_of_a_merged_record_the_kept_one_is_told_too(lan: Membership, told: list[set[UUID]]) -> None:
    kept = factories.person()
    Person.objects.filter(pk=lan.person_id).update(merged_into=kept)
    belonging.end(membership=lan, last_day=END_OF_APRIL, **by())
    assert told == [{lan.person_id, kept.pk}]


def test_end_closes_after_the_last_day_and_once(lan: Membership, told: list[set[UUID]]) -> None:
    belonging.end(membership=lan, last_day=END_OF_APRIL, **by())
    belonging.end(membership=lan, last_day=END_OF_APRIL, **by())
    assert facts(lan.person) == [("Sở Y tế", MARCH, MAY)]
    assert len(told) == 1
    assert AuditEntry.objects.filter(verb="end_membership").count() == 1


@pytest.mark.parametrize(("day", "text"), [(dt.date(2025, 2, 28), "sai từ đầu"), (dt.date(2025, 6, 1), "kết thúc từ")])
def test_an_end_outside_its_days_is_refused(lan: Membership, day: dt.date, text: str) -> None:
    belonging.end(membership=lan, last_day=END_OF_APRIL, **by())
    with pytest.raises(CannotChange, match=f"Nguyễn Thị Lan: .*{text}"):
        belonging.end(membership=lan, last_day=day, **by())


def test_move_is_a_new_fact(province: world.Province, lan: Membership, told: list[set[UUID]]) -> None:
    Membership.objects.update(is_head=True)
    row = belonging.move(membership=lan, agency=province.home, first_day=MAY, position="Phó phòng", **by())
    assert facts(lan.person) == [("Sở Y tế", MARCH, MAY), ("Sở Nội vụ", MAY, None)]
    assert (row.position, row.category, row.is_head) == ("Phó phòng", "cong_chuc", False)
    assert told == [{lan.person_id}]
    verbs = [entry.verb for entry in AuditEntry.objects.all()[:2]]
    assert verbs == ["begin_membership", "move_membership"]


def test_a_new_post_in_the_same_agency_is_a_move(province: world.Province, lan: Membership) -> None:
    Membership.objects.filter(pk=lan.pk).update(is_head=True)
    row = belonging.move(membership=lan, agency=province.health, first_day=MAY, category="can_bo", **by())
    assert facts(lan.person) == [("Sở Y tế", MARCH, MAY), ("Sở Y tế", MAY, None)]
    assert row.is_head
    assert row.category == "can_bo"


def test_a_move_keeps_the_end_that_was_foreseen(province: world.Province, lan: Membership) -> None:
    Membership.objects.filter(pk=lan.pk).update(valid_to=dt.date(2026, 1, 1))
    belonging.move(membership=lan, agency=province.home, first_day=MAY, **by())
    assert facts(lan.person)[-1] == ("Sở Nội vụ", MAY, dt.date(2026, 1, 1))


def test_correct_rewrites_the_row_and_keeps_what_it_was(province: world.Province, lan: Membership) -> None:
    belonging.correct(membership=lan, agency=province.home, valid_from=MAY, **by())
    assert facts(lan.person) == [("Sở Nội vụ", MAY, None)]
    assert Membership.objects.get(person=lan.person).pk == lan.pk
    assert last_audit().old == {"agency": str(province.health.pk), "valid_from": "2025-03-01"}


def test_a_correction_that_changes_nothing_leaves_nothing(lan: Membership, told: list[set[UUID]]) -> None:
    belonging.correct(membership=lan, position="Chuyên viên", **by())
    assert not told
    assert not AuditEntry.objects.exists()


def test_withdraw_takes_the_row_and_keeps_all_of_it(lan: Membership, told: list[set[UUID]]) -> None:
    belonging.withdraw(membership=lan, **by())
    assert facts(lan.person) == []
    assert last_audit().old["position"] == "Chuyên viên"
    assert told == [{lan.person_id}]


def test_two_primary_memberships_a_day_are_refused_by_name(province: world.Province, lan: Membership) -> None:
    with pytest.raises(CannotChange) as refused:
        belonging.begin(person=lan.person, agency=province.home, category="cong_chuc", valid_from=MAY, acting_user=None)
    assert str(refused.value) == (
        "Nguyễn Thị Lan: đơn vị chính từ ngày 01/03/2025 là “Sở Y tế”; mỗi ngày một người chỉ có một đơn vị chính."
    )
    belonging.begin(
        person=lan.person, agency=province.home, category="can_bo", is_primary=False, valid_from=MAY, acting_user=None
    )
    assert len(facts(lan.person)) == 2


def test_an_agency_that_is_not_there_is_refused(province: world.Province, lan: Membership) -> None:
    gone = world.agency("Sở cũ", province.root, START, MARCH)
    with pytest.raises(CannotChange, match="ngày 01/05/2025 không có đơn vị “Sở cũ”"):
        belonging.move(membership=lan, agency=gone, first_day=MAY, **by())
    # What lasts beyond the agency's end is "Chưa phân đơn vị", not an error.
    belonging.correct(membership=lan, agency=gone, valid_from=START, **by())


@pytest.mark.parametrize(
    ("changes", "text"),
    [
        ({"valid_to": MARCH}, "ngày kết thúc phải sau"),
        ({"category": "linh"}, "không có đối tượng “linh”"),
        ({"position": "x" * 121}, "tối đa 120"),
    ],
)
def test_a_row_that_cannot_be(lan: Membership, changes: dict[str, Any], text: str) -> None:
    with pytest.raises(CannotChange, match=text):
        belonging.correct(membership=lan, **changes, **by())


def test_an_unknown_field_is_a_mistake_of_the_caller(lan: Membership) -> None:
    with pytest.raises(TypeError):
        belonging.correct(membership=lan, person=None, **by())


def test_a_list_is_all_or_nothing(province: world.Province, lan: Membership, told: list[set[UUID]]) -> None:
    other = world.member("Trần Văn Bình", province.home)
    [held] = Membership.objects.filter(person=other)
    belonging.end(membership=held, last_day=END_OF_APRIL, **by())
    told.clear()
    changes: list[Change] = [
        End(membership=lan.pk, last_day=END_OF_APRIL),
        Move(membership=held.pk, agency=province.health.pk, first_day=dt.date(2025, 7, 1)),
        End(membership=999_999, last_day=END_OF_APRIL),
    ]
    with pytest.raises(CannotChange) as refused:
        apply_changes(changes, acting_user=None)
    assert [(one.place, one.text.split(":")[0]) for one in refused.value.refusals] == [
        (1, "Trần Văn Bình"),
        (2, "Thông tin công tác này không còn"),
    ]
    assert facts(lan.person) == [("Sở Y tế", MARCH, None)]
    assert not told


def test_changes_of_one_list_build_on_each_other(province: world.Province, lan: Membership) -> None:
    """Two rows that exchange their agencies, a withdrawn one that makes room: no order of statements may matter."""
    second = world.join(lan.person, province.home, MARCH, is_primary=False)
    applied = apply_changes(
        [
            Correct(membership=lan.pk, changes={"agency": province.home.pk}),
            Correct(membership=second.pk, changes={"agency": province.health.pk}),
        ],
        acting_user=None,
    )
    assert [row.membership.pk for row in applied] == [lan.pk, second.pk]
    begun = Begin(person=lan.person_id, agency=province.home.pk, category="can_bo", valid_from=START)
    apply_changes([begun, Withdraw(membership=lan.pk)], acting_user=None)
    assert facts(lan.person) == [("Sở Nội vụ", START, None), ("Sở Y tế", MARCH, None)]


def test_five_hundred_changes_cost_a_few_statements(province: world.Province, told: list[set[UUID]]) -> None:
    people = [Person(full_name=f"Người {number}") for number in range(500)]
    for person in people:
        person.set_derived()
    Person.objects.bulk_create(people)
    begins = [Begin(person=one.pk, agency=province.health.pk, category="cong_chuc", valid_from=MARCH) for one in people]
    with CaptureQueriesContext(connection) as asked:
        rows = apply_changes(begins, acting_user=None, source="ds.xlsx")
    assert len(asked) <= 28
    moves = [Move(membership=row.membership.pk, agency=province.home.pk, first_day=MAY) for row in rows]
    with CaptureQueriesContext(connection) as asked:
        apply_changes(moves, acting_user=None, source="ds.xlsx")
    assert len(asked) <= 44
    assert [len(heard) for heard in told] == [500, 500]
    assert AuditEntry.objects.filter(verb="begin_membership").count() == 1000


def test_one_change_costs_ten_queries_and_seventeen_for_what_follows(
    lan: Membership, django_assert_max_num_queries: Any
) -> None:
    """What she is asked and where she is counted is derived again in the same transaction."""
    with django_assert_max_num_queries(27):
        belonging.end(membership=lan, last_day=END_OF_APRIL, **by())
