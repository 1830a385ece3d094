"""When something goes wrong in the middle: the answers survive, and nobody else sees them."""

import pytest
from playwright.sync_api import BrowserContext, Page, Route, expect

from courses.questions.models import QuestionKind
from learners.attempts.actions import open_attempt
from learners.attempts.models import Attempt
from learners.enrolment.actions import enrol
from learners.enrolment.models import Enrolment
from tests import factories
from tests.browser import walking, world
from tests.browser.answering import answer_all, question, shown, words
from tests.browser.conftest import PHONE, OpenPage
from tests.questions.samples import SAMPLES, SCORED, right

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def made(live_server: object) -> world.World:
    return world.build()


@pytest.fixture
def enrolment(made: world.World) -> Enrolment:
    return enrol(person=made.lan.person, course_key=made.course.translation_key, acting_user=made.lan)


@pytest.fixture
def attempt(enrolment: Enrolment) -> Attempt:
    return open_attempt(enrolment=enrolment, unit=enrolment.progress.edition.units.get(kind="assessment"))


def lose_session(context: BrowserContext) -> None:
    context.clear_cookies(name="sessionid")


def filled(page: Page, attempt: Attempt) -> None:
    page.goto(f"/hoc/luot/{attempt.pk}/")
    answer_all(page)


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "plain"])
def test_answers_outlive_the_session_for_the_same_person(
    open_page: OpenPage, made: world.World, attempt: Attempt, scripts: bool
) -> None:
    page = open_page(PHONE, made.lan, java_script_enabled=scripts)
    page.goto(f"/hoc/luot/{attempt.pk}/")
    lose_session(page.context)
    answer_all(page)
    page.get_by_role("button", name="Lưu lại").click()
    walking_in = page.get_by_label("Tên đăng nhập hoặc số điện thoại")
    expect(walking_in).to_be_visible()
    walking_in.fill("lan")
    page.get_by_label("Mật khẩu").fill("mat-khau-tot-2026")
    page.get_by_role("main").get_by_role("button", name="Đăng nhập").click()
    expect(page.get_by_text("chưa lưu", exact=False).first).to_be_visible()
    for kind in map(QuestionKind, SAMPLES):
        assert shown(page, kind) == words(kind, right(kind, SAMPLES[kind][0])), kind


def test_somebody_else_on_the_phone_sees_nothing_of_them(
    open_page: OpenPage, made: world.World, attempt: Attempt
) -> None:
    factories.account("huy", of=factories.person("Trương Gia Huy"))
    page = open_page(PHONE, made.lan, java_script_enabled=False)
    page.goto(f"/hoc/luot/{attempt.pk}/")
    lose_session(page.context)
    answer_all(page)
    page.get_by_role("button", name="Lưu lại").click()
    page.get_by_label("Tên đăng nhập hoặc số điện thoại").fill("huy")
    page.get_by_label("Mật khẩu").fill("mat-khau-tot-2026")
    page.get_by_role("main").get_by_role("button", name="Đăng nhập").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Không tìm thấy trang này")
    assert not attempt.items.exclude(response=None).exists()


def test_two_windows_submit_once(open_page: OpenPage, made: world.World, attempt: Attempt) -> None:
    first = open_page(PHONE, made.lan)
    filled(first, attempt)
    first.get_by_role("button", name="Xem lại và nộp").click()
    second = first.context.new_page()
    second.goto(f"/hoc/luot/{attempt.pk}/?xem-lai")
    first.get_by_role("button", name="Nộp bài").click()
    expect(first.get_by_text(f"Đúng {len(SCORED)}/{len(SCORED)} câu.", exact=False)).to_be_visible()
    second.get_by_role("button", name="Nộp bài").click()
    expect(second.get_by_text("Bài này đã nộp rồi", exact=False)).to_be_visible()
    assert Attempt.objects.get().number == 1


def test_handing_in_waits_for_what_is_being_saved(open_page: OpenPage, made: world.World, attempt: Attempt) -> None:
    """On a slow network the automatic saving of half an answer is under way when she finishes it and goes on."""
    page, held = open_page(PHONE, made.lan), []

    def hold(route: Route) -> None:
        if route.request.headers["accept"] != "application/json":
            return route.continue_()
        return held.append((route, route.fetch()))

    page.route(f"**/hoc/luot/{attempt.pk}/", hold)
    page.goto(f"/hoc/luot/{attempt.pk}/")
    gap = question(page, QuestionKind.FILL).get_by_role("textbox")
    gap.fill("mư")
    for _ in range(100):
        page.wait_for_timeout(100)
        if held:
            break
    gap.fill("mười")
    page.get_by_role("button", name="Xem lại và nộp").click()
    page.wait_for_timeout(500)
    [(route, answer)] = held
    route.fulfill(response=answer)
    expect(page.get_by_role("heading", level=1)).to_have_text("Xem lại trước khi nộp")
    expect(page.get_by_text(f"Còn {len(SAMPLES) - 1} câu chưa trả lời.")).to_be_visible()
    assert attempt.items.get(version__question__kind=QuestionKind.FILL).response == ["mười"]


def test_a_lesson_unpublished_while_being_read_stays_readable(
    open_page: OpenPage, made: world.World, enrolment: Enrolment
) -> None:
    page = open_page(PHONE, made.lan)
    lesson = world.first_lesson(made.course)
    page.goto(f"/hoc/{enrolment.pk}/bai/{lesson.translation_key}/")
    lesson.unpublish()
    page.reload()
    expect(page.get_by_role("heading", level=1)).to_have_text("Bài 1")
    page.get_by_role("button", name="Đã học xong, sang phần tiếp").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Bài 2")


def test_a_wrong_password_says_what_to_do_and_keeps_the_name(open_page: OpenPage, made: world.World) -> None:
    page = open_page(PHONE)
    page.goto("/dang-nhap/")
    page.get_by_label("Tên đăng nhập hoặc số điện thoại").fill("lan")
    page.get_by_label("Mật khẩu").fill("sai-mat-khau")
    page.get_by_role("main").get_by_role("button", name="Đăng nhập").click()
    expect(page.get_by_role("alert")).to_contain_text("Chưa đăng nhập được")
    expect(page.get_by_label("Tên đăng nhập hoặc số điện thoại")).to_have_value("lan")
    walking.sign_in(page, "lan")
    expect(page.get_by_role("heading", level=1)).to_have_text("Việc học của tôi")


def test_an_account_without_a_person_is_told_why_it_cannot_enrol(open_page: OpenPage, made: world.World) -> None:
    clerk = factories.account("quan-tri")
    page = open_page(PHONE, clerk)
    page.goto(f"/khoa-hoc/{made.course.slug}/")
    expect(page.get_by_text("không gắn với người học nào", exact=False)).to_be_visible()
    expect(page.get_by_role("button", name="Ghi danh")).to_have_count(0)
