"""Each kind of reorganisation, from a draft to facts and people; what contradicts is refused and changes nothing."""

import datetime as dt
from typing import Any

import pytest

from learners.agencies.history import History
from learners.agencies.models import (
    Agency,
    AgencyCode,
    AgencyName,
    Membership,
    Reorganisation,
    ReorganisationLink,
)
from learners.agencies.permissions import with_ended
from learners.agencies.queries import name_on, resolve_code, subtree
from learners.agencies.reorganising import following
from learners.agencies.reorganising.applying import (
    NotADraft,
    delete_draft,
    keep_draft,
    make_effective,
)
from learners.agencies.reorganising.consequences import consequences
from learners.agencies.reorganising.held import read_held
from learners.agencies.reorganising.previewing import foresee
from learners.agencies.reorganising.proposal import ENDS, STAYS, SUPERIOR, WHOLE, Proposal, Source, Target
from learners.agencies.signals import structure_changed
from learners.agencies.succession import successors
from mooc.foundation.models import AuditEntry
from tests.agencies.reorganised import (
    BEFORE,
    DAY,
    closure_is_right,
    draft,
    effective,
    everything,
    named,
    new_below,
    problems,
)
from tests.coverage import world

pytestmark = pytest.mark.django_db


# -- Drafts ---------------------------------------------------------------------


def test_a_draft_changes_nothing_and_may_go(province: world.Province, units: tuple[Agency, Agency]) -> None:
    before = everything()
    event = draft("merge", *units, targets=(new_below(province.health),))
    assert everything() == before
    assert History.read().links == []
    assert following.due(DAY) == []
    delete_draft(reorganisation=event, acting_user=None)
    assert not Reorganisation.objects.exists()
    assert AuditEntry.objects.get(verb="delete_draft").old["effective_on"] == "2026-12-01"


def test_a_button_pressed_twice_does_it_once(province: world.Province, units: tuple[Agency, Agency]) -> None:
    event = draft("merge", *units, targets=(new_below(province.health),))
    make_effective(reorganisation=event, acting_user=None)
    with pytest.raises(NotADraft):
        make_effective(reorganisation=event, acting_user=None)
    with pytest.raises(NotADraft):
        keep_draft(reorganisation=event, proposal=Proposal.of(event), acting_user=None)
    with pytest.raises(NotADraft):
        delete_draft(reorganisation=event, acting_user=None)
    assert ReorganisationLink.objects.count() == 2


def test_a_proposal_is_kept_as_it_was_said(province: world.Province, units: tuple[Agency, Agency]) -> None:
    said = Proposal(
        "split_merge",
        DAY,
        (Source(units[0].pk), Source(units[1].pk, STAYS)),
        (new_below(province.health), Target(agency=province.home.pk)),
        below=SUPERIOR,
        changed=Target(name="X", parent=province.root.pk),
    )
    event = Reorganisation(kind="merge", effective_on=BEFORE, decision="QĐ")
    keep_draft(reorganisation=event, proposal=said, acting_user=None)
    assert Proposal.of(Reorganisation.objects.get()) == said


# -- Each kind ------------------------------------------------------------------


def test_a_merger_on_a_day_to_come(province: world.Province, units: tuple[Agency, Agency]) -> None:
    sent: list[dt.date] = []
    structure_changed.connect(lambda sender, since, **rest: sent.append(since), weak=False, dispatch_uid="test")
    event = effective("merge", *units, targets=(new_below(province.health),))
    structure_changed.disconnect(dispatch_uid="test")
    new = resolve_code("agency_code", "H99.01.09", DAY)

    assert sent == [DAY]
    assert set(subtree(province.health, BEFORE)) == {province.health, *units}
    assert set(subtree(province.health, DAY)) == {province.health, new}
    assert successors([unit.pk for unit in units], BEFORE, DAY) == {unit.pk: new.pk for unit in units}
    closure_is_right()
    # People stay until the day.
    assert following.due(BEFORE) == []
    assert Membership.objects.filter(agency=new).count() == 0
    [found] = following.due(DAY)
    following.follow(reorganisation=found, acting_user=None)
    moved = Membership.objects.filter(agency=new)
    assert sorted(row.person.full_name for row in moved) == ["Lý Văn Hai", "Mai Văn Tư", "Tạ Thị Ba"]
    assert {row.valid_from for row in moved} == {DAY}
    assert not following.staying([unit.pk for unit in units], DAY).exists()
    assert following.due(DAY) == []
    assert len(Reorganisation.objects.get(pk=event.pk).effects["moved"]) == 3


def test_following_again_moves_nobody_twice(province: world.Province, units: tuple[Agency, Agency]) -> None:
    event = effective("merge", *units, targets=(new_below(province.health),))
    following.follow(reorganisation=event, acting_user=None)
    rows = everything()
    following.follow(reorganisation=event, acting_user=None)
    assert everything() == rows


def test_somebody_who_was_in_both_is_in_the_new_one_once(
    province: world.Province, units: tuple[Agency, Agency]
) -> None:
    both = world.member("Lê Văn Cả", units[0])
    Membership.objects.create(
        person=both, agency=units[1], category="cong_chuc", is_primary=False, valid_from=world.START
    )
    there = world.member("Đỗ Thị Sẵn", province.home)
    Membership.objects.create(
        person=there, agency=units[0], category="cong_chuc", is_primary=False, valid_from=world.START
    )
    late = world.member("Trần Mới", units[0], start=DAY + dt.timedelta(days=3))
    event = effective("merge", *units, targets=(Target(agency=province.home.pk),))
    following.follow(reorganisation=event, acting_user=None)
    for person in (both, there, late):
        held = Membership.objects.filter(person=person, agency=province.home, valid_to=None)
        assert [row.is_primary for row in held] == [True], person.full_name
    assert not following.staying([unit.pk for unit in units], DAY).exists()


def test_a_merger_into_one_that_is_there_takes_what_stood_below(
    province: world.Province, units: tuple[Agency, Agency]
) -> None:
    effective("merge", province.health, targets=(Target(agency=province.home.pk),), below="0")
    assert set(subtree(province.home, DAY)) == {province.home, *units}
    assert set(subtree(province.health, BEFORE)) == {province.health, *units}
    assert with_ended({province.home.pk}, DAY, History.read()) == {province.home.pk, province.health.pk}
    closure_is_right()


def test_a_split_leaves_its_people_to_be_placed(province: world.Province, units: tuple[Agency, Agency]) -> None:
    targets = (new_below(province.health), new_below(province.health, name="Phòng Tài vụ", codes={}))
    event = draft("split", units[0], targets=targets)
    proposal = Proposal.of(event)
    found = consequences(proposal, read_held(proposal))
    seen = foresee(proposal, found)
    assert (seen.moving, seen.left) == ({}, {units[0].pk: 2})
    make_effective(reorganisation=event, acting_user=None)
    following.follow(reorganisation=event, acting_user=None)
    assert Membership.objects.filter(agency=units[0], valid_to=None).count() == 2
    assert successors([units[0].pk], BEFORE, DAY) == {units[0].pk: None}
    assert subtree(province.health, DAY).count() == 4


def test_a_part_goes_and_the_rest_goes_on(province: world.Province, units: tuple[Agency, Agency]) -> None:
    plan, medical = units
    effective("split", Source(plan.pk, STAYS), targets=(new_below(province.health),))
    assert subtree(province.health, DAY).contains(plan)
    assert successors([plan.pk], BEFORE, DAY) == {plan.pk: plan.pk}
    assert subtree(province.health, DAY).count() == 4
    assert medical in subtree(province.health, DAY)


def test_parts_and_a_whole_become_one(province: world.Province, units: tuple[Agency, Agency]) -> None:
    plan, medical = units
    sources = (Source(plan.pk, ENDS), Source(medical.pk, WHOLE))
    event = effective("split_merge", *sources, targets=(new_below(province.health),))
    new = event.links.first().target
    assert successors([plan.pk, medical.pk], BEFORE, DAY) == {plan.pk: None, medical.pk: new.pk}
    following.follow(reorganisation=event, acting_user=None)
    assert [row.person.full_name for row in Membership.objects.filter(agency=new)] == ["Mai Văn Tư"]


def test_a_new_name_is_a_new_fact(province: world.Province) -> None:
    effective("rename", province.health, changed=Target(name="Sở Y tế và Dân số"))
    assert named(province.health, BEFORE) == "Sở Y tế"
    assert named(province.health, DAY) == "Sở Y tế và Dân số"
    assert AgencyName.objects.get(name="Sở Y tế và Dân số").folded == "so y te va dan so"


def test_a_new_code_is_a_new_fact(province: world.Province) -> None:
    effective("recode", province.health, changed=Target(codes={"agency_code": "H99.77", "gso_code": "92001"}))
    assert resolve_code("agency_code", "H99.77", DAY) == province.health
    assert resolve_code("agency_code", "H99.01", BEFORE) == province.health
    assert not AgencyCode.objects.filter(code="H99.01", valid_to=None).exists()


def test_a_unit_that_moves_takes_what_is_below(province: world.Province, units: tuple[Agency, Agency]) -> None:
    effective("reparent", province.health, changed=Target(parent=province.home.pk))
    assert set(subtree(province.home, DAY)) == {province.home, province.health, *units}
    assert set(subtree(province.home, BEFORE)) == {province.home}
    closure_is_right()


def test_another_kind_keeps_the_name(province: world.Province) -> None:
    effective("change_kind", province.health, changed=Target(kind="don_vi_su_nghiep"))
    name = name_on([province.health.pk], DAY)[province.health.pk]
    assert (name.name, name.kind) == ("Sở Y tế", "don_vi_su_nghiep")


def test_a_dissolved_agency_leaves_its_people_and_settles_its_units(
    province: world.Province, units: tuple[Agency, Agency]
) -> None:
    event = effective("dissolve", province.health, below=SUPERIOR)
    assert set(subtree(province.root, DAY)) == {province.root, province.home, *units}
    assert Membership.objects.filter(agency=province.health, valid_to=None).count() == 3
    assert successors([province.health.pk], BEFORE, DAY) == {province.health.pk: None}
    assert [link.target for link in event.links.all()] == [None]
    assert province.health.pk in with_ended({province.root.pk}, DAY, History.read())


def test_a_past_day_moves_people_back_then(province: world.Province, units: tuple[Agency, Agency]) -> None:
    past = dt.date(2026, 3, 1)
    event = effective("merge", *units, day=past, targets=(new_below(province.health),))
    following.follow(reorganisation=event, acting_user=None)
    assert {row.valid_from for row in Membership.objects.filter(agency__in=event.effects["begun"])} == {past}


# -- Contradictions -------------------------------------------------------------


def test_what_is_not_there_cannot_be_merged(province: world.Province, units: tuple[Agency, Agency]) -> None:
    early = dt.date(2024, 1, 1)
    found = problems("merge", *units, day=early, targets=(new_below(province.health),))
    assert found[f"source-{units[0].pk}"] == "“Phòng Kế hoạch” không tồn tại ngay trước ngày 01/01/2024."
    effective("merge", *units, targets=(new_below(province.health),))
    AuditEntry.objects.all().delete()
    again = problems("dissolve", units[0])
    assert "đã kết thúc từ ngày 01/12/2026" in again[f"source-{units[0].pk}"]


def test_a_later_fact_is_not_overwritten(province: world.Province) -> None:
    effective("rename", province.health, changed=Target(name="Sở Y tế và Dân số"))
    AuditEntry.objects.all().delete()
    earlier = DAY - dt.timedelta(days=9)
    found = problems("rename", province.health, day=earlier, changed=Target(name="Sở Sức khỏe"))
    assert "đã có thay đổi ghi từ ngày 01/12/2026" in found["name"]
    assert "đã có thay đổi" in problems("dissolve", province.health, day=earlier)[f"source-{province.health.pk}"]


def test_a_code_of_another_is_not_given(province: world.Province, units: tuple[Agency, Agency]) -> None:
    taken = new_below(province.health, codes={"agency_code": "H99.02"})
    assert "đang là của “Sở Nội vụ”" in problems("merge", *units, targets=(taken,))["target-0"]
    found = problems("recode", province.health, changed=Target(codes={"agency_code": "H99.02"}))
    assert "Mã H99.02 đang là của “Sở Nội vụ”" in found["codes"]


def test_a_code_passes_on_from_what_ends(province: world.Province, units: tuple[Agency, Agency]) -> None:
    heir = new_below(province.health, codes={"agency_code": "H99.01.01"})
    event = effective("merge", *units, targets=(heir,))
    assert resolve_code("agency_code", "H99.01.01", DAY).pk == event.links.first().target_id
    assert resolve_code("agency_code", "H99.01.01", BEFORE) == units[0]


def test_nothing_stands_under_itself(province: world.Province, units: tuple[Agency, Agency]) -> None:
    found = problems("reparent", province.health, changed=Target(parent=units[0].pk))
    assert "trực thuộc chính nó" in found["parent"]


def test_nothing_stands_under_what_ends(province: world.Province, units: tuple[Agency, Agency]) -> None:
    found = problems("merge", *units, targets=(new_below(units[0]),))
    assert "Cơ quan cấp trên “Phòng Kế hoạch” không tồn tại" in found["target-0"]


def test_what_stands_below_is_not_forgotten(province: world.Province, units: tuple[Agency, Agency]) -> None:
    assert "Còn 2 đơn vị trực thuộc" in problems("dissolve", province.health)["below"]


@pytest.mark.parametrize(
    ("kind", "count", "targets", "field"),
    [
        ("merge", 0, 1, "sources"),
        ("merge", 1, 1, "sources"),
        ("merge", 2, 0, "targets"),
        ("merge", 2, 2, "targets"),
        ("split", 1, 1, "targets"),
        ("split_merge", 2, 1, "sources"),
        ("rename", 0, 0, "sources"),
    ],
)
def test_how_many_there_have_to_be(
    province: world.Province, units: tuple[Agency, Agency], kind: str, count: int, targets: int, field: str
) -> None:
    new = tuple(new_below(province.health, name=f"Phòng {n}", codes={}) for n in range(targets))
    assert field in problems(kind, *units[:count], targets=new)


@pytest.mark.parametrize("kind", ["rename", "recode", "reparent", "change_kind"])
def test_a_change_changes_something(province: world.Province, kind: str) -> None:
    same = Target(parent=province.root.pk) if kind == "reparent" else Target()
    assert problems(kind, province.health, changed=same)


def test_a_source_is_not_its_own_target(province: world.Province, units: tuple[Agency, Agency]) -> None:
    found = problems("merge", *units, targets=(Target(agency=units[0].pk),))
    assert "vừa bị sắp xếp vừa là cơ quan nhận" in found[f"target-{units[0].pk}"]


def test_a_big_merger_asks_little(province: world.Province, django_assert_max_num_queries: Any) -> None:
    halves = [world.agency(f"Xã {half}", province.root, kind="ubnd_xa") for half in (1, 2)]
    for number in range(40):
        world.member(f"Người {number}", halves[number % 2])
    event = draft("merge", *halves, targets=(new_below(province.root),))
    with django_assert_max_num_queries(42):
        event = make_effective(reorganisation=event, acting_user=None)
    with django_assert_max_num_queries(44):
        following.follow(reorganisation=event, acting_user=None)
    assert Membership.objects.filter(agency__in=event.effects["begun"]).count() == 40
