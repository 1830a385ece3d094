"""Lan is signed in and takes a course with everything in it."""

import pytest
from django.test import Client

from courses.catalogue.models import CoursePage
from learners.enrolment.actions import enrol
from learners.enrolment.models import Enrolment
from learners.people.models import Account
from tests import factories
from tests.study import world


@pytest.fixture
def full_course(oanh: Account) -> CoursePage:
    return world.course(oanh)


@pytest.fixture
def mine(lan: Account, full_course: CoursePage) -> Enrolment:
    return enrol(person=lan.person, course_key=full_course.translation_key, acting_user=lan)


@pytest.fixture
def lan_in(client: Client, lan: Account) -> Client:
    client.force_login(lan)
    return client


@pytest.fixture
def huy(db: None) -> Account:
    """Learns as Lan does, and must see nothing of hers."""
    return factories.account("huy", of=factories.person("Trương Gia Huy"))


@pytest.fixture
def others(huy: Account, full_course: CoursePage) -> Enrolment:
    return enrol(person=huy.person, course_key=full_course.translation_key, acting_user=huy)
