"""From the printed sheet to the first lesson: every page a person sees is counted."""

import re

import pytest
from django.test import Client

from courses.catalogue.models import CoursePage
from learners.people.codes import issue
from learners.people.models import Account
from tests.coverage import world
from tests.matrix.world import NOW

pytestmark = pytest.mark.django_db


def test_six_screens_lead_from_the_sheet_to_the_first_lesson(
    client: Client, province: world.Province, course: CoursePage, son: Account, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)
    world.campaign(province.root, course.translation_key)
    [issued] = issue(people=[world.member("Đặng Thị Bưởi", province.health)], acting_user=son)
    screens = [client.get("/lan-dau/")]
    form = {"username": issued.username, "code": issued.code}
    screens.append(client.post("/lan-dau/", form, follow=True))
    screens.append(client.get(link(screens[-1], r'href="(/lan-dau/mat-khau/)"')))
    notice = link(screens[-1], r'name="notice" value="(\d+)"')
    form = {"password": "con-thuyen-xanh-7", "again": "con-thuyen-xanh-7", "notice": notice}
    screens.append(client.post("/lan-dau/mat-khau/", form, follow=True))
    screens.append(client.post(link(screens[-1], r'action="(/hoc/ghi-danh/[^"]+)"'), follow=True))
    screens.append(client.get(link(screens[-1], r'href="(/hoc/[^"]+/bai/[^"]+)"')))
    assert [screen.status_code for screen in screens] == [200] * 6
    assert "Nội dung của Bài 1." in screens[-1].content.decode()


def link(page: object, pattern: str) -> str:
    found = re.search(pattern, page.content.decode())
    assert found, "no way on"
    return found[1]
