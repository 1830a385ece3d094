"""Reading the site in English: chosen with a plain form, kept in a cookie, and nobody else's business."""

import pytest
from django.conf import settings
from django.core.cache import cache
from django.test import Client
from wagtail.models import Locale, Site

from content.pages.languages import remember_language
from content.pages.models import Contact, HomePage, StandardPage
from content.pages.standard import is_standard
from courses.catalogue.actions import found_catalogue
from courses.catalogue.models import CatalogIndexPage, CoursePage
from courses.editions.actions import release
from tests import factories

pytestmark = pytest.mark.django_db
COOKIE = settings.LANGUAGE_COOKIE_NAME


@pytest.fixture
def offered(db: None) -> CoursePage:
    found_catalogue(acting_user=None)
    made = factories.course("An toàn thông tin")
    release(course=made, acting_user=None, at=factories.at(0))
    return made


@pytest.fixture
def reader() -> Client:
    """Reads English."""
    client = Client()
    client.cookies[COOKIE] = "en"
    return client


def page(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_choice_stays_on_the_page_and_is_kept(client: Client, offered: CoursePage) -> None:
    assert '<html lang="vi">' in page(client, "/khoa-hoc/?q=an")
    asked = {"language": "en", "page": "/khoa-hoc/"}
    came_from = {"referer": "http://testserver/khoa-hoc/?q=an"}
    answer = Client(enforce_csrf_checks=True).post("/ngon-ngu/", asked, headers=came_from)
    assert (answer.status_code, answer["Location"]) == (302, "/khoa-hoc/?q=an")
    client.cookies = answer.cookies
    assert '<html lang="en">' in page(client, "/khoa-hoc/?q=an")
    assert answer.cookies[COOKIE]["httponly"]
    assert answer.cookies[COOKIE]["max-age"] == settings.LANGUAGE_COOKIE_AGE


@pytest.mark.parametrize("address", ["https://xau.invalid/", "//xau.invalid", "javascript:alert(1)", ""])
def test_the_choice_leads_nowhere_else(client: Client, address: str) -> None:
    assert client.post("/ngon-ngu/", {"language": "en", "page": address})["Location"] == "/"


@pytest.mark.parametrize("language", ["km", "fr", "", "../en"])
def test_a_language_that_is_not_offered_changes_nothing(client: Client, language: str) -> None:
    assert COOKIE not in client.post("/ngon-ngu/", {"language": language, "page": "/"}).cookies
    client.cookies[COOKIE] = language or "x"
    assert client.get("/dang-nhap/")["Content-Language"] == "vi"
    with pytest.raises(ValueError, match="not a language"):
        remember_language(client.get("/dang-nhap/"), language)


@pytest.mark.parametrize("referer", ["", "https://xau.invalid/khoa-hoc/?q=an", "http://testserver/?q=an", "x"])
def test_only_the_page_s_own_question_is_kept(client: Client, referer: str) -> None:
    asked = {"language": "en", "page": "/khoa-hoc/"}
    assert client.post("/ngon-ngu/", asked, headers={"referer": referer})["Location"] == "/khoa-hoc/"


def test_an_address_in_vietnamese_comes_back(client: Client) -> None:
    asked = {"language": "en", "page": "/khoa-hoc/an-to%C3%A0n/"}
    came_from = {"referer": "http://testserver/khoa-hoc/an-to%C3%A0n/?trang=2"}
    assert client.post("/ngon-ngu/", asked, headers=came_from)["Location"] == "/khoa-hoc/an-to%C3%A0n/?trang=2"


def test_a_link_does_not_change_the_language(client: Client) -> None:
    assert client.get("/ngon-ngu/?language=en").status_code == 405


def test_what_a_phone_prefers_is_not_asked(client: Client, offered: CoursePage) -> None:
    answer = client.get("/", headers={"accept-language": "en-US,en;q=0.9"})
    assert answer["Content-Language"] == "vi"
    assert "Accept-Language" not in answer["Vary"]


@pytest.mark.parametrize("address", ["/", "/khoa-hoc/", "course"])
def test_a_kept_page_is_never_another_language_s(
    client: Client, reader: Client, offered: CoursePage, address: str
) -> None:
    address = offered.url if address == "course" else address
    for first, second in ((client, reader), (reader, client)):
        cache.clear()
        told = {one: page(one, address) for one in (first, second)}
        assert '<html lang="vi">' in told[client]
        assert '<html lang="en">' in told[reader]
        assert {one: page(one, address) for one in (client, reader)} == told


@pytest.mark.parametrize("address", ["/", "/khoa-hoc/", "course"])
def test_english_costs_one_query_more_once_and_nothing_where_it_is_kept(
    reader: Client, offered: CoursePage, address: str, django_assert_max_num_queries: object
) -> None:
    address = offered.url if address == "course" else address
    with django_assert_max_num_queries(7):  # type: ignore[operator]
        page(reader, address)
    with django_assert_max_num_queries(1):  # type: ignore[operator]
        page(reader, address)


def test_only_whole_languages_are_offered(client: Client, offered: CoursePage) -> None:
    shown = page(client, "/")
    assert 'value="vi"' in shown
    assert 'value="en"' in shown
    assert "ភាសាខ្មែរ" not in shown
    assert "csrfmiddlewaretoken" not in shown


def test_a_course_without_a_translation_is_marked_and_said(reader: Client, client: Client, offered: CoursePage) -> None:
    shown = page(reader, offered.url)
    assert '<h1 lang="vi">An toàn thông tin</h1>' in shown
    assert "This course is in Vietnamese." in shown
    assert ' lang="vi">' not in page(client, offered.url).replace('<html lang="vi">', "").replace(
        'value="vi" lang="vi"', ""
    )


def test_a_translated_course_is_shown_in_the_reader_s_language(
    reader: Client, client: Client, offered: CoursePage
) -> None:
    english = Locale.objects.create(language_code="en")
    offered.get_parent().get_parent().copy_for_translation(english)
    CatalogIndexPage.objects.get().copy_for_translation(english)
    made = offered.copy_for_translation(english)
    made.title = "Staying safe online"
    made.save_revision().publish()
    shown = page(reader, offered.url)
    assert "<h1>Staying safe online</h1>" in shown
    assert "This course is in Vietnamese." not in shown
    assert "<h1>An toàn thông tin</h1>" in page(client, offered.url)


def test_what_a_new_site_calls_its_pages_is_read_in_english(reader: Client, client: Client) -> None:
    factories.found_site()
    hours = "Trả lời trong giờ hành chính"
    Contact.objects.create(site=Site.objects.get(is_default_site=True), owner="Sở Nội vụ", phone="1", hours=hours)
    shown = page(reader, "/")
    for words in (
        "<h1>Learn digital skills and earn a certificate</h1>",
        ">Learn on your phone",
        "<p>Replies during office hours</p>",
    ):
        assert words in shown
    for title, address in {"About": "gioi-thieu", "Help": "tro-giup", "Privacy": "quyen-rieng-tu"}.items():
        assert f'<li><a href="/{address}/">{title}</a>' in shown
    assert '<p lang="vi">Sở Nội vụ</p>' in shown
    assert '<li><a href="/tro-giup/">Trợ giúp</a>' in page(client, "/")


@pytest.mark.parametrize(
    ("address", "vietnamese", "english"),
    [
        ("/gioi-thieu/", "Giới thiệu", "About"),
        ("/tro-giup/", "Trợ giúp", "Help"),
        ("/quyen-rieng-tu/", "Quyền riêng tư", "Privacy"),
        ("/ho-tro-tiep-can/", "Hỗ trợ tiếp cận", "Accessibility"),
    ],
)
def test_a_first_page_is_named_in_english_and_said_to_be_in_vietnamese(
    reader: Client, client: Client, address: str, vietnamese: str, english: str
) -> None:
    factories.found_site()
    shown = page(reader, address)
    assert f"<title>{english} · " in shown
    main = shown[shown.index("<main") : shown.index("</main>")]
    assert main.index(f"<h1>{english}</h1>") < main.index("This page is in Vietnamese.") < main.index(' lang="vi"')
    assert f"<h1>{vietnamese}</h1>" in page(client, address)


def test_the_words_of_the_first_pages_are_the_standard_ones() -> None:
    factories.found_site()
    home = HomePage.objects.get()
    menu = home.get_children().live().in_menu()
    assert menu
    assert all(is_standard(words) for words in (home.title, home.lead, *menu.values_list("title", flat=True)))


def test_a_page_an_editor_named_herself_keeps_its_name(reader: Client) -> None:
    factories.found_site()
    named = StandardPage.objects.get(slug="gioi-thieu")
    named.title = "Về chúng tôi"
    named.save_revision().publish()
    assert '<li lang="vi"><a href="/gioi-thieu/">Về chúng tôi</a>' in page(reader, "/")
