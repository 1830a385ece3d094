"""What each line of a roster comes to, and what applying it makes of the roster."""

import datetime as dt
from typing import Any

import pytest

from learners.agencies.models import Membership
from learners.people.models import Account, Person
from learners.rosters import actions
from learners.rosters.models import RememberedMapping, RosterImport, RosterLine, RosterSnapshot, State, Verdict
from mooc.foundation.models import AuditEntry
from mooc.foundation.periods import on
from tests.coverage import world
from tests.foundation.spreadsheets import files
from tests.rosters.conftest import DAY, Bring
from tests.rosters.units import Health

pytestmark = pytest.mark.django_db


def line(roster: RosterImport, name: str) -> RosterLine:
    return roster.lines.get(name=name)


def verdicts(roster: RosterImport) -> dict[str, str]:
    return dict(roster.lines.values_list("name", "verdict"))


def apply(roster: RosterImport, account: Account, **told: Any) -> RosterImport:
    actions.start_apply(roster=roster, without_faults=told.pop("without_faults", False), acting_user=account)
    roster.refresh_from_db()
    return roster


def choose(roster: RosterImport, account: Account, row: RosterLine, choice: str) -> RosterImport:
    actions.decide(roster=roster, choices={row.pk: choice}, acting_user=account)
    actions.judge_again(roster=roster, acting_user=account)
    roster.refresh_from_db()
    return roster


def place(person: Person, day: dt.date = DAY) -> list[str]:
    held = Membership.objects.filter(on(day), person=person).order_by("-is_primary", "pk")
    return [str(one.agency) for one in held]


def test_new_people_come_in_with_all_that_is_said(bring: Bring, minh: Account, health: Health) -> None:
    rows = files.people(
        ("Lê Thị Hoa", "05/07/1985", "00123", "0912 345 678", "Viên chức", "Trưởng phòng", "Phòng Tổ chức"),
        ("Trần Văn Đức", "1990", "", "", "", "", "H99.01.01"),
        ("Mai Văn Quỳnh", "", "", "", "", "", ""),
    )
    roster = bring(files.xlsx(rows))
    assert verdicts(roster) == {"Lê Thị Hoa": "new", "Trần Văn Đức": "new", "Mai Văn Quỳnh": "new"}
    assert not Person.objects.filter(full_name="Lê Thị Hoa").exists()
    assert apply(roster, minh).state == State.APPLIED
    hoa = Person.objects.get(full_name="Lê Thị Hoa")
    assert (hoa.folded_name, hoa.birth_year, hoa.staff_code, hoa.phone) == ("le thi hoa", 1985, "00123", "+84912345678")
    held = hoa.memberships.get()
    assert (held.agency, held.category, held.position, held.valid_from) == (
        health.staff,
        "vien_chuc",
        "Trưởng phòng",
        DAY,
    )
    assert place(Person.objects.get(full_name="Trần Văn Đức")) == ["Văn phòng"]
    assert place(Person.objects.get(full_name="Mai Văn Quỳnh")) == ["Sở Y tế"]
    snapshot = RosterSnapshot.objects.get()
    assert (snapshot.agency, snapshot.as_of, snapshot.rows, snapshot.sha256) == (health.root, DAY, 3, roster.sha256)
    assert AuditEntry.objects.get(verb="rosters.apply").new["new"] == 3


def test_the_same_person_is_found_by_her_code_and_her_name_is_kept(bring: Bring, minh: Account, health: Health) -> None:
    hoa = world.member("Lê Thị Hoà", health.office)
    Person.objects.filter(pk=hoa.pk).update(staff_code="00123")
    rows = files.people(("LE THI HOA", "1985", 123, "", "", "Trưởng phòng", "Văn phòng"))
    roster = bring(files.xlsx(rows))
    row = line(roster, "Le Thi Hoa")
    assert row.verdict == Verdict.CHANGED
    assert {one["word"] for one in row.detail["remarks"]} == {"zero_back", "name_kept"}
    apply(roster, minh)
    hoa.refresh_from_db()
    assert (hoa.full_name, hoa.birth_year) == ("Lê Thị Hoà", 1985)
    old, new = hoa.memberships.order_by("valid_from")
    assert (old.position, old.valid_to, new.position, new.valid_from) == ("", DAY, "Trưởng phòng", DAY)


def test_the_same_again_changes_nothing(bring: Bring, minh: Account) -> None:
    rows = files.people(
        ("Lê Thị Hoa", "1985", "00123", "", "Viên chức", "Văn thư", "Văn phòng"),
        ("Trần Văn Đức", "1990", "", "", "Công chức", "", "Văn phòng"),
    )
    apply(bring(files.xlsx(rows)), minh)
    before = list(Membership.objects.order_by("pk").values())
    roster = bring(files.csv_file(rows))
    assert verdicts(roster) == {"Lê Thị Hoa": "same", "Trần Văn Đức": "same"}
    apply(roster, minh)
    assert list(Membership.objects.order_by("pk").values()) == before
    assert Person.objects.filter(full_name="Lê Thị Hoa").count() == 1


def test_by_name_and_year_she_is_only_likely(bring: Bring, minh: Account, health: Health) -> None:
    duc = world.member("Trần Văn Đức", health.office)
    Person.objects.filter(pk=duc.pk).update(birth_year=1990)
    rows = files.people(("Trần Văn Đức", "1990", "00777", "", "", "Kế toán", "Văn phòng"))
    roster = bring(files.xlsx(rows))
    row = line(roster, "Trần Văn Đức")
    assert (row.verdict, row.is_open) == (Verdict.LIKELY, False)
    roster = choose(roster, minh, row, "new")
    assert line(roster, "Trần Văn Đức").verdict == Verdict.NEW
    roster = choose(roster, minh, line(roster, "Trần Văn Đức"), "")
    apply(roster, minh)
    duc.refresh_from_db()
    assert duc.staff_code == "00777"


def test_homonyms_are_for_a_person_to_tell_apart(bring: Bring, minh: Account, health: Health) -> None:
    first, _second = (world.member("Trần Văn Đức", health.office) for _ in range(2))
    rows = files.people(("Trần Văn Đức", "", "00777", "", "", "", "Văn phòng"))
    roster = bring(files.xlsx(rows))
    row = line(roster, "Trần Văn Đức")
    assert (row.verdict, row.is_open, row.detail["why"]) == (Verdict.ASK, True, "homonyms")
    assert apply(roster, minh).state == State.PREVIEW
    assert "quyết định" in roster.problem
    roster = choose(roster, minh, row, f"same:{first.pk}")
    assert apply(roster, minh).state == State.APPLIED
    assert list(Person.objects.filter(staff_code="00777")) == [first]


def test_somebody_of_another_code_is_never_taken_for_her(bring: Bring, health: Health) -> None:
    held = world.member("Trần Văn Đức", health.office)
    Person.objects.filter(pk=held.pk).update(staff_code="00999", birth_year=1990)
    roster = bring(files.xlsx(files.people(("Trần Văn Đức", "1990", "00777", "", "", "", "Văn phòng"))))
    assert line(roster, "Trần Văn Đức").verdict == Verdict.NEW


def test_a_mover_within_reach_moves_on_the_day(bring: Bring, minh: Account, health: Health) -> None:
    an = world.member("Bùi An", health.office, position="Chánh Văn phòng", is_head=True)
    Person.objects.filter(pk=an.pk).update(phone="+84912345678")
    roster = bring(files.xlsx(files.people(("Bùi An", "", "", "0912345678", "", "Phó phòng", "Phòng Tổ chức"))))
    assert line(roster, "Bùi An").verdict == Verdict.MOVED
    apply(roster, minh)
    old, new = an.memberships.order_by("valid_from")
    assert (old.agency, old.valid_to) == (health.office, DAY)
    assert (new.agency, new.position, new.is_head, new.valid_to) == (health.staff, "Phó phòng", False, None)


def test_somebody_of_another_s_agency_is_refused_in_her_line(bring: Bring, minh: Account, health: Health) -> None:
    dung = Person.objects.get(full_name="Ngô Văn Dũng")
    Person.objects.filter(pk=dung.pk).update(staff_code="555")
    rows = files.people(
        ("Ngô Văn Dũng", "", "555", "", "", "", "Văn phòng"), ("Lan Mới", "", "", "", "", "", "Sở Nội vụ"),
        ("Hoa Mới", "", "", "", "", "", ""),
    )  # fmt: skip
    roster = bring(files.xlsx(rows))
    assert {row.name: [one["word"] for one in row.detail.get("faults", [])] for row in roster.lines.all()} == {
        "Ngô Văn Dũng": ["elsewhere"],
        "Lan Mới": ["unit_outside"],
        "Hoa Mới": [],
    }
    assert apply(roster, minh).state == State.PREVIEW
    assert not Person.objects.filter(full_name="Hoa Mới").exists()
    assert apply(roster, minh, without_faults=True).state == State.APPLIED
    assert place(dung) == ["Sở Nội vụ"]
    assert Person.objects.filter(full_name="Hoa Mới").exists()
    assert not Person.objects.filter(full_name="Lan Mới").exists()


def test_who_is_on_no_roster_is_asked_about_before_she_comes(bring: Bring, minh: Account, health: Health) -> None:
    gone = world.member("Lê Thị Cúc B", health.office)
    Person.objects.filter(pk=gone.pk).update(staff_code="777")
    Membership.objects.filter(person=gone).update(valid_to=DAY - dt.timedelta(days=40))
    roster = bring(files.xlsx(files.people(("Lê Thị Cúc B", "", "777", "", "", "", "Phòng Tổ chức"))))
    row = line(roster, "Lê Thị Cúc B")
    assert (row.verdict, row.detail["why"]) == (Verdict.ASK, "on_no_roster")
    roster = choose(roster, minh, row, f"same:{gone.pk}")
    apply(roster, minh)
    assert place(gone) == ["Phòng Tổ chức"]


def test_leavers_only_where_the_file_is_the_whole_roster(bring: Bring, minh: Account, health: Health) -> None:
    stays, goes = world.member("Bùi Ở Lại", health.office), world.member("Bùi Đi Xa", health.office)
    Person.objects.filter(pk=stays.pk).update(staff_code="1001")
    rows = files.people(("Bùi Ở Lại", "", "1001", "", "", "", "Văn phòng"))
    part = bring(files.xlsx(rows))
    assert Verdict.LEAVER not in verdicts(part).values()
    whole = bring(files.xlsx(rows), is_whole=True)
    leaving = set(whole.lines.filter(verdict=Verdict.LEAVER).values_list("name", flat=True))
    assert leaving == {"Bùi Đi Xa", "Bùi Thị Hạnh", "Đặng Văn An", "Lê Thị Cúc", "Phạm Thị Minh"}
    for name in leaving - {"Bùi Đi Xa"}:
        actions.decide(roster=whole, choices={line(whole, name).pk: "skip"}, acting_user=minh)
    whole.refresh_from_db()
    apply(whole, minh)
    assert (place(stays), place(goes)) == (["Văn phòng"], [])
    assert goes.memberships.get().valid_to == DAY
    assert place(minh.person) == ["Sở Y tế"]


def test_kiem_nhiem_stands_beside_the_own_agency(bring: Bring, minh: Account, health: Health) -> None:
    head = ["Họ và tên", "Mã cán bộ", "Đơn vị", "Kiêm nhiệm", "Đối tượng"]
    rows = [head, ["Lê Mới", "9001", "Phòng Tổ chức", "x", ""], ["Lê Mới", "9001", "Văn phòng", "", "Công chức"],
            ["Không Ai", "9002", "Văn phòng", "x", "Công chức"]]  # fmt: skip
    roster = bring(files.xlsx(rows))
    told = list(roster.lines.order_by("line").values_list("name", "verdict"))
    assert told == [("Lê Mới", "second"), ("Lê Mới", "new"), ("Không Ai", "fault")]
    apply(roster, minh, without_faults=True)
    made = Person.objects.get(full_name="Lê Mới")
    assert place(made) == ["Văn phòng", "Phòng Tổ chức"]
    again = bring(files.xlsx(rows))
    assert set(again.lines.filter(name="Lê Mới").values_list("verdict", flat=True)) == {"same"}


def test_the_same_person_twice_in_a_file(bring: Bring, health: Health) -> None:
    rows = files.people(
        ("Lê Một", "1980", "1", "", "", "", "Văn phòng"), ("Lê Một", "1980", "1", "", "", "", "Phòng Tổ chức"),
        ("Lê Hai", "1980", "1", "", "", "", "Văn phòng"), ("Lê Ba", "1981", "", "", "", "", "Văn phòng"),
        ("Le Ba", "1981", "", "", "", "", "Văn phòng"),
    )  # fmt: skip
    roster = bring(files.xlsx(rows))
    told = [
        (row.line, row.verdict, [one["word"] for one in row.detail.get("faults", [])]) for row in roster.lines.all()
    ]
    assert told == [
        (2, "new", []),
        (3, "fault", ["code_again"]),
        (4, "fault", ["code_again"]),
        (5, "new", []),
        (6, "ask", []),
    ]


def test_a_unit_that_is_not_clear_is_asked_once_and_remembered(bring: Bring, minh: Account, health: Health) -> None:
    world.agency("Văn phòng", health.staff, kind="phong")
    rows = files.people(("Lê Một", "", "1", "", "", "", "Văn phòng"), ("Lê Hai", "", "2", "", "", "", "Văn phòng"),
                        ("Lê Ba", "", "3", "", "", "", "Khối cơ quan"))  # fmt: skip
    roster = bring(files.xlsx(rows))
    assert set(verdicts(roster).values()) == {"unit"}
    assert [(told["asked"], told["why"], told["lines"]) for told in roster.counts["units"].values()] == [
        ("Văn phòng", "unit_many", 2),
        ("Khối cơ quan", "unit_none", 1),
    ]
    chosen = {"van phong": health.office.pk, "khoi co quan": health.root.pk}
    actions.choose_units(roster=roster, chosen=chosen, acting_user=minh)
    roster.refresh_from_db()
    apply(roster, minh)
    assert place(Person.objects.get(full_name="Lê Hai")) == ["Văn phòng"]
    rows = files.people(("Lê Bốn", "", "4", "", "", "", "Khối cơ quan"))
    again = bring(files.xlsx(rows), agree=False)
    assert (again.state, verdicts(again)) == (State.PREVIEW, {"Lê Bốn": "new"})
    assert RememberedMapping.objects.count() == 1


def test_a_code_is_read_by_the_roster_s_day(bring: Bring, minh: Account, health: Health) -> None:
    """31338 was one ward's and is another's."""
    change = dt.date(2026, 7, 1)
    old = world.agency("Xã Tân Tiến", health.root, end=change, kind="ubnd_xa")
    new = world.agency("Xã Hỏa Lựu", health.root, change, kind="ubnd_xa")
    old.codes.create(scheme="gso_code", code="31338", valid_from=world.START, valid_to=change)
    new.codes.create(scheme="gso_code", code="31338", valid_from=change)
    rows = [["Họ và tên", "Mã xã", "Mã cán bộ"], ["Lê Xã", 31338, "1"]]
    then = bring(files.xlsx(rows), as_of=dt.date(2026, 6, 30))
    now = bring(files.xlsx(rows))
    assert (line(then, "Lê Xã").detail["agency"], line(now, "Lê Xã").detail["agency"]) == (str(old.pk), str(new.pk))
    old.codes.create(scheme="gso_code", code="31999", valid_from=world.START, valid_to=change)
    gone = bring(files.xlsx([rows[0], ["Lê Xã", "31999", "1"]]))
    assert line(gone, "Lê Xã").detail["faults"] == [{"word": "unit_other_day", "value": "31999"}]


def test_what_changed_since_the_preview_is_looked_at_again(bring: Bring, minh: Account, health: Health) -> None:
    roster = bring(files.xlsx(files.people(("Lê Một", "1980", "1", "", "", "", "Văn phòng"))))
    meanwhile = world.member("Lê Một", health.staff)
    Person.objects.filter(pk=meanwhile.pk).update(staff_code="1")
    apply(roster, minh)
    assert roster.state == State.PREVIEW
    assert "đối chiếu lại" in roster.problem
    assert line(roster, "Lê Một").verdict == Verdict.MOVED
    assert apply(roster, minh).state == State.APPLIED
    assert place(meanwhile) == ["Văn phòng"]


def test_the_order_of_days_is_asked_once(bring: Bring, minh: Account) -> None:
    rows = [["Họ và tên", "Mã cán bộ", "Từ ngày"], ["Lê Một", "1", "05/07/2026"]]
    roster = bring(files.xlsx(rows), agree=False)
    assert (roster.state, roster.reading["orders"]) == (State.MAPPING, ["", "", "?"])
    sure = bring(files.xlsx([*rows, ["Lê Hai", "2", "07/25/2026"]]), agree=False)
    assert sure.reading["orders"] == ["", "", "mdy"]


def test_nobody_is_of_a_unit_before_there_is_one(bring: Bring, minh: Account, health: Health) -> None:
    rows = [["Họ và tên", "Mã cán bộ", "Từ ngày"], ["Lê Một", "1", "25/07/2005"]]
    roster = bring(files.xlsx(rows))
    assert line(roster, "Lê Một").detail["remarks"] == [{"word": "since_raised", "value": str(world.START)}]
    assert apply(roster, minh).state == State.APPLIED
    assert Membership.objects.get(person__full_name="Lê Một").valid_from == world.START


def test_a_button_pressed_twice_does_one_thing(bring: Bring, minh: Account) -> None:
    roster = bring(files.xlsx(files.people(("Lê Một", "1980", "1", "", "", "", "Văn phòng"))))
    apply(roster, minh)
    assert not actions.start_apply(roster=roster, without_faults=False, acting_user=minh)
    assert Person.objects.filter(full_name="Lê Một").count() == 1
    assert RosterSnapshot.objects.count() == 1
