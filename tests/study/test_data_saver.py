"""Who saves data loads a picture of a lesson only when she asks for it."""

import re
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client

from courses.catalogue.models import CoursePage, ModulePage
from courses.editions.actions import release
from learners.enrolment.actions import enrol
from learners.enrolment.models import Enrolment
from learners.people.models import Account
from tests import factories
from tests.media.test_pictures import picture
from tests.progress.lrs import queries_of
from tests.study.world import address, text

__all__ = ["picture"]
pytestmark = pytest.mark.django_db


@pytest.fixture
def illustrated(course: CoursePage, picture: Any, oanh: Account, lan: Account) -> Enrolment:
    picture.contextual_alt_text, picture.decorative = "Ruộng lúa chín", False
    body = [("figure", {"image": picture, "caption": "Vụ đông xuân"})]
    lesson = factories.lesson(ModulePage.objects.child_of(course).get(), "Bài có ảnh")
    lesson.body = body
    lesson.save_revision().publish()
    release(course=course, acting_user=oanh)
    return enrol(person=lan.person, course_key=course.translation_key, acting_user=lan)


def saving(account: Account, on: bool) -> None:
    Account.objects.filter(pk=account.pk).update(data_saver=on)


def test_a_picture_becomes_a_link_that_says_how_heavy_it_is(
    lan_in: Client, lan: Account, illustrated: Enrolment
) -> None:
    place = address(illustrated, 3)
    page = text(lan_in, place)
    assert "<picture>" in page
    assert "Xem ảnh" not in page
    saving(lan, on=True)
    page = text(lan_in, place)
    assert "<img" not in page
    found = re.search(r'href="(/media/images/[^"]+\.webp)">Xem ảnh \(([\d,]+\s(?:KB|bytes))\)</a>', page)
    assert found, page
    assert "Vụ đông xuân" in page
    assert "Ruộng lúa chín" in page
    assert lan_in.get(found[1]).status_code == 200


def test_it_costs_no_query_more(lan_in: Client, lan: Account, illustrated: Enrolment) -> None:
    place = address(illustrated, 3)
    costs = []
    for on in (False, True):
        saving(lan, on=on)
        text(lan_in, place)
        costs.append(len(queries_of(lambda: text(lan_in, place))))
    assert costs[1] <= costs[0]


def test_a_file_that_is_gone_takes_no_lesson_away(
    lan_in: Client, lan: Account, illustrated: Enrolment, settings: Any
) -> None:
    saving(lan, on=True)
    text(lan_in, address(illustrated, 3))
    for file in Path(settings.MEDIA_ROOT, "images").iterdir():
        file.unlink()
    cache.clear()
    assert ">Xem ảnh</a>" in text(lan_in, address(illustrated, 3))
