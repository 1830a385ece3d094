"""A whole import taken back: everything as it was, or the reasons why not."""

from typing import Any

import pytest

from learners.agencies.models import Membership
from learners.campaigns import pending
from learners.campaigns.models import Assignment
from learners.coverage import rebuilding
from learners.people.models import Account, Person
from learners.rosters import actions, undoing
from learners.rosters.models import RosterImport, RosterSnapshot, State
from learners.rosters.removing import DERIVED, MEMBERSHIP, pointing, remove_left
from mooc.foundation.models import AuditEntry
from tests.coverage import world
from tests.foundation.spreadsheets import files
from tests.rosters import many
from tests.rosters.conftest import DAY, Bring
from tests.rosters.test_verdicts import apply
from tests.rosters.units import Health

pytestmark = pytest.mark.django_db
ROWS = files.people(
    ("Lê Mới", "1980", "1", "", "", "", "Văn phòng"),
    ("Bùi Chuyển", "1985", "1002", "", "", "", "Phòng Tổ chức"),
    ("Bùi Đổi", "", "1003", "0912345678", "", "Kế toán", "Văn phòng"),
)


def state_of_the_world() -> list[Any]:
    rows = Membership.objects.order_by("pk").values()
    return [list(rows), list(Person.objects.order_by("pk").values())]


@pytest.fixture
def people(health: Health) -> dict[str, Person]:
    made = {}
    for name, code in (("Bùi Chuyển", "1002"), ("Bùi Đổi", "1003"), ("Bùi Nghỉ", "1004")):
        made[name] = world.member(name, health.office)
        Person.objects.filter(pk=made[name].pk).update(staff_code=code)
    return made


@pytest.fixture
def applied(bring: Bring, minh: Account, people: dict[str, Person]) -> RosterImport:
    return apply(bring(files.xlsx(ROWS), is_whole=True), minh)


def undo(roster: RosterImport, account: Account) -> RosterImport:
    actions.start_undo(roster=roster, reason="Nhầm tệp", acting_user=account)
    roster.refresh_from_db()
    return roster


def test_everything_is_as_it_was(bring: Bring, minh: Account, people: dict[str, Person]) -> None:
    before = state_of_the_world()
    roster = apply(bring(files.xlsx(ROWS), is_whole=True), minh)
    assert roster.state == State.APPLIED
    assert state_of_the_world() != before
    assert people["Bùi Nghỉ"].memberships.get().valid_to == DAY
    assert undo(roster, minh).state == State.UNDONE
    assert state_of_the_world() == before
    assert RosterSnapshot.objects.get().withdrawn_at is not None
    assert AuditEntry.objects.get(verb="rosters.undo").reason == "Nhầm tệp"
    assert not actions.start_undo(roster=roster, reason="x", acting_user=minh)


def test_what_somebody_changed_since_keeps_all_of_it(applied: RosterImport, minh: Account) -> None:
    moved = Person.objects.get(staff_code="1002")
    Membership.objects.filter(person=moved, valid_to=None).update(position="Phó phòng")
    before = state_of_the_world()
    assert undo(applied, minh).state == State.APPLIED
    assert "Bùi Chuyển: thông tin công tác đã được sửa" in applied.problem
    assert state_of_the_world() == before


def test_what_rests_on_a_new_person_is_a_reason(applied: RosterImport, minh: Account) -> None:
    made = Person.objects.get(full_name="Lê Mới")
    Account.objects.create_user("le-moi", person=made)
    before = state_of_the_world()
    assert undo(applied, minh).state == State.APPLIED
    assert "Lê Mới: đã có tài khoản" in applied.problem
    assert state_of_the_world() == before


def test_a_later_place_of_a_new_person_is_a_reason(applied: RosterImport, minh: Account, health: Health) -> None:
    made = Person.objects.get(full_name="Lê Mới")
    world.join(made, health.staff, DAY, is_primary=False)
    assert undo(applied, minh).state == State.APPLIED
    assert "Lê Mới" in applied.problem


def test_a_telephone_changed_since_is_a_reason(applied: RosterImport, minh: Account) -> None:
    Person.objects.filter(staff_code="1003").update(phone="+84939000111")
    assert undo(applied, minh).state == State.APPLIED
    assert "Bùi Đổi: hồ sơ đã được sửa" in applied.problem


def test_a_later_import_keeps_the_earlier_one(bring: Bring, applied: RosterImport, minh: Account) -> None:
    later = apply(bring(files.xlsx(files.people(("Lê Mới", "1980", "1", "", "", "Trưởng phòng", "Phòng Tổ chức"))),
                        as_of=DAY.replace(day=20)), minh)  # fmt: skip
    assert later.state == State.APPLIED
    assert undo(applied, minh).state == State.APPLIED
    assert undo(later, minh).state == State.UNDONE
    assert undo(applied, minh).state == State.UNDONE


def test_an_import_of_many_leaves_no_number_behind(bring: Bring, minh: Account, health: Health) -> None:
    """More people than assignments are derived of at once: what waits for the worker must not go with them."""
    world.campaign(health.province.root)
    number = pending.AT_ONCE + 20
    roster = apply(bring(files.csv_file(many.rows(number, ["Văn phòng", "Phòng Tổ chức"]))), minh)
    pending.work_off()
    assert Assignment.objects.count() >= number
    assert undo(roster, minh).state == State.UNDONE
    pending.work_off()
    assert not Assignment.objects.filter(person__folded_name__contains=" gia ").exists()
    assert list(rebuilding.check()) == []


def test_a_removal_broken_off_goes_on(monkeypatch: pytest.MonkeyPatch, applied: RosterImport, minh: Account) -> None:
    monkeypatch.setattr(undoing, "remove_made", lambda _roster: None)
    assert undo(applied, minh).state == State.UNDONE
    made = Person.objects.get(full_name="Lê Mới")
    assert not made.memberships.exists()
    assert remove_left() == 1
    assert not Person.objects.filter(pk=made.pk).exists()
    assert remove_left() == 0


def test_who_was_made_something_of_meanwhile_stays(
    monkeypatch: pytest.MonkeyPatch, applied: RosterImport, minh: Account
) -> None:
    monkeypatch.setattr(undoing, "remove_made", lambda _roster: None)
    undo(applied, minh)
    Account.objects.create_user("le-moi", person=Person.objects.get(full_name="Lê Mới"))
    assert remove_left() == 1
    assert Person.objects.filter(full_name="Lê Mới").exists()


def test_what_goes_with_a_person_exists() -> None:
    labels = {model._meta.label_lower for model, _name in pointing()}
    assert labels >= {*DERIVED, MEMBERSHIP}
