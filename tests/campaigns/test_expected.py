"""Whom a definition asks, told in numbers before it is announced; and what a change would do."""

from dataclasses import replace
from typing import Any

import pytest

from learners.campaigns.definition import Definition
from learners.campaigns.expected import audience
from learners.campaigns.foreseeing import compare, foresee
from learners.campaigns.models import Exemption
from learners.people.models import Person
from tests.campaigns import world
from tests.coverage.world import COURSE, DAY, Province, agency, complete, join, member

pytestmark = pytest.mark.django_db


def names(definition: Definition) -> set[str]:
    return set(audience(definition, DAY).values_list("person__full_name", flat=True))


def test_a_subtree_without_a_part_of_it(province: Province) -> None:
    unit = agency("Phòng Tổ chức", province.health)
    member("Phạm Văn Ích", unit)
    asked = world.definition(province.health)
    assert names(asked) == {"Bùi Thị Hạnh", "Đặng Văn An", "Lê Thị Cúc", "Phạm Văn Ích"}
    assert names(replace(asked, excluded=frozenset({unit.pk}))) == {"Bùi Thị Hạnh", "Đặng Văn An", "Lê Thị Cúc"}


def test_categories_positions_and_heads_narrow_it(province: Province) -> None:
    member("Kế", province.health, category="vien_chuc", position="Kế  toán trưởng")
    asked = world.definition(province.health)
    assert names(replace(asked, categories=("vien_chuc",))) == {"Kế"}
    assert names(replace(asked, positions=("TRUONG", "giám đốc"))) == {"Kế"}
    assert names(replace(asked, heads="heads")) == {"Bùi Thị Hạnh"}
    assert names(replace(asked, heads="others")) == {"Đặng Văn An", "Lê Thị Cúc", "Kế"}


def test_single_people_whatever_the_rule_says(province: Province) -> None:
    added, taken = Person.objects.get(full_name="Hồ Thị Em"), Person.objects.get(full_name="Lê Thị Cúc")
    asked = world.definition(
        province.health, categories=("cong_chuc",), exceptions={added.pk: (True, "a"), taken.pk: (False, "b")}
    )
    assert names(asked) == {"Bùi Thị Hạnh", "Đặng Văn An", "Hồ Thị Em"}


def test_nobody_is_asked_twice(province: Province) -> None:
    kept = member("Một Người", province.health)
    absorbed = member(
        "Mot Nguoi",
        province.health,
    )
    Person.objects.filter(pk=absorbed.pk).update(merged_into=kept)
    join(kept, province.home, is_primary=False)
    assert "Mot Nguoi" not in names(world.definition(province.root))
    assert audience(world.definition(province.root), DAY).filter(canonical=kept.pk).count() == 1


def test_the_preview_counts_by_agency_category_and_reason(
    province: Province, django_assert_max_num_queries: Any
) -> None:
    member("Viên", province.health, category="vien_chuc")
    member("Hợp", province.home, category="hop_dong")
    out = Person.objects.get(full_name="Đặng Văn An")
    asked = world.definition(
        province.root, categories=("cong_chuc", "vien_chuc"), exceptions={out.pk: (False, "Nghỉ hưu")}
    )
    with django_assert_max_num_queries(7):
        found = foresee(asked, DAY)
    assert (found.people, found.agencies, found.more) == (6, 2, 0)
    assert [(line.name, line.people, line.cells) for line in found.lines] == [
        ("Sở Nội vụ", 3, [0, 3, 0, 0]),
        ("Sở Y tế", 3, [0, 2, 1, 0]),
    ]
    assert [(str(why), people) for why, people in found.left_out] == [
        ("không thuộc đối tượng", 1),
        ("không giao riêng, có lý do", 1),
    ]
    assert found.without_edition == [COURSE]


def test_the_exempted_are_told_apart(province: Province) -> None:
    made = world.running(province.health)
    person = Person.objects.get(full_name="Lê Thị Cúc")
    Exemption.objects.create(campaign=made, person=person, reason="a", approved_by="b", valid_from=world.OPENS)
    found = foresee(world.definition(province.health), DAY, made.pk)
    assert found.people == 2
    assert [(str(why), people) for why, people in found.left_out] == [("được miễn, có lý do", 1)]


def test_a_change_shows_who_comes_and_goes_and_whose_rate_moves(province: Province) -> None:
    """Of Sở Y tế one has done the course; of Sở Nội vụ one. The new rule needs another course besides."""
    made = world.running(province.health)
    old = world.definition(province.health)
    wider = compare(old, replace(old, agencies=frozenset({province.root.pk})), DAY, made.pk)
    assert (wider.join, wider.leave, wider.required, wider.completed) == (3, 0, (3, 6), (1, 2))
    assert [line.name for line in wider.lines] == ["Sở Nội vụ"]
    moved = compare(old, replace(old, agencies=frozenset({province.home.pk})), DAY, made.pk)
    assert (moved.join, moved.leave) == (3, 3)
    done = Person.objects.get(full_name="Đặng Văn An")
    complete(done, course=world.key(5))
    harder = compare(old, replace(old, mandatory=frozenset({COURSE, world.key(5)})), DAY, made.pk)
    assert (harder.join, harder.leave, harder.completed) == (0, 0, (1, 0))
    other = compare(old, replace(old, electives=frozenset({world.key(5)}), electives_needed=0), DAY, made.pk)
    assert (other.completed, other.lines) == ((1, 1), [])
