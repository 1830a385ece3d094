"""What people judge: an essay is marked with its rubric, a wrong key is mended and everybody graded again."""

import pytest
from django.contrib.auth.models import Permission
from playwright.sync_api import Page, expect

from courses.catalogue.models import CoursePage
from courses.questions.models import Question, QuestionKind
from learners.attempts.actions import open_attempt, save_answers, submit
from learners.certificates.models import Issuer
from learners.enrolment.actions import enrol
from learners.enrolment.models import Enrolment
from learners.people.models import Account
from learners.regrading.running import run
from tests import factories
from tests.browser.conftest import DESK, PHONE, OpenPage
from tests.study import world

pytestmark = pytest.mark.django_db(transaction=True)
ESSAY = "Bà con quên mật khẩu.\nTôi để bà con tự bấm, mình quay đi."
WHY = "Đáp án ghi nhầm: núi không phải là nước."


@pytest.fixture
def oanh(live_server: object) -> Account:
    factories.found_site()
    Issuer.objects.get_or_create(code="SKHCN", defaults={"name": "Sở Khoa học và Công nghệ"})
    return factories.editor("oanh", of=factories.person("Trần Kim Oanh"))


@pytest.fixture
def lan(oanh: Account) -> Account:
    return factories.account("lan", of=factories.person("Nguyễn Thị Lan"))


def taken(lan: Account, course: CoursePage) -> Enrolment:
    return enrol(person=lan.person, course_key=course.translation_key, acting_user=lan)


def hand_in(page: Page, mine: Enrolment) -> None:
    page.goto(world.address(mine, 0))
    page.get_by_role("button", name="Bắt đầu làm bài").click()
    for gap in page.locator("input[type=text]").all():
        gap.fill("mười")
    page.get_by_role("button", name="Phần tiếp").click()
    page.locator("textarea").fill(ESSAY)
    page.get_by_role("button", name="Xem lại và nộp").click()
    page.get_by_role("button", name="Nộp bài").click()
    expect(page.locator(".outcome-word")).to_have_text("Đang chờ chấm")


def mark(page: Page) -> None:
    """Not without a level for each criterion; the learner is not named beside what she wrote."""
    page.goto("/cham-bai/")
    page.get_by_role("link", name="Hỏi 3?").click()
    main = page.get_by_role("main")
    expect(main.get_by_text("Tôi để bà con tự bấm, mình quay đi.")).to_be_visible()
    expect(main.get_by_text("Nguyễn Thị Lan")).to_be_hidden()
    page.get_by_label("đủ 2 điểm").check()
    page.get_by_role("button", name="Hoàn tất").click()
    expect(page.get_by_role("alert")).to_contain_text("Hãy chọn một mức cho mỗi tiêu chí.")
    page.get_by_label("rõ 1 điểm").check()
    page.get_by_label("Nhận xét cho người học").fill("Đúng việc cần làm.")
    page.get_by_role("button", name="Hoàn tất").click()
    expect(page.get_by_text("Không có bài nào chờ anh/chị chấm.")).to_be_visible()


def test_an_essay_is_marked_and_earns_the_certificate(open_page: OpenPage, lan: Account, oanh: Account) -> None:
    oanh.user_permissions.add(Permission.objects.get(codename="mark_answers"))
    mine = taken(lan, world.sectioned(oanh, kinds=("fill", "fill", QuestionKind.ESSAY)))
    phone = open_page(PHONE, lan)
    hand_in(phone, mine)
    phone.get_by_role("link", name="Về mục lục").click()
    expect(phone.get_by_text("đã nộp, đang chờ chấm")).to_be_visible()
    expect(phone.get_by_role("link", name="Học tiếp")).to_have_count(0)
    mark(open_page(DESK, oanh))
    phone.goto("/thong-bao/")
    told = phone.get_by_role("listitem").filter(has_text="anh/chị nộp đã được chấm")
    told.get_by_role("button").click()
    expect(phone.locator(".outcome-word")).to_have_text("Đạt 100%")
    essay = phone.locator("#cau-3")
    expect(essay).to_contain_text("Nội dung: đủ 2/2")
    expect(essay).to_contain_text("Đúng việc cần làm.")
    phone.get_by_role("link", name="Xem giấy chứng nhận").click()
    expect(phone.get_by_role("heading", level=1)).to_have_text("Giấy chứng nhận hoàn thành")


def mend_the_key(page: Page, question: Question) -> None:
    page.goto(f"/quan-tri/snippets/questions/question/edit/{question.pk}/")
    right = page.get_by_label("Phương án này đúng")
    right.nth(1).uncheck()
    right.nth(0).check()
    page.get_by_role("button", name="Lưu", exact=True).click()
    expect(page.get_by_text("Đã", exact=False).first).to_be_visible()
    page.goto(f"/quan-tri/snippets/questions/question/history/{question.pk}/")
    page.get_by_role("link", name="Sửa đáp án đã dùng và chấm lại").click()
    page.get_by_label("Lý do").fill(WHY)
    page.get_by_role("button", name="Ghi cách chấm, xem ai đổi điểm").click()


def grade_again(page: Page) -> None:
    """She reads who would change before anything does, has it done, and sees it done by the worker."""
    row = page.get_by_role("row", name="Nguyễn Thị Lan")
    expect(page.get_by_text("1 lượt làm bài của 1 người sẽ đổi điểm.")).to_be_visible()
    expect(row).to_contain_text("4/5 (80%)")
    expect(row).to_contain_text("chưa đạt → đạt")
    expect(row).to_contain_text("được cấp")
    page.get_by_role("button", name="Chấm lại", exact=True).click()
    expect(page.get_by_text("Đang chấm lại: 0%")).to_be_visible()
    run(lambda: None)
    page.get_by_role("link", name="Cập nhật tiến độ").click()
    expect(page.get_by_text("Đã xong: 100%")).to_be_visible()
    expect(row).to_contain_text("chưa đạt → đạt")


def test_a_wrong_key_is_mended_and_who_failed_by_it_reads_why(open_page: OpenPage, lan: Account, oanh: Account) -> None:
    course = world.sectioned(oanh, kinds=(QuestionKind.SINGLE, "fill", "fill"), pass_percent=90)
    mine = taken(lan, course)
    attempt = open_attempt(enrolment=mine, unit=mine.progress.edition.units.get())
    save_answers(attempt=attempt, answers={0: 0, 1: ["mười"], 2: ["mười"]})
    assert submit(attempt=attempt).passed is False
    son = factories.account("son", of=factories.person("Trần Văn Sơn"), is_staff=True, is_superuser=True)
    desk = open_page(DESK, son)
    mend_the_key(desk, Question.objects.get(kind=QuestionKind.SINGLE))
    grade_again(desk)
    phone = open_page(PHONE, lan)
    phone.goto("/thong-bao/")
    notice = phone.get_by_role("listitem").filter(has_text=WHY)
    expect(notice).to_contain_text("Kết quả từ chưa đạt thành đạt.")
    notice.get_by_role("button").click()
    expect(phone.locator(".outcome-word")).to_have_text("Đạt 100%")
    expect(phone.get_by_text(WHY)).to_be_visible()
    phone.get_by_role("link", name="Xem giấy chứng nhận").click()
    expect(phone.get_by_role("heading", level=1)).to_have_text("Giấy chứng nhận hoàn thành")
