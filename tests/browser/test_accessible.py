"""Every page of learners, officers and the public: axe finds nothing, nothing is cut off, a thumb hits its aim.

A page is loaded once and then looked at in each way: in light and dark, 320 px wide, with text twice as large. The
tests of every run look at the pages most people see; ``./run test --full`` at all of them, at 1280 px as well, and in
the colours of every theme.
"""

from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from playwright.sync_api import Page
from wagtail.models import Site

from content.pages.models import Appearance
from tests.browser import admin_places, texts
from tests.browser.conftest import DESK, PHONE, OpenPage
from tests.browser.place import Place
from tests.browser.places import places

pytestmark = pytest.mark.django_db(transaction=True)
# Taller than 48 px by design: what is pressed with a thumb. Links inside running text may be smaller (WCAG 2.5.8).
BUTTONS = (
    "button, .button, .button-secondary, .site-nav a, select, "
    "input:not([type=hidden], [type=radio], [type=checkbox], [aria-hidden])"
)
SMALL = """all => all
  .filter(each => each.offsetParent && each.getBoundingClientRect().height < 47.5)
  .map(each => each.outerHTML.slice(0, 120))"""
# Everything but the colours is the same in the dark.
COLOURS = """within => axe.run(
  within, {runOnly: ["color-contrast", "link-in-text-block"], resultTypes: ["violations"]})"""
# Of Wagtail's admin: what is around it is Wagtail's.
OURS = "#main .nice-padding"
Look = Callable[[Page], Iterator[str]]


def violations(page: Page, within: str | None = None) -> list[str]:
    return _said(Axe().run(page, within).response)


def _said(results: dict[str, Any]) -> list[str]:
    found = results["violations"]
    return [f"{one['id']} ({one['impact']}): {node['html'][:160]}" for one in found for node in one["nodes"]]


def in_light_and_dark(page: Page, within: str | None = None) -> Iterator[str]:
    yield from violations(page, within)
    page.emulate_media(color_scheme="dark")
    yield from (f"in the dark: {one}" for one in _said(page.evaluate(COLOURS, within or "html")))
    page.emulate_media(color_scheme="light")


def as_given(page: Page) -> Iterator[str]:
    yield from texts.lost(page)
    yield from (f"too small {one}" for one in page.locator(BUTTONS).evaluate_all(SMALL))


def narrow_and_large(page: Page, within: str = "body") -> Iterator[str]:
    """The width of a large screen at 400 %, and the text size somebody with weak eyes sets (WCAG 1.4.10, 1.4.4)."""
    height = page.viewport_size["height"]
    page.set_viewport_size({"width": 320, "height": height})
    yield from (f"at 320 px: {one}" for one in texts.lost(page, within))
    page.set_viewport_size({"width": 360, "height": height})
    texts.double(page)
    yield from (f"at 200 %: {one}" for one in texts.lost(page, within))


def complaints(open_page: OpenPage, shape: dict[str, Any], seen: list[Place], *looks: Look) -> str:
    """What ``looks`` find on the pages ``seen``, a line each; one browser context for each account."""
    pages: dict[Any, Page] = {}
    wrong = []
    for place in seen:
        key = place.account and place.account.pk
        if key not in pages:
            # The policy refuses any script that is not ours, axe's too; the other tests hold it.
            pages[key] = open_page(shape, place.account, bypass_csp=True)
        pages[key].goto(place.path)
        wrong += [f"{place.name}: {one}" for look in looks for one in look(pages[key])]
    return "\n".join(wrong)


def test_the_pages_most_people_see(open_page: OpenPage) -> None:
    seen = [place for place in places() if place.always]
    wrong = complaints(open_page, PHONE, seen, as_given, in_light_and_dark, narrow_and_large)
    assert not wrong, wrong


@pytest.mark.full
def test_the_others(open_page: OpenPage) -> None:
    seen = [place for place in places() if not place.always]
    wrong = complaints(open_page, PHONE, seen, as_given, in_light_and_dark, narrow_and_large)
    assert not wrong, wrong


@pytest.mark.full
def test_all_of_them_on_a_desk(open_page: OpenPage) -> None:
    wrong = complaints(open_page, DESK, places(), as_given, in_light_and_dark)
    assert not wrong, wrong


@pytest.mark.full
def test_agencies_in_the_admin(open_page: OpenPage) -> None:
    looks = (partial(in_light_and_dark, within=OURS), partial(narrow_and_large, within=OURS))
    wrong = complaints(open_page, PHONE, admin_places.places(), *looks)
    assert not wrong, wrong


@pytest.mark.full
@pytest.mark.parametrize("theme", settings.THEMES)
def test_the_colours_of_a_theme(open_page: OpenPage, theme: str) -> None:
    seen = [place for place in places() if place.always]
    Appearance.objects.create(site=Site.objects.get(is_default_site=True), theme=theme)
    wrong = complaints(open_page, PHONE, seen, as_given, in_light_and_dark)
    assert not wrong, wrong
