"""A new course: empty, from a skeleton, or as a copy that shares nothing with its original but the bank's questions."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.models import Page

from courses.beginning.actions import begin_course, copy_course
from courses.beginning.skeletons import skeleton, skeletons
from courses.catalogue.assessment_blocks import asking
from courses.catalogue.editors import found_editors
from courses.catalogue.models import AssessmentPage, CatalogIndexPage, CoursePage, LessonPage
from courses.editions.models import Edition
from learners.people.models import Account
from mooc.foundation.models import AuditEntry
from tests import factories
from tests.editions.editing import ask, ask_also, asked_by, assessment_of, lesson_of, publish

ADDRESS = "/quan-tri/khoa-hoc-moi/"
NAMED = {"title": "Kỹ năng số cho tổ công nghệ", "code": "CDS-31"}


@pytest.fixture
def browser(oanh: Account) -> Client:
    factories.catalogue()
    oanh.groups.add(found_editors())
    client = Client()
    client.force_login(oanh)
    return client


def copied(course: CoursePage, by: Account) -> CoursePage:
    index = CatalogIndexPage.objects.get()
    return copy_course(source=course, catalogue=index, title="Khóa chép", code="CHEP", acting_user=by)


def units(course: CoursePage) -> list[str]:
    return [page.draft_title for page in course.get_descendants().order_by("path")]


@pytest.mark.django_db
def test_every_skeleton_says_what_to_write(oanh: Account) -> None:
    index = factories.catalogue()
    assert len({one.key for one in skeletons()}) == len(skeletons()) >= 3
    for number, one in enumerate(skeletons()):
        course = begin_course(catalogue=index, title=one.title, code=f"MAU-{number}", skeleton=one, acting_user=oanh)
        lessons = LessonPage.objects.descendant_of(course)
        assert lessons.count() == sum(len(module.lessons) for module in one.modules) >= 3
        assert all("[Viết:" in str(lesson.body.raw_data) for lesson in lessons)
        assert AssessmentPage.objects.descendant_of(course).get().asked == 0
        assert not Page.objects.descendant_of(course, inclusive=True).live().exists()


def test_the_plan_is_shown_before_anything_is_made(browser: Client) -> None:
    page = browser.get(ADDRESS, {**NAMED, "start": "mau-ba-bai"}).content.decode()
    for words in ("Sẽ tạo", "Mở đầu: học xong làm được gì", "bài học, 25 phút", "bài kiểm tra, chưa có câu hỏi"):
        assert words in page
    assert not CoursePage.objects.exists()


def test_a_course_from_a_skeleton_opens_on_its_board(browser: Client, oanh: Account) -> None:
    answer = browser.post(ADDRESS, {**NAMED, "start": "mau-ba-bai"})
    course = CoursePage.objects.get()
    assert answer.headers["Location"] == reverse("outline:show", args=[course.pk])
    assert (course.title, course.code, course.slug, course.owner) == (
        NAMED["title"], "CDS-31", "ky-nang-so-cho-to-cong-nghe", oanh,
    )  # fmt: skip
    assert units(course)[1:] == [
        "Mở đầu: học xong làm được gì", "Kiến thức cần có", "Làm theo từng bước", "Kiểm tra cuối khóa",
    ]  # fmt: skip
    board = browser.get(answer.headers["Location"]).content.decode()
    assert board.count("Đang soạn</span>") == 7
    entry = AuditEntry.objects.get(verb="begin_course")
    assert entry.actor == str(oanh.pk)
    assert entry.new == {"title": course.title, "code": "CDS-31", "skeleton": "ba-bai"}


def test_an_empty_course_has_nothing_in_it(browser: Client) -> None:
    assert "chưa có học phần nào" in browser.get(ADDRESS, {**NAMED, "start": "trong"}).content.decode()
    browser.post(ADDRESS, {**NAMED, "start": "trong"})
    assert units(CoursePage.objects.get()) == []


def test_a_copy_is_another_course_asking_the_same_questions(course: CoursePage, oanh: Account) -> None:
    inline = factories.question("Tự kiểm tra?")
    ask(lesson_of(course), inline)
    made = copied(course, oanh)
    assert units(made) == units(course)
    keys = set(course.get_descendants(inclusive=True).values_list("translation_key", flat=True))
    new_keys = set(made.get_descendants(inclusive=True).values_list("translation_key", flat=True))
    assert len(new_keys) == 5
    assert not keys & new_keys
    asked = asked_by(assessment_of(course))
    assert asked_by(assessment_of(made)) == asked
    assert [raw["value"] for raw in lesson_of(made).body.raw_data if raw["type"] == "question"] == [inline.pk]
    assert not made.get_descendants(inclusive=True).live().exists()
    assert not Edition.objects.filter(course_key=made.translation_key).exists()
    entry = AuditEntry.objects.get(verb="copy_course")
    assert entry.new == {"title": "Khóa chép", "code": "CHEP", "source": course.pk, "pages": 5}


def test_a_copy_takes_the_newest_writing(course: CoursePage, oanh: Account) -> None:
    lesson, paper = lesson_of(course), assessment_of(course)
    lesson.title, lesson.body = "Bài 1 viết lại", [("text", "<p>Chữ mới.</p>")]
    lesson.save_revision(user=oanh)
    ask_also(paper, factories.question("Câu thêm?"))
    paper.save_revision(user=oanh)
    made = copied(course, oanh)
    copy = LessonPage.objects.descendant_of(made).order_by("path")[0]
    assert copy.get_latest_revision_as_object().title == "Bài 1 viết lại"
    assert "Chữ mới." in str(copy.get_latest_revision_as_object().body.raw_data)
    assert assessment_of(made).get_latest_revision_as_object().asked == 2
    assert lesson_of(course).title == "Bài 1"


def test_changing_a_copy_leaves_the_original(course: CoursePage, oanh: Account) -> None:
    made = copied(course, oanh)
    lesson_of(made).delete()
    publish(assessment_of(made), parts=asking([]))
    assert "Bài 1" in units(course)
    assert assessment_of(course).asked == 1


def test_the_plan_of_a_copy_names_its_parts(browser: Client, course: CoursePage) -> None:
    asked = {**NAMED, "start": "sao-chep", "source": course.pk}
    page = browser.get(ADDRESS, asked).content.decode()
    for words in ("Học phần 1", "bài học, 10 phút", "bài kiểm tra, 1 câu hỏi", "Không sao chép"):
        assert words in page
    browser.post(ADDRESS, asked)
    made = CoursePage.objects.get(code="CDS-31")
    assert units(made) == units(course)


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"title": "", "code": "CDS-31", "start": "trong"}, "Tên khóa học</a>"),
        ({"title": "Khóa", "code": "", "start": "trong"}, "Mã khóa học</a>"),
        ({"title": "Khóa", "code": "cds", "start": "trong"}, "đang thuộc khóa “Chuyển đổi số cơ bản”"),
        ({"title": "Khóa", "code": "CDS-31", "start": "mau-khong-co"}, "Bắt đầu từ</a>"),
        ({"title": "Khóa", "code": "CDS-31", "start": "sao-chep"}, "chọn khóa học để sao chép"),
        ({"title": "Khóa", "code": "CDS-31", "start": "sao-chep", "source": "0"}, "Khóa học để sao chép</a>"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_made(
    browser: Client, course: CoursePage, sent: dict[str, str], said: str
) -> None:
    page = browser.post(ADDRESS, sent).content.decode()
    assert "Chưa tạo được khóa học" in page
    assert said in page
    assert CoursePage.objects.count() == 1


def test_same_titles_get_addresses_of_their_own(oanh: Account) -> None:
    index = factories.catalogue()
    for code in ("A", "B"):
        begin_course(catalogue=index, title="Khóa một", code=code, skeleton=skeleton("ba-bai"), acting_user=oanh)
    assert set(CoursePage.objects.values_list("slug", flat=True)) == {"khoa-mot", "khoa-mot-2"}


def test_the_ways_in_are_shown_to_who_may(browser: Client, course: CoursePage) -> None:
    index = CatalogIndexPage.objects.get()
    assert f'href="{ADDRESS}"' in browser.get(reverse("wagtailadmin_explore", args=[index.pk])).content.decode()
    board = browser.get(reverse("outline:show", args=[course.pk])).content.decode()
    assert f'href="{ADDRESS}?tu={course.pk}"' in board
    page = browser.get(ADDRESS, {"tu": course.pk}).content.decode()
    assert f'<option value="{course.pk}" selected>' in page


def test_who_may_add_nowhere_begins_nothing(browser: Client, course: CoursePage, oanh: Account) -> None:
    found_editors().page_permissions.filter(permission__codename="add_page").delete()
    assert browser.get(ADDRESS).status_code == 404
    assert browser.post(ADDRESS, {**NAMED, "start": "trong"}).status_code == 404
    assert f"{ADDRESS}?tu=" not in browser.get(reverse("outline:show", args=[course.pk])).content.decode()


def test_a_page_more_costs_a_fixed_number_of_queries(course: CoursePage, oanh: Account) -> None:
    def queries(of: CoursePage, code: str) -> int:
        index = CatalogIndexPage.objects.get()
        with CaptureQueriesContext(connection) as found:
            copy_course(source=of, catalogue=index, title=f"Khóa {code}", code=code, acting_user=oanh)
        return len(found)

    queries(course, "A")
    few = queries(course, "B")
    for number in range(3, 8):
        factories.lesson(course.get_children().get().specific, f"Bài {number}")
    assert (queries(course, "C") - few) / 5 <= 36
