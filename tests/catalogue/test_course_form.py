"""A course in the admin: its facts are fields an author can fill in."""

import pytest
from django.test import Client

from courses.catalogue.models import CoursePage
from learners.people.models import Account
from tests import factories
from tests.editions.admin import publish_in_admin, sent_by

COMPETENCES = {"digcomp": {"areas": [4], "competences": ["4.1"], "level": "basic"}, "tt02": ["IV"]}


@pytest.fixture
def course(db: None) -> CoursePage:
    made = factories.course(lessons=0, assessment=False)
    made.audience, made.law_refs, made.competences = ["nguoi-dan"], ["749/QĐ-TTg (2020)", "116/2025/QH15"], COMPETENCES
    made.save_revision().publish()
    return made


@pytest.fixture
def browser(son: Account) -> Client:
    browser = Client()
    browser.force_login(son)
    return browser


def test_the_fields_show_what_is_stored(browser: Client, course: CoursePage) -> None:
    sent = sent_by(browser, course)

    assert sent["law_refs"].split() == ["749/QĐ-TTg", "(2020)", "116/2025/QH15"]
    assert (sent["audience"], sent["tt02"], sent["digcomp"]) == ("nguoi-dan", "IV", "4.1")


def test_saving_unchanged_changes_nothing(browser: Client, course: CoursePage) -> None:
    publish_in_admin(browser, course)

    course.refresh_from_db()
    assert (course.audience, course.competences) == (["nguoi-dan"], COMPETENCES)
    assert course.law_refs == ["749/QĐ-TTg (2020)", "116/2025/QH15"]


def test_an_author_changes_them(browser: Client, course: CoursePage) -> None:
    publish_in_admin(
        browser,
        course,
        audience=["nong-dan", "tieu-thuong"],
        tt02=["I", "VI"],
        digcomp="1.3, 2.4,1.1",
        law_refs="  91/2025/QH15 \r\n\r\n",
    )

    course.refresh_from_db()
    assert (course.audience, course.law_refs) == (["nong-dan", "tieu-thuong"], ["91/2025/QH15"])
    assert course.competences == {
        "digcomp": {"areas": [1, 2], "competences": ["1.3", "2.4", "1.1"], "level": "basic"},
        "tt02": ["I", "VI"],
    }


def test_a_code_that_does_not_exist_is_named(browser: Client, course: CoursePage) -> None:
    answer = publish_in_admin(browser, course, digcomp="9.9")

    assert "Hãy viết mã như 1.3, 2.4." in answer.content.decode()
    assert CoursePage.objects.get().competences == COMPETENCES
