"""Lessons with an interactive content in them, as anybody may read them, and the frame it is shown in."""

import base64
import json
from collections.abc import Callable
from typing import Any

from playwright.sync_api import FrameLocator, Page

from content.h5p.models import Revision
from courses.catalogue.models import CoursePage, LessonPage
from courses.editions.actions import release
from learners.people.models import Account
from tests import factories
from tests.browser.elsewhere import LIBRARIES, Elsewhere
from tests.h5p.player import making

STYLE = "button { font-size: 1rem; padding: 12px } .h5p-tiny { background: url(mark.png) }"
PNG = base64.b64decode("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNkYAAAAAYAAjCB0C8AAAAASUVORK5CYII=")
FRAME = ".interactive iframe"


def tiny() -> Revision:
    """A button that is pressed three times."""
    library = making.library("H5P.Tiny", {"tiny.js": script("tiny.js"), "tiny.css": STYLE, "mark.png": PNG})
    return making.content([library], {"label": "Bấm"})


def hostile(away: Elsewhere) -> Revision:
    files: dict[str, bytes | str] = {name: script(name) for name in ("attempts.js", "hostile.js")}
    return making.content([making.library("H5P.Hostile", files)], away.address, title="Phần có mã xấu")


def script(name: str) -> str:
    return (LIBRARIES / name).read_text(encoding="utf-8")


def course_with(*revisions: Revision, by: Account | None = None, **options: bool) -> CoursePage:
    """Its first lesson shows them; released ``by`` somebody."""
    course: CoursePage = factories.course(assessment=False)
    lesson = first_lesson(course)
    values: list[dict[str, Any]] = [
        {"content": one.content_id, "required": False, "verified": False, **options} for one in revisions
    ]
    lesson.body = json.dumps([{"type": "interactive", "value": value} for value in values])
    lesson.save_revision().publish()
    release(course=course, acting_user=by or factories.editor("oanh"))
    return course


def first_lesson(course: CoursePage) -> LessonPage:
    return LessonPage.objects.descendant_of(course).earliest("path")


def public_lesson(course: CoursePage) -> str:
    return f"/khoa-hoc/{course.slug}/doc/{first_lesson(course).translation_key}/"


def inside(page: Page, place: int = 0) -> FrameLocator:
    return page.frame_locator(FRAME).nth(place)


def until(page: Page, holds: Callable[[], Any]) -> None:
    """Waits without a script in the page: its policy lets none in."""
    for _time in range(100):
        if holds():
            return
        page.wait_for_timeout(100)
    raise AssertionError("it never held")
