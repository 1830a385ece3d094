"""An interactive part in a lesson, opened again: the server is asked for none of it, though its frame keeps nothing."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.core.files.base import ContentFile
from django.core.signals import request_started
from playwright.sync_api import Page, Route, expect

from content.h5p import actions, core, tasks
from content.h5p.approving import approve
from content.h5p.building import SCAM_SIGNS, build, samples
from content.h5p.models import Content, Library, Upload
from content.h5p.player import playing
from learners.enrolment.actions import enrol
from learners.people.models import Account
from tests.browser.conftest import PHONE, OpenPage
from tests.h5p import making
from tests.study.interactive import world

pytestmark = pytest.mark.django_db(transaction=True)
PLAYER = "/h5p/"


@contextmanager
def asked() -> Iterator[list[str]]:
    """Paths below ``/h5p/`` that the server is asked for meanwhile."""
    found: list[str] = []

    def hear(environ: dict[str, Any], **_more: Any) -> None:
        if environ["PATH_INFO"].startswith(PLAYER):
            found.append(environ["PATH_INFO"])

    request_started.connect(hear)
    try:
        yield found
    finally:
        request_started.disconnect(hear)


def bring(by: Account) -> Content:
    if core.find() is None:
        pytest.skip(f"H5P's core is not installed: {core.INSTALL}")
    package = build(SCAM_SIGNS, next(iter(samples().values())))
    package = making.archive({**making.unpacked(package), "content/images/tin.png": making.png(40, 40)})
    upload = actions.bring(file=ContentFile(package), name="tin.h5p", acting_user=by)
    tasks.work.call(str(upload.pk), str(by.pk))
    approve(libraries=list(Library.objects.all()), acting_user=by)
    found = Upload.objects.get(pk=upload.pk).revision
    assert found is not None
    return Content.objects.get(pk=found.content_id)


@pytest.fixture
def lesson(lan: Account, oanh: Account) -> str:
    course = world.course(oanh, (bring(oanh), True, False))
    return world.lesson(enrol(person=lan.person, course_key=course.translation_key, acting_user=lan))


def plays(page: Page) -> None:
    expect(page.locator("figure.interactive iframe[style*=height]")).to_have_count(1)
    expect(page.frame_locator("figure.interactive iframe").locator(".h5p-content")).to_contain_text("tin nhắn")


def test_the_second_time_it_comes_from_the_browser_alone(open_page: OpenPage, lan: Account, lesson: str) -> None:
    page = open_page(PHONE, lan)
    with asked() as first:
        page.goto(lesson)
        plays(page)
    kinds = sorted(path.rpartition(".")[2] if "/goi/" in path else path.split("/")[2] for path in first)
    assert kinds == ["choi", "css", "js", "noi-dung"]
    for _time in range(2):
        other = page.context.new_page()
        with asked() as later:
            other.goto(lesson)
            plays(other)
        assert later == []
        other.close()


def test_a_frame_that_is_handed_nothing_fetches_its_code_itself(open_page: OpenPage, lan: Account, lesson: str) -> None:
    """A page around it of another making, or a line that breaks in that moment."""
    page = open_page(PHONE, lan, refused=frozenset({404}))
    fetches: list[str] = []

    def fail(route: Route) -> None:
        if route.request.resource_type == "fetch":
            fetches.append(route.request.url)
            route.fulfill(status=404, body="")
        else:
            route.continue_()

    page.route("**/h5p/**", fail)
    page.goto(lesson)
    plays(page)
    assert len(fetches) >= 2


@pytest.mark.usefixtures("lesson")
def test_the_page_alone_plays_too(open_page: OpenPage) -> None:
    page = open_page(PHONE)
    current = Content.objects.get().current
    assert current is not None
    page.goto(playing.of(current).address)
    expect(page.locator(".h5p-content")).to_contain_text("tin nhắn")


@pytest.mark.parametrize("path", ["../../../quan-tri/", "..", "a/../../b", "/x", "\\..\\x", "%2e%2e/x"])
def test_the_page_around_it_fetches_nothing_else(open_page: OpenPage, lan: Account, lesson: str, path: str) -> None:
    """What a frame asks for lies below the content's own address, or is not fetched."""
    page = open_page(PHONE, lan, refused=frozenset({404}))
    page.goto(lesson)
    plays(page)
    base = page.locator("figure.interactive").get_attribute("data-files") or ""
    wanted: list[str] = []
    page.on("request", lambda request: wanted.append(request.url))
    frame = page.frames[1]
    frame.evaluate("path => parent.postMessage({h5p: 1, kind: 'code', files: [path]}, '*')", path)
    page.wait_for_timeout(700)
    assert base
    assert all(urlsplit(url).path.startswith(f"{base}/") for url in wanted), wanted
