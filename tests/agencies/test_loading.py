"""Files that are wrong in every way, and files that come again."""

import copy
import datetime as dt
import random
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml
from django.core.management import CommandError, call_command

from learners.agencies.actions import load_agencies
from learners.agencies.models import (
    Agency,
    AgencyClosure,
    AgencyCode,
    AgencyName,
    AgencyPlacement,
    CommunityTeam,
    Reorganisation,
    ReorganisationKind,
)
from learners.agencies.queries import resolve_code, subtree
from mooc.foundation.located import FileErrors
from mooc.foundation.models import AuditEntry
from tests import factories

FILE = Path(__file__).resolve().parents[2] / "mooc" / "demo" / "data" / "agencies.yaml"
TABLES = (Agency, AgencyName, AgencyCode, AgencyPlacement, AgencyClosure, CommunityTeam, Reorganisation)
AFTER = dt.date(2025, 7, 1)


def load(path: Path, content: Any) -> int:
    path.write_text(yaml.dump(content, allow_unicode=True, sort_keys=False, Dumper=yaml.CSafeDumper), encoding="utf-8")
    return load_agencies(path=path, acting_user=None)


def sizes() -> list[int]:
    return [table.objects.count() for table in TABLES]


def real() -> Any:
    """A piece of the real file that stands by itself: what became of two split wards, a school, and teams."""
    content = yaml.load(FILE.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    events = [
        event
        for event in content["events"]
        if event["id"] in {"ev-caikhe", "ev-binhthuy", "ev-2025-07-tinh", "ev-2025-07-sgddt", "ev-thpt"}
    ]
    wanted = {
        entry["unit"] for event in events for side in ("sources", "targets") for entry in event[side] if "unit" in entry
    }
    wanted |= {"hg", "tcn-hl-1"}
    by_id = {item["id"]: item for item in content["units"]}
    for key in [*wanted]:
        while by_id[key]["parent"]:
            key = by_id[key]["parent"]
            wanted.add(key)
    return {"units": [item for item in content["units"] if item["id"] in wanted], "events": events}


def small() -> Any:
    """A province, two departments that merge, and a team."""
    unit = {"valid_from": "2020-01-01", "valid_to": None}
    return {
        "units": [
            {"id": "p", "name": "Tỉnh", "kind": "ubnd_tinh", "parent": None, "agency_code": "H30", **unit},
            {"id": "a", "name": "Sở A", "kind": "so", "parent": "p", **unit, "valid_to": "2025-07-01"},
            {"id": "b", "name": "Sở B", "kind": "so", "parent": "p", **unit, "valid_to": "2025-07-01"},
            {"id": "ab", "name": "Sở AB", "kind": "so", "parent": "p", **unit, "valid_from": "2025-07-01"},
            {"id": "t", "name": "Tổ", "kind": "to_cnscd", "parent": "ab", **unit, "valid_from": "2025-07-01"},
        ],
        "events": [
            {
                "id": "e",
                "type": "merge",
                "effective_on": "2025-07-01",
                "sources": [{"unit": "a"}, {"unit": "b"}],
                "targets": [{"unit": "ab"}],
            }
        ],
    }


def unit(content: Any, key: str) -> Any:
    return next(item for item in content["units"] if item["id"] == key)


Change = Callable[[Any], object]
WRONG: list[tuple[Change, str]] = [
    (lambda file: file["events"][0].pop("id"), "sự kiện thiếu 'id'"),
    (lambda file: file["events"][0].update(sources="a"), "'sources' phải là danh sách"),
    (lambda file: file["events"][0].update(sources=["a"]), "'sources' phải là danh sách"),
    (lambda file: file["events"][0].update(sources=[{"unit": "t"}]), "không thể sắp xếp: t"),
    (lambda file: file["events"][0].update(targets=[{"unit": "t"}]), "không thể sắp xếp: t"),
    (lambda file: file["events"][0].update(sources=[{"unit": ["a"]}]), "không có trong tệp"),
    (lambda file: file["events"][0].update(sources=[{"unit": "a"}, {"unit": "a"}]), "được nhắc hai lần"),
    (lambda file: file["events"][0].update(targets=[]), "sự kiện thiếu 'targets'"),
    (lambda file: file["events"][0].update(type="dissolve"), "giải thể thì không có đơn vị đích"),
    (lambda file: file["events"][0].update(type="rename"), "đúng một đơn vị nguồn và một đơn vị đích"),
    (lambda file: file["events"][0].update(effective_on="2025-08-01"), "đơn vị nguồn a không tồn tại"),
    (lambda file: file["events"][0].update(effective_on="2025-06-01"), "đơn vị đích ab không tồn tại"),
    (lambda file: file["events"][0].update(effective_on=7), "ngày không đúng dạng"),
    (lambda file: file["events"].append(file["events"][0] | {}), "'id' e bị lặp"),
    (lambda file: file["events"].append("gộp"), "mỗi sự kiện phải là một bảng"),
    (lambda file: file["units"].append("Sở C"), "mỗi đơn vị phải là một bảng"),
    (lambda file: unit(file, "a").update(parent="t"), "không thể là đơn vị cha: t"),
    (lambda file: unit(file, "t").update(parent=None), "phải có 'parent'"),
    (lambda file: unit(file, "p").update(parent="ab"), "tồn tại ngoài thời gian"),
    (lambda file: unit(file, "a").update(parent="b") or unit(file, "b").update(parent="a"), "trực thuộc chính"),
    (lambda file: unit(file, "a").update(kind=["so"]), "loại đơn vị không có"),
    (lambda file: unit(file, "a").update(name=7), "'name' phải là chữ"),
    (lambda file: unit(file, "a").update(name="x" * 301), "'name' dài quá 300"),
    (lambda file: unit(file, "a").update(name="a\x00b"), "'name' phải là chữ"),
    (lambda file: unit(file, "a").update(valid_from=dt.datetime(2020, 1, 1, 7)), "ngày không đúng dạng"),
    (lambda file: unit(file, "ab").update(agency_code="H30"), "mâu thuẫn với dòng"),
]


@pytest.mark.parametrize(("change", "message"), WRONG, ids=[message for _, message in WRONG])
def test_what_is_wrong_is_said_and_nothing_is_loaded(db: None, tmp_path: Path, change: Change, message: str) -> None:
    content = small()
    change(content)
    with pytest.raises(FileErrors, match=message):
        load(tmp_path / "xau.yaml", content)
    assert sizes() == [0] * len(TABLES)


def test_a_date_that_is_none_is_named_by_its_line(db: None, tmp_path: Path) -> None:
    path = tmp_path / "xau.yaml"
    path.write_text("units:\n- id: a\n  name: A\n  kind: so\n  valid_from: 2025-13-01\n", encoding="utf-8")
    with pytest.raises(CommandError, match="Dòng 5: ngày không đúng dạng năm-tháng-ngày: 2025-13-01"):
        call_command("load_agencies", str(path))


def test_a_file_that_is_not_there_is_an_error_in_words(db: None, tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="không mở được tệp"):
        call_command("load_agencies", str(tmp_path / "khong-co.yaml"))


ODD: list[Any] = [None, "", "x", 7, 1.5, True, [], ["a"], {}, {"unit": "hg"}, dt.date(2025, 7, 1), "2025-13-01", "\x00"]


def places(node: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """Every place below ``units`` and ``events`` that can be changed."""
    inner = node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else []
    return [here for key, value in inner for here in [(*path, key), *places(value, (*path, key))]]


def mutate(content: Any, dice: random.Random) -> None:
    part = dice.choice(["units", "events"])
    path = dice.choice(places(content[part]))
    holder = content[part]
    for step in path[:-1]:
        holder = holder[step]
    deed = dice.randrange(4)
    if deed == 0:
        holder.pop(path[-1])
    elif deed == 1 and isinstance(holder, list):
        holder.insert(path[-1], copy.deepcopy(dice.choice(holder)))
    elif deed == 2:
        other = dice.choice(content["units"])
        holder[path[-1]] = other["id"] if isinstance(other, dict) else "x"
    else:
        holder[path[-1]] = copy.deepcopy(dice.choice(ODD))


def refusal(path: Path, content: Any) -> FileErrors | None:
    try:
        load(path, content)
    except FileErrors as errors:
        return errors
    return None


@pytest.mark.parametrize("seed", range(10))
def test_any_change_of_the_real_file_is_loaded_or_refused_by_line(db: None, tmp_path: Path, seed: int) -> None:
    dice, content, refused = factories.dice(seed), real(), 0
    for number in range(30):
        changed = copy.deepcopy(content)
        for _ in range(1 + number % 3):
            mutate(changed, dice)
        before = sizes()
        errors = refusal(tmp_path / "la.yaml", changed)
        if errors is not None:
            refused += 1
            assert all(line >= 1 and message for line, message in errors.errors)
            assert sizes() == before
    assert 5 < refused < 30


def test_parts_split_off_to_be_merged_are_called_so(db: None) -> None:
    load_agencies(path=FILE, acting_user=None)
    event = Reorganisation.objects.get(source_key="ev-caikhe")
    assert event.kind == ReorganisationKind.SPLIT_MERGE
    partial = dict(event.links.values_list("source__source_key", "partial"))
    assert partial == {"x31120": False, "x31117": False, "x31178": True}


def test_an_extended_file_adds_facts_and_closes_periods(db: None, tmp_path: Path) -> None:
    path, content = tmp_path / "co-quan.yaml", small()
    assert load(path, content) == 4
    day = dt.date(2026, 1, 1)
    unit(content, "ab")["valid_to"] = "2026-01-01"
    unit(content, "t")["valid_to"] = "2026-01-01"
    new = {"id": "ab-2", "name": "Sở A và B", "kind": "so", "parent": "p", "agency_code": "H30.7"}
    content["units"].append(new | {"valid_from": "2026-01-01", "valid_to": None})
    rename = {"id": "e2", "type": "rename", "effective_on": "2026-01-01"}
    content["events"].append(rename | {"sources": [{"unit": "ab"}], "targets": [{"unit": "ab-2"}]})
    unit(content, "p")["gso_code"] = "93"

    assert load(path, content) == 0
    agency = Agency.objects.get(source_key="ab")
    assert list(agency.names.values_list("name", "valid_from", "valid_to")) == [
        ("Sở AB", AFTER, day),
        ("Sở A và B", day, None),
    ]
    assert resolve_code("agency_code", "H30.7") == agency
    assert resolve_code("gso_code", "93").source_key == "p"
    assert subtree(Agency.objects.get(source_key="p"), day).contains(agency)
    assert AuditEntry.objects.filter(verb="close").count() == 2

    before = sizes()
    assert load(path, content) == 0
    assert sizes() == before
    assert AuditEntry.objects.filter(verb="load").count() == 2


AGAINST: list[tuple[Change, str]] = [
    (lambda file: unit(file, "p").update(name="Tỉnh khác"), "tên hoặc loại của p: Tỉnh khác.* mâu thuẫn với dữ liệu"),
    (lambda file: unit(file, "p").update(agency_code="H31"), "mã của p: H31.* mâu thuẫn với dữ liệu đã có"),
    (lambda file: unit(file, "b").update(parent="a", valid_to="2025-07-01"), "đơn vị cha của b: a.* mâu thuẫn"),
    (lambda file: unit(file, "b").update(valid_from="2021-01-01"), "của b: .* mâu thuẫn với dữ liệu đã có"),
    (lambda file: file["events"][0]["sources"].pop(), "sự kiện e khác với sự kiện đã có"),
    (lambda file: file["events"][0].update(type="split_merge"), "sự kiện e khác với sự kiện đã có"),
    (lambda file: unit(file, "t").update(parent="p"), "tổ t đã có ở cơ quan khác: ab"),
    (lambda file: unit(file, "p").update(id="q") or [item.update(parent="q") for item in file["units"][1:4]], "trùng"),
    (
        lambda file: file["events"][0].update(type="reparent", id="e3", sources=[{"unit": "a"}]),
        "đơn vị ab đã được nạp như một cơ quan riêng",
    ),
]


@pytest.mark.parametrize(("change", "message"), AGAINST, ids=range(len(AGAINST)))
def test_a_file_against_what_is_kept_loads_nothing(db: None, tmp_path: Path, change: Change, message: str) -> None:
    path, content = tmp_path / "co-quan.yaml", small()
    load(path, content)
    before = sizes()
    change(content)
    with pytest.raises(FileErrors, match=message):
        load(path, content)
    assert sizes() == before
