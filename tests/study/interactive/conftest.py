"""Lan takes a course whose first lesson has an interactive part."""

import json
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from content.h5p.models import Content
from learners.enrolment.actions import enrol
from learners.enrolment.models import Enrolment
from learners.people.consents import give, text_in_force
from learners.people.models import Account, DataPurpose
from tests.study.interactive import world


@pytest.fixture(autouse=True)
def core(settings: Any, tmp_path: Path) -> Path:
    """H5P's core as far as anything here asks: that it is there."""
    (tmp_path / "dist" / "styles").mkdir(parents=True)
    (tmp_path / "dist" / "frame.bundle.js").write_text("")
    (tmp_path / "dist" / "styles" / "h5p.css").write_text("")
    (tmp_path / "package.json").write_text(json.dumps({"name": "h5p-standalone", "version": "0"}))
    settings.H5P_CORE = tmp_path
    return tmp_path


@pytest.fixture
def asked(db: None) -> Content:
    return world.content()


@pytest.fixture
def mine(lan: Account, oanh: Account, asked: Content) -> Enrolment:
    course = world.course(oanh, (asked, True, False))
    return enrol(person=lan.person, course_key=course.translation_key, acting_user=lan)


@pytest.fixture
def others(huy: Account, mine: Enrolment) -> Enrolment:
    return enrol(person=huy.person, course_key=mine.course_key, acting_user=huy)


@pytest.fixture
def agreed(lan: Account) -> None:
    give(account=lan, text=text_in_force(DataPurpose.READING), acting_user=lan)


@pytest.fixture
def another_phone(lan: Account) -> Client:
    made = Client()
    made.force_login(lan)
    return made
