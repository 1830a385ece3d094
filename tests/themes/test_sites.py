"""A province's theme: its site's pages have its colours, logo and templates, nobody else's have."""

import re
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders
from django.core.cache import cache
from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.test import Client, RequestFactory
from wagtail.models import Site

from content.pages import themes
from content.pages.models import Appearance
from courses.catalogue.actions import found_catalogue
from courses.catalogue.models import CoursePage
from learners.enrolment.actions import enrol
from learners.people.models import Account
from tests import factories
from tests.progress.lrs import queries_of

pytestmark = pytest.mark.django_db
THEME, HOST, OTHER = "can-tho", "can-tho.localhost", "testserver"
OWN_NAME = '<span class="site-place">Cần Thơ</span>'


@pytest.fixture(autouse=True)
def province(settings: Any) -> Site:
    """The same pages under a second host."""
    settings.ALLOWED_HOSTS = [HOST, OTHER]
    found_catalogue(acting_user=None)
    factories.found_site()
    root = Site.objects.get(is_default_site=True).root_page
    made = Site.objects.create(hostname=HOST, root_page=root)
    Appearance.objects.create(site=made, theme=THEME)
    return made


def page(host: str, path: str = "/", client: Client | None = None) -> str:
    answer = (client or Client()).get(path, headers={"Host": host})
    return answer.content.decode()


# Templates and static files of a theme.
@pytest.mark.alike
@pytest.mark.parametrize("path", ["/", "/khoa-hoc/", "/tro-giup/", "/dang-nhap/", "/xac-minh/", "/khong-co/"])
def test_every_page_of_the_province_s_site_has_its_colours_logo_and_name(path: str) -> None:
    for _ in range(2):
        own, other = page(HOST, path), page(OTHER, path)
        assert OWN_NAME in own
        assert 'href="/static/themes/can-tho/css/theme.css"' in own
        assert 'rel="icon" href="/static/themes/can-tho/img/mark.svg"' in own
        assert 'content="#274c8f"' in own
        assert (THEME in other, OWN_NAME in other, "#274c8f" in other) == (False, False, False)
        assert 'rel="icon" href="/static/img/mark.svg"' in other


def test_the_files_a_page_names_are_served() -> None:
    named = re.findall(r'"/static/(themes/[^"]+)"', page(HOST))
    assert len(named) == 2
    assert all(finders.find(one) for one in named)


def test_kept_pages_are_each_site_s_own() -> None:
    """Both answered from what is kept, by one query."""
    page(HOST), page(OTHER)
    own, other = [], []
    assert len(queries_of(lambda: own.append(page(HOST)))) == 1
    assert len(queries_of(lambda: other.append(page(OTHER)))) == 1
    assert (OWN_NAME in own[0], OWN_NAME in other[0]) == (True, False)


def test_links_stay_on_the_site_that_is_read(course: CoursePage, lan: Account) -> None:
    enrol(person=lan.person, course_key=course.translation_key, acting_user=lan)
    client = Client()
    client.force_login(lan)
    for path in ("/", "/khoa-hoc/", course.get_url(), "/hoc/", "/tin-tuc/"):
        addresses = re.findall(r'(?:href|action)="([^"]+)"', page(HOST, path, client))
        assert [address for address in addresses if not address.startswith(("/", "#", "mailto:"))] == []


def test_a_lesson_of_the_province_costs_what_it_costs_elsewhere(course: CoursePage, lan: Account) -> None:
    mine = enrol(person=lan.person, course_key=course.translation_key, acting_user=lan)
    unit = mine.progress.edition.units.earliest("position")
    path, client = f"/hoc/{mine.pk}/bai/{unit.unit_key}/", Client()
    client.force_login(lan)
    for host in (HOST, OTHER):
        page(host, path, client)
    assert "themes/can-tho/css/theme.css" in page(HOST, path, client)
    assert len(queries_of(lambda: page(HOST, path, client))) == len(queries_of(lambda: page(OTHER, path, client)))


def test_a_choice_shows_at_once_and_a_theme_without_a_folder_is_the_base(province: Site) -> None:
    client = Client()
    assert OWN_NAME in page(HOST, "/dang-nhap/", client)
    for gone in ("hau-giang", ""):
        Appearance.objects.get().delete()
        Appearance.objects.create(site=province, theme=gone)
        assert OWN_NAME not in page(HOST, "/dang-nhap/", client)


def test_threads_do_not_see_each_other_s_site() -> None:
    """Two sites at once, in turns on few threads; the frames are read beforehand, threads have no test database."""
    cache.clear()
    page(HOST), page(OTHER)

    def shown(host: str) -> tuple[str, bool]:
        request = RequestFactory().get("/", headers={"Host": host})
        answer = themes.know_the_request(lambda asked: HttpResponse(render_to_string("site_name.html")))(request)
        return host, OWN_NAME in answer.content.decode()

    with ThreadPoolExecutor(4) as pool:
        found = set(pool.map(shown, [HOST, OTHER] * 200))
    assert found == {(HOST, True), (OTHER, False)}


def test_outside_a_request_there_is_no_theme() -> None:
    page(HOST)
    assert OWN_NAME not in render_to_string("site_name.html")


def test_the_page_for_a_broken_server_needs_no_database(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*args: Any) -> None:
        raise DatabaseError

    def broken(request: HttpRequest) -> HttpResponse:
        with connection.execute_wrapper(refuse):
            return render(request, "500.html", status=500)

    cache.clear()
    answer = themes.know_the_request(broken)(RequestFactory().get("/", headers={"Host": HOST}))
    assert "Trang đang gặp trục trặc" in answer.content.decode()


@pytest.mark.parametrize("theme", settings.THEMES)
def test_what_a_theme_overrides_is_there_to_be_overridden(theme: str) -> None:
    """Else it would never be shown: a name misspelt, or of a template that went away."""
    base = settings.ROOT / "themes" / "base" / "templates"
    assert [name for name in themes.overridden(theme) if not (base / name).is_file()] == []
