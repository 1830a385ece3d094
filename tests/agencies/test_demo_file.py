"""The demonstration file: Hậu Giang and Cần Thơ before and after 2025-07-01."""

import datetime as dt
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from learners.agencies.actions import load_agencies
from learners.agencies.closure import Cycle, Edge, Period, Place, edges
from learners.agencies.history import History
from learners.agencies.models import Agency, AgencyClosure, AgencyPlacement, CommunityTeam, Reorganisation
from learners.agencies.queries import AmbiguousCode, UnknownCode, existing, name_on, named, resolve_code, subtree
from learners.agencies.structure.searching import search
from learners.agencies.succession import comparable, successors
from mooc.foundation.periods import on
from tests import factories

FILE = Path(__file__).resolve().parents[2] / "mooc" / "demo" / "data" / "agencies.yaml"
BEFORE, AFTER = dt.date(2025, 6, 30), dt.date(2025, 7, 1)


@pytest.fixture
def loaded(db: None) -> None:
    load_agencies(path=FILE, acting_user=None)


def agency(key: str) -> Agency:
    return Agency.objects.get(source_key=key)


@pytest.mark.usefixtures("loaded")
def test_the_file_is_loaded_once() -> None:
    assert (Agency.objects.count(), CommunityTeam.objects.count(), Reorganisation.objects.count()) == (116, 5, 36)
    assert load_agencies(path=FILE, acting_user=None) == 0
    assert (Agency.objects.count(), AgencyPlacement.objects.count()) == (116, 117)


@pytest.mark.usefixtures("loaded")
def test_hau_giang_keeps_its_tree_on_the_last_day_and_has_none_after() -> None:
    assert subtree(agency("hg"), BEFORE).filter(source_key="x31338").exists()
    assert subtree(agency("hg"), BEFORE).count() == 50
    assert subtree(agency("hg"), AFTER).count() == 0
    assert subtree(agency("ct"), AFTER).filter(source_key="x-hoaluu").exists()


@pytest.mark.usefixtures("loaded")
def test_a_school_that_only_changed_its_parent_is_one_agency() -> None:
    school = agency("thpt-vithanh")
    assert not Agency.objects.filter(source_key="thpt-vithanh-v2").exists()
    assert subtree(agency("hg-sgddt"), BEFORE).contains(school)
    assert subtree(agency("ct-sgddt"), AFTER).contains(school)
    assert successors([school.pk], BEFORE, AFTER) == {school.pk: school.pk}


@pytest.mark.usefixtures("loaded")
def test_two_wards_called_tan_an_are_two_agencies_and_no_trend_joins_them() -> None:
    old, new = agency("x31135"), agency("p-tanan")
    holders = {name.agency for name in named("ủy ban nhân dân phường tân an")}
    assert holders == {old, new}
    assert not comparable(old.pk, new.pk, BEFORE, AFTER)
    assert comparable(old.pk, agency("p-ninhkieu").pk, BEFORE, AFTER)


@pytest.mark.usefixtures("loaded")
def test_a_reused_code_needs_a_day() -> None:
    assert resolve_code("gso_code", "31338", BEFORE) == agency("x31338")
    assert resolve_code("gso_code", "31338", AFTER) == agency("x-hoaluu")
    with pytest.raises(AmbiguousCode) as caught:
        resolve_code("gso_code", "31338")
    assert caught.value.agencies == [agency("x31338"), agency("x-hoaluu")]
    with pytest.raises(UnknownCode):
        resolve_code("gso_code", "99999")


@pytest.mark.usefixtures("loaded")
def test_a_split_ward_and_a_dissolved_district_are_assigned_to_nobody() -> None:
    split, district = agency("x31178"), agency("hg-tpvt")
    targets = set(split.successions.values_list("target__source_key", flat=True))
    assert targets == {"p-caikhe", "p-binhthuy"}
    assert successors([split.pk, district.pk], BEFORE, AFTER) == {split.pk: None, district.pk: None}


@pytest.mark.usefixtures("loaded")
@pytest.mark.parametrize("day", [dt.date(2025, 2, 28), dt.date(2025, 3, 1), BEFORE, AFTER, dt.date(2026, 11, 24)])
def test_the_closure_says_what_walking_up_the_tree_says(day: dt.date) -> None:
    parents = dict(AgencyPlacement.objects.filter(on(day)).values_list("agency_id", "parent_id"))
    walked = set()
    for start in parents:
        here, depth = start, 0
        while here is not None:
            walked.add((here, start, depth))
            here, depth = parents[here], depth + 1
    rows = AgencyClosure.objects.filter(on(day)).values_list("ancestor_id", "descendant_id", "depth")
    assert set(rows) == walked
    assert existing(day).count() == len(parents)


@pytest.mark.usefixtures("loaded")
def test_the_history_read_from_placements_is_that_of_the_closure() -> None:
    history = History.read()
    rows = AgencyClosure.objects.filter(depth=1).order_by("valid_from", "id")
    edges_kept: dict[object, list[object]] = {}
    for up, down, start, end in rows.values_list("ancestor_id", "descendant_id", "valid_from", "valid_to"):
        edges_kept.setdefault(down, []).append((start, end, up))
    assert history.parents == edges_kept
    lives = AgencyClosure.objects.filter(depth=0).values_list("descendant_id", flat=True)
    assert history.periods.keys() == set(lives)


@pytest.mark.usefixtures("loaded")
def test_a_reused_code_is_found_with_the_days_of_each_holder() -> None:
    hits, _ = search("31338", AFTER, History.read())
    assert [(hit.agency, hit.period.start, hit.last_day, hit.shared) for hit in hits] == [
        (agency("x31338").pk, dt.date(2004, 1, 1), BEFORE, True),
        (agency("x-hoaluu").pk, AFTER, None, True),
    ]
    # What the old commune became is the holder of today's code.
    assert hits[0].heir == agency("x-hoaluu").pk


@pytest.mark.usefixtures("loaded")
def test_an_old_code_right_to_left_finds_the_closed_province() -> None:
    found = {hit.agency for hit in search("000.00.00.H30", AFTER, History.read())[0]}
    assert agency("hg").pk in found


@pytest.mark.usefixtures("loaded")
def test_two_wards_of_one_name_are_two_hits_and_a_split_one_has_no_heir() -> None:
    wards = {hit.agency: hit for hit in search("phuong tan an", AFTER, History.read())[0]}
    assert {agency("x31135").pk, agency("p-tanan").pk} <= wards.keys()
    assert wards[agency("x31135").pk].heir == agency("p-ninhkieu").pk
    split = next(hit for hit in search("31178", AFTER, History.read())[0] if hit.agency == agency("x31178").pk)
    assert (split.stands, split.heir) == (False, None)


@pytest.mark.usefixtures("loaded")
def test_an_agency_is_called_what_it_was_called_then() -> None:
    found = name_on([agency("ct").pk], AFTER)
    assert found[agency("ct").pk].name == "Ủy ban nhân dân thành phố Cần Thơ"


BAD = """
units:
- id: a
  name: A
  kind: so
  parent: khong-co
  valid_from: '2020-01-01'
- id: a
  name: A2
  kind: khong-phai-loai
  parent: null
  valid_from: '2020-13-01'
- id: b
  kind: so
  parent: null
  valid_from: '2025-01-01'
  valid_to: '2025-01-01'
  agency_code: h30-2
  gso_code: 31338
events:
- id: e
  type: bien-mat
  sources: [{unit: z}]
"""


def test_a_bad_file_lists_every_error_by_line_and_loads_nothing(db: None, tmp_path: Path) -> None:
    path = tmp_path / "xau.yaml"
    path.write_text(BAD, encoding="utf-8")
    with pytest.raises(CommandError) as caught:
        call_command("load_agencies", str(path))

    text = str(caught.value)
    for wanted in (
        "Dòng 3: 'id' a bị lặp",
        "Dòng 8: 'id' a bị lặp",
        "Dòng 10: loại đơn vị không có: khong-phai-loai",
        "Dòng 12: ngày không đúng dạng",
        "Dòng 13: đơn vị thiếu 'name'",
        "Dòng 17: ngày kết thúc phải sau ngày bắt đầu",
        "Dòng 18: mã định danh không đúng dạng: h30-2",
        "Dòng 19: mã đơn vị hành chính phải là chuỗi",
        "Dòng 21: sự kiện thiếu 'effective_on'",
        "Dòng 22: loại sự kiện không có: bien-mat",
        "Dòng 23: sự kiện nhắc đến đơn vị không có trong tệp: z",
    ):
        assert wanted in text
    assert not Agency.objects.exists()


def test_what_is_not_yaml_is_named_by_its_line(db: None, tmp_path: Path) -> None:
    path = tmp_path / "xau.yaml"
    path.write_text("units:\n- id: [\n", encoding="utf-8")
    with pytest.raises(CommandError, match="Dòng 3"):
        call_command("load_agencies", str(path))


def test_the_days_of_an_edge_are_those_on_which_every_step_holds() -> None:
    ids = [factories.uuid_of(factories.dice(number)) for number in range(3)]
    day = [dt.date(2025, month, 1) for month in range(1, 7)]
    places = [
        Place(ids[0], None, Period(day[0], None)),
        Place(ids[1], ids[0], Period(day[1], day[4])),
        Place(ids[2], ids[1], Period(day[0], day[2])),
        Place(ids[2], ids[0], Period(day[2], None)),
    ]
    assert set(edges(places)) == {
        *(Edge(place.agency, place.agency, 0, place.period) for place in places),
        Edge(ids[0], ids[1], 1, Period(day[1], day[4])),
        Edge(ids[1], ids[2], 1, Period(day[1], day[2])),
        Edge(ids[0], ids[2], 2, Period(day[1], day[2])),
        Edge(ids[0], ids[2], 1, Period(day[2], None)),
    }


def test_an_agency_is_never_its_own_ancestor() -> None:
    one, two = (factories.uuid_of(factories.dice(number)) for number in range(2))
    always = Period(dt.date(2025, 1, 1), None)
    with pytest.raises(Cycle):
        list(edges([Place(one, two, always), Place(two, one, always)]))
