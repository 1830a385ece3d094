"""Finding a person by what an officer has in hand."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client

from learners.agencies.models import Agency, Membership
from learners.coverage.models import NameWord
from learners.coverage.permissions import PeopleScope
from learners.coverage.searching import people_like
from learners.people.actions import merge_people
from learners.people.models import Account, Person
from tests.coverage import world

pytestmark = pytest.mark.django_db
ADDRESS = "/phu-trach/nguoi/"


def found(account: Account, typed: str) -> list[str]:
    return [person.full_name for person in people_like(typed, PeopleScope(account, world.DAY))]


@pytest.mark.parametrize(
    "typed",
    ["Đặng Thị Ngọc Ánh", "dang thi ngoc anh", "ÐẶNG ánh", "anh dang", "  ngoc   ANH ", "ngo an dan", "Ðặng"],
)
def test_a_name_is_found_however_it_is_typed(province: world.Province, minh: Account, typed: str) -> None:
    world.member("Đặng Thị Ngọc Ánh", province.health)
    assert "Đặng Thị Ngọc Ánh" in found(minh, typed)


def test_every_word_must_begin_a_word_of_the_name(province: world.Province, minh: Account) -> None:
    world.member("Đặng Thị Ngọc Ánh", province.health)
    for typed in ("dang binh", "gọc", "%", "' OR 1", "", "   "):
        assert "Đặng Thị Ngọc Ánh" not in found(minh, typed), typed


@pytest.mark.parametrize("typed", ["0912345678", "0912 345 678", "+84 912.345.678", "84912345678", "(0912) 345-678"])
def test_a_phone_is_found_in_any_spelling(province: world.Province, minh: Account, typed: str) -> None:
    lan = world.member("Nguyễn Thị Lan", province.health)
    Person.objects.filter(pk=lan.pk).update(phone="+84912345678")
    Account.objects.create_user("tung", person=world.member("Lê Tùng", province.health), phone="+84912345678")
    assert found(minh, typed) == ["Nguyễn Thị Lan", "Lê Tùng"]


def test_a_staff_code_is_found_in_small_letters_too(province: world.Province, minh: Account) -> None:
    Person.objects.filter(pk=world.member("Nguyễn Thị Lan", province.health).pk).update(staff_code="CB00012")
    assert found(minh, "cb00012") == found(minh, " CB00012 ") == ["Nguyễn Thị Lan"]
    assert found(minh, "CB0001") == []


def test_the_order_is_that_of_vietnamese_lists(province: world.Province, minh: Account) -> None:
    names = ["Trần Văn Ánh", "Nguyễn Văn Bảo", "Lê Văn Ẩn", "Nguyễn Văn An"]
    for name in names:
        world.member(name, province.health)
    assert found(minh, "van") == ["Đặng Văn An", "Lê Văn Ẩn", "Nguyễn Văn An", "Trần Văn Ánh", "Nguyễn Văn Bảo"]


def test_the_words_follow_a_name_that_changes_and_rosters_written_in_bulk(province: world.Province) -> None:
    people = [Person(full_name=name) for name in ("Thạch Sô Phia", 'Kim "Út" Lan', "Lan Lan")]
    for person in people:
        person.set_derived()
    Person.objects.bulk_create(people)
    words = {
        person.full_name: sorted(NameWord.objects.filter(person=person).values_list("word", flat=True))
        for person in people
    }
    assert words == {
        "Thạch Sô Phia": ["phia", "so", "thach"], 'Kim "Út" Lan': ['"ut"', "kim", "lan"], "Lan Lan": ["lan"]
    }  # fmt: skip
    people[0].full_name = "Thạch Thị Sô Phia"
    people[0].save()
    assert NameWord.objects.filter(person=people[0]).count() == 4


def test_a_merged_record_is_found_as_the_kept_one(province: world.Province, minh: Account) -> None:
    old = world.member("Nguyễn Thị Lành", province.health)
    kept = Person.objects.create(full_name="Nguyễn Thị Lan")
    assert found(minh, "nguyen lan") == ["Nguyễn Thị Lành"]
    merge_people(kept=kept, absorbed=old, acting_user=None, reason="một người")
    assert found(minh, "nguyen lanh") == ["Nguyễn Thị Lan"]


def test_homonyms_are_told_apart(officer: Client, province: world.Province) -> None:
    unit = world.agency("Trung tâm Kiểm soát bệnh tật", province.health)
    for place, year in ((province.health, 1980), (unit, 1991)):
        Person.objects.filter(pk=world.member("Nguyễn Thị Lan", place).pk).update(birth_year=year)
    page = officer.get(ADDRESS, {"q": "lan nguyen"}).content.decode()
    assert "2 người" in page
    for mark in ("sinh 1980", "sinh 1991", "Trung tâm Kiểm soát bệnh tật"):
        assert mark in page


def test_nobody_found_and_nothing_typed_say_what_to_do(officer: Client) -> None:
    assert "Có thể tìm theo" in officer.get(ADDRESS).content.decode()
    assert "Không tìm thấy ai khớp với “xuyến”" in officer.get(ADDRESS, {"q": "xuyến"}).content.decode()
    for wrong, said in (("", "Hãy nhập họ tên"), ("a" * 81, "tối đa 80 ký tự"), ("a\x00b", "Hãy nhập họ tên")):
        page = officer.get(ADDRESS, {"q": wrong}).content.decode()
        assert said in page


def test_what_was_typed_is_shown_as_text(officer: Client) -> None:
    page = officer.get(ADDRESS, {"q": "<b>lan"}).content.decode()
    assert "<b>lan" not in page
    assert "&lt;b&gt;lan" in page


def test_pages_and_a_constant_number_of_queries(
    officer: Client, province: world.Province, django_assert_max_num_queries: Any
) -> None:
    for number in range(60):
        world.join(world.member(f"Người {number}", province.health), province.home, is_primary=False)
    for query in ({"q": "nguoi"}, {"q": "nguoi", "trang": "3"}, {"q": "hanh"}, {"q": "0912345678"}):
        officer.get(ADDRESS, query)
        with django_assert_max_num_queries(10):
            page = officer.get(ADDRESS, query).content.decode()
    assert "60 người" in officer.get(ADDRESS, {"q": "nguoi"}).content.decode()
    assert "trang=2" in officer.get(ADDRESS, {"q": "nguoi"}).content.decode()
    page = officer.get(ADDRESS, {"q": "nguoi", "trang": "3"}).content.decode()
    assert page.count("found-line") == 10


def test_too_many_are_not_counted(officer: Client, province: world.Province, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("learners.coverage.person_views.MOST", 2)
    for number in range(4):
        world.member(f"Người {number}", province.health)
    page = officer.get(ADDRESS, {"q": "nguoi"}).content.decode()
    assert "Hơn 2 người" in page
    assert "Hãy gõ thêm" in page


def crowd(of: Agency) -> None:
    """Enough people, in the proportions of a province, that a planner has a choice."""
    people = [
        Person(full_name=f"Người {number % 97} Thứ{number}", staff_code=f"A{number}", phone=f"+84900{number:06d}")
        for number in range(3000)
    ]
    for person in people:
        person.set_derived()
    for merged, kept in zip(people[:30], people[30:60], strict=True):
        merged.merged_into = kept
    Person.objects.bulk_create(sorted(people, key=lambda person: bool(person.merged_into_id)), batch_size=500)
    Membership.objects.bulk_create(
        [Membership(person=person, agency=of, category="cong_chuc", valid_from=world.START) for person in people],
        batch_size=500,
    )
    Account.objects.bulk_create(
        [
            Account(username=f"nguoi-{number}", person=person, phone=person.phone)
            for number, person in enumerate(people)
        ],
        batch_size=500,
    )


@pytest.mark.parametrize("typed", ["lan", "nguyen t", "0912345678", "CB00012"])
def test_a_search_walks_indexes(province: world.Province, minh: Account, typed: str) -> None:
    crowd(province.health)
    query = people_like(typed, PeopleScope(minh, world.DAY))[:25].query
    sql, params = query.sql_with_params()
    is_postgres = connection.vendor == "postgresql"
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
        cursor.execute(("EXPLAIN " if is_postgres else "EXPLAIN QUERY PLAN ") + sql, params)
        # Walking the ids that were handed over is no walk of a table.
        steps = [str(row[-1]) for row in cursor.fetchall() if "json_each" not in str(row[-1])]
    plan = "\n".join(steps)
    assert ("Seq Scan" if is_postgres else "SCAN ") not in plan, plan
    assert "people_person_sort_key" not in plan, plan
