"""Oanh at the admin, once there is a course."""

import pytest
from django.test import Client

from courses.catalogue.editors import found_editors
from courses.catalogue.models import CoursePage
from learners.people.models import Account


@pytest.fixture
def editor(course: CoursePage, oanh: Account) -> Client:
    found_editors().user_set.add(oanh)
    browser = Client()
    browser.force_login(oanh)
    return browser
