"""The frame of every page: the site's links, its news, whom to ask; the roles of who holds several."""

from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from wagtail.models import Site

from content.pages.actions import add_news
from content.pages.models import Contact, HelpPage, NewsIndexPage, NewsPage, StandardPage
from learners.people.models import Account
from tests import factories

pytestmark = pytest.mark.django_db
ONE = {"title": "Mở đợt", "slug": "mo-dot", "summary": "Ai được giao thì thấy hạn.", "published_on": "2026-03-02"}
DAY = "2026-03-0"


def shown(client: Client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.fixture(autouse=True)
def site() -> Site:
    factories.found_site()
    return Site.objects.get(is_default_site=True)


def test_the_foot_leads_to_the_pages_put_in_menus(client: Client) -> None:
    page = shown(client, "/dang-nhap/")
    links = {"Trợ giúp": "/tro-giup/", "Quyền riêng tư": "/quyen-rieng-tu/", "Tin tức": "/tin-tuc/"}
    for title, address in links.items():
        assert f'<a href="{address}">{title}</a>' in page
    help_page = StandardPage.objects.get(slug="quyen-rieng-tu")
    help_page.unpublish()
    assert "Quyền riêng tư" not in shown(client, "/dang-nhap/")


def test_help_is_among_the_main_places_while_there_is_such_a_page(client: Client) -> None:
    def help_links(path: str) -> list[str]:
        links = BeautifulSoup(shown(client, path), "html.parser").select('.site-nav a[href="/tro-giup/"]')
        return [str(link.get("aria-current")) for link in links]

    assert help_links("/dang-nhap/") == ["None"]
    assert help_links("/tro-giup/") == ["page"]
    HelpPage.objects.get().unpublish()
    assert help_links("/dang-nhap/") == []


def test_the_contact_is_told_on_every_page_once_it_is_known(client: Client, site: Site) -> None:
    assert "<address" not in shown(client, "/dang-nhap/")
    Contact.objects.create(site=site, owner="Sở Khoa học <Cần Thơ>", phone="0292 000 111", email="a@example.org")
    page = shown(client, "/dang-nhap/")
    assert "Sở Khoa học &lt;Cần Thơ&gt;" in page
    assert 'href="tel:0292000111"' in page
    assert 'href="mailto:a@example.org"' in page


def test_the_frame_is_read_once(client: Client, django_assert_num_queries: Any) -> None:
    shown(client, "/dang-nhap/")
    with django_assert_num_queries(0):
        shown(client, "/dang-nhap/")


def test_the_home_page_tells_the_latest_news_newest_first(client: Client) -> None:
    for day in (2, 4, 1, 3):
        one = {**ONE, "title": f"Tin {day}", "slug": f"tin-{day}", "published_on": f"{DAY}{day}"}
        add_news(news=[one], acting_user=None)
    page = shown(client, "/")
    places = [page.find(f'<a href="/tin-tuc/tin-{day}/">Tin {day}</a>') for day in (4, 3, 2)]
    assert -1 not in places
    assert places == sorted(places)
    assert "Tin 1" not in page


def test_news_have_a_list_and_pages_of_their_own(client: Client) -> None:
    assert "Chưa có tin nào" in shown(client, "/tin-tuc/")
    body = [{"type": "text", "value": "<p>Đăng nhập rồi học.</p>"}]
    add_news(news=[{**ONE, "body": body}], acting_user=None)
    assert '<a href="/tin-tuc/mo-dot/">' in shown(client, "/tin-tuc/")
    page = shown(client, "/tin-tuc/mo-dot/")
    assert "Đăng nhập rồi học." in page
    assert "02/03/2026" in page


def test_a_long_list_is_cut_into_pages(client: Client) -> None:
    index = NewsIndexPage.objects.get()
    for number in range(11):
        index.add_child(instance=NewsPage(title=f"Tin số {number:02}", summary="…", slug=f"tin-{number}"))
    first = shown(client, "/tin-tuc/")
    assert "Tin số 10" in first
    assert "Tin số 00" not in first
    assert "Tin số 00" in shown(client, "/tin-tuc/?trang=2")
    assert "Tin số 00" in shown(client, "/tin-tuc/?trang=99")


def test_help_lists_its_questions_and_leads_to_them(client: Client) -> None:
    page = shown(client, "/tro-giup/")
    for number, block in enumerate(HelpPage.objects.get().topics, start=1):
        title = block.value["title"]
        assert f'<a href="#muc-{number}">{title}</a>' in page
        assert f'<h2 id="muc-{number}">{title}</h2>' in page


def roles(page: str) -> list[str]:
    if 'class="roles"' not in page:
        return []
    part = page[page.index('class="roles"') :]
    part = part[: part.index("</nav>")]
    return [line.split("<")[0] + ("*" if "aria-current" in before else "") for before, line in _links(part)]


def _links(part: str) -> list[tuple[str, str]]:
    return [tuple(one.split(">", 1)) for one in part.split("<a ")[1:]]  # type: ignore[misc]


def test_who_holds_one_role_has_nothing_to_switch(client: Client, lan: Account) -> None:
    assert roles(shown(client, "/")) == []
    client.force_login(lan)
    assert roles(shown(client, "/hoc/")) == []


def test_an_officer_switches_between_learning_and_her_agencies(client: Client, minh: Account) -> None:
    client.force_login(minh)
    learning, answering = shown(client, "/hoc/"), shown(client, "/phu-trach/")
    assert roles(learning) == ["Học tập*", "Phụ trách"]
    assert roles(answering) == ["Học tập", "Phụ trách*"]
    assert '<span class="nav-full">Việc học của tôi</span><span class="nav-short">Việc học</span></a>' in learning
    assert ">Tôi phụ trách</a>" in answering


def test_an_editor_reaches_the_admin(client: Client, oanh: Account) -> None:
    client.force_login(oanh)
    assert roles(shown(client, "/tro-giup/")) == ["Học tập*", "Biên tập"]
