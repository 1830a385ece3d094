"""A page whose address changed is found at its old one: links in notices, e-mails and print outlive a new name."""

from typing import Any

import pytest
from django.test import Client

from courses.catalogue.models import CoursePage
from learners.people.models import Account

OLD, NEW = "/khoa-hoc/ten-cu/", "/khoa-hoc/ten-moi/"


@pytest.fixture
def moved(course: CoursePage, django_capture_on_commit_callbacks: Any) -> CoursePage:
    course.slug = "ten-cu"
    course.save_revision().publish()
    with django_capture_on_commit_callbacks(execute=True):
        course.slug = "ten-moi"
        course.save_revision().publish()
    return course


def test_the_old_address_leads_to_the_new_one(moved: CoursePage) -> None:
    answer = Client().get(f"{OLD}?tu=thong-bao")
    assert (answer.status_code, answer.headers["Location"]) == (301, NEW)
    assert Client().get(NEW).status_code == 200


def test_what_never_was_is_still_not_found(moved: CoursePage, lan: Account) -> None:
    browser = Client()
    browser.force_login(lan)
    for address in ("/khoa-hoc/chua-tung-co/", "/hoc/00000000-0000-0000-0000-000000000000/", f"/xem{OLD}"):
        assert browser.get(address).status_code == 404
