"""Finding courses of the demonstration without marks, by abbreviation, by code, by the title of a lesson.

They are loaded once for this file and rolled back after it; the tests read.
"""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction
from django.test import TestCase
from wagtail.models import Page

from courses.catalogue.actions import load_catalogue
from courses.editions.actions import release
from courses.editions.offering import shown

FILE = Path(__file__).resolve().parents[2] / "mooc" / "demo" / "data" / "catalogue.yaml"
Find = Callable[..., list[str]]
ALL = [f"CDS-0{number}" for number in range(1, 9)]


@pytest.fixture(scope="module")
def find(django_db_setup: None, django_db_blocker: Any) -> Iterator[Find]:
    """Codes of the courses found, best first."""
    with django_db_blocker.unblock(), transaction.atomic():
        loaded = load_catalogue(path=FILE, acting_user=None)
        with TestCase.captureOnCommitCallbacks(execute=True):
            for course in loaded.courses:
                release(course=course, acting_user=None)
        index = loaded.courses[0].get_parent().specific
        root = Page.objects.get(depth=2)
        yield lambda typed, audience="": [offer.course.code for offer in shown(index, root, typed, audience).offers]
        transaction.set_rollback(True)


def test_words_are_found_however_they_are_written(find: Find) -> None:
    alike = [find(typed) for typed in ("Chuyển đổi số", "chuyen doi so", "CĐS", "CÐS", "cds", "CHUYỂN ĐỔI SỐ")]
    assert alike[0][0] == "CDS-01"
    assert all(set(codes) == set(alike[0]) for codes in alike)
    assert len(alike[0]) < len(ALL)


def test_a_course_is_found_by_its_code_and_by_its_lessons(find: Find) -> None:
    assert find("cds-03") == ["CDS-03"]
    assert find("độ mặn") == ["CDS-06"]
    assert find("VNeID") == ["CDS-03"]
    assert find("truy xuất nguồn gốc")[0] == "CDS-06"


def test_the_beginning_of_the_last_word_is_enough(find: Find) -> None:
    assert find("truy xuất ng") == ["CDS-06"]


def test_ai_is_no_word_for_who(find: Find) -> None:
    assert "CDS-02" not in find("trí tuệ nhân tạo")
    assert find("trí tuệ nhân tạo")[0] == "CDS-07"


def test_audience_and_words_narrow_together(find: Find) -> None:
    assert find("") == ALL
    assert find("", "nong-dan") == ["CDS-06"]
    assert find("an toàn", "tieu-thuong") == ["CDS-04"]
    assert find("bóng đá") == []
