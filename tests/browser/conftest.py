"""Chromium on a live server: a phone, a desk, and a phone whose browser runs no scripts.

The strict content policy stays on. At the end of every test each page is asked what it complained about.
"""

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright
from pytest_django.live_server_helper import LiveServer

from learners.people.models import Account
from tests.browser import chromium
from tests.browser.watch import Watch

PHONE = {"viewport": {"width": 360, "height": 740}, "has_touch": True, "is_mobile": True}
DESK = {"viewport": {"width": 1280, "height": 900}}
PLACE = {"locale": "vi-VN", "timezone_id": "Asia/Ho_Chi_Minh"}
# Milliseconds: two busy cores, four processes, a server and a browser.
PATIENCE = 30_000
OpenPage = Callable[..., Page]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)
            if chromium.find() is None:
                item.add_marker(pytest.mark.skip(reason="Chromium was not found"))


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium per session, with a user-data folder of its own."""
    # Playwright keeps an event loop in this thread; Django would refuse the database here.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=chromium.find(), args=chromium.ARGUMENTS)
        yield running
        running.close()


@pytest.fixture
def open_page(browser: Browser, live_server: LiveServer) -> Iterator[OpenPage]:
    """Opens a page of a fresh context: ``open_page(PHONE, account, java_script_enabled=False)``."""
    contexts: list[BrowserContext] = []
    watches: list[Watch] = []

    def open_(
        shape: dict[str, Any], account: Account | None = None, refused: frozenset[int] = frozenset(), **options: Any
    ) -> Page:
        context = browser.new_context(base_url=live_server.url, **PLACE, **shape, **options)
        context.set_default_timeout(PATIENCE)
        contexts.append(context)
        context.on("page", lambda page: watches.append(Watch(page, live_server.url, refused)))
        if account:
            sign_in(context, account, live_server.url)
        return context.new_page()

    yield open_
    for context in contexts:
        context.close()
    complaints = [complaint for watch in watches for complaint in watch.complaints]
    assert not complaints, "\n".join(complaints)


def sign_in(context: BrowserContext, account: Account, url: str) -> None:
    """A session made on the server: only the tests of the sign-in page need the page."""
    client = Client()
    client.force_login(account)
    name = django_settings.SESSION_COOKIE_NAME
    context.add_cookies([{"name": name, "value": client.cookies[name].value, "url": url}])


@pytest.fixture
def phone(open_page: OpenPage) -> Page:
    return open_page(PHONE)


@pytest.fixture
def desk(open_page: OpenPage) -> Page:
    return open_page(DESK)


@pytest.fixture
def plain_phone(open_page: OpenPage) -> Page:
    """A phone whose browser runs no scripts."""
    return open_page(PHONE, java_script_enabled=False)
