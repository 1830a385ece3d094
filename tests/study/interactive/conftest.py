"""Lan takes a course whose first lesson has an interactive part."""

import json
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from wagtail import blocks
from wagtail.snippets.blocks import SnippetChooserBlock

from content.h5p.models import Content
from courses.catalogue.models import LessonPage
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


class _ContentBlock(SnippetChooserBlock):
    def __init__(self, **kwargs: Any) -> None:
        super().__init__("h5p.Content", **kwargs)

    def bulk_to_python(self, values: Any) -> list[Any]:
        found = self.model_class.objects.select_related("current").in_bulk(list(values))
        return [found.get(pk) for pk in values]


@pytest.fixture(autouse=True)
def block(monkeypatch: pytest.MonkeyPatch) -> None:
    stream = LessonPage._meta.get_field("body").stream_block
    if "interactive" in stream.child_blocks:
        return
    fields = [("content", _ContentBlock()), ("required", blocks.BooleanBlock()), ("verified", blocks.BooleanBlock())]
    made = blocks.StructBlock(fields)
    made.set_name("interactive")
    monkeypatch.setitem(stream.child_blocks, "interactive", made)
