"""Correcting words for everyone now; what is required or graded is never corrected."""

from typing import Any

import pytest

from courses.catalogue.models import CoursePage
from courses.editions.actions import release
from courses.editions.correcting import NotACorrection, correct_unit
from courses.editions.models import Edition, EditionUnit, UnitText
from courses.editions.queries import latest, released_unit, units_of
from courses.questions.actions import save_version
from learners.people.models import Account
from mooc.foundation.models import AuditEntry
from tests import factories
from tests.editions.editing import ask, ask_also, assessment_of, lesson_of, publish, translate, unit_of


def shown(course: CoursePage, edition: int, position: int = 0, language: str = "vi") -> str:
    unit = EditionUnit.objects.get(
        edition__course_key=course.translation_key, edition__number=edition, position=position
    )
    return released_unit(unit, language).page.title


def numbers(editions: list[Edition]) -> list[int]:
    return [edition.number for edition in editions]


def test_publishing_alone_changes_nothing_learners_see(course: CoursePage) -> None:
    publish(lesson_of(course), title="Bài mới")

    assert shown(course, 1) == "Bài 1"


def test_a_correction_reaches_every_edition(course: CoursePage, oanh: Account) -> None:
    publish(lesson_of(course, "Bài 2"), minutes=20)
    release(course=course, acting_user=oanh)
    page = lesson_of(course)
    publish(page, title="Bài một", minutes=15)

    done = correct_unit(page=page, acting_user=oanh, reason="Lỗi chính tả")

    assert (numbers(done.corrected), done.left) == ([1, 2], [])
    assert [shown(course, 1), shown(course, 2)] == ["Bài một", "Bài một"]
    unit = unit_of(course, "Bài một")
    assert unit.minutes == 15
    entry = AuditEntry.objects.filter(verb="correct").first()
    assert entry
    assert (entry.reason, entry.new) == ("Lỗi chính tả", {"revision": page.live_revision_id})


def test_a_translation_keeps_the_units_own_title(course: CoursePage, oanh: Account) -> None:
    page = translate(lesson_of(course), "Lesson 1")
    release(course=course, acting_user=oanh)
    publish(page, title="The first lesson", required=False)

    correct_unit(page=page.specific, acting_user=oanh, reason="Wording")

    assert unit_of(course, "Bài 1").texts.get(language="en").title == "The first lesson"
    assert [shown(course, 2, language="en"), shown(course, 2)] == ["The first lesson", "Bài 1"]


def test_each_edition_is_judged_by_its_own_rules(course: CoursePage, oanh: Account) -> None:
    page = assessment_of(course)
    publish(page, pass_percent=90)
    release(course=course, acting_user=oanh)
    publish(page, title="Bài kiểm tra")

    done = correct_unit(page=page, acting_user=oanh, reason="Tên rõ hơn")

    assert (numbers(done.corrected), numbers(done.left)) == ([2], [1])
    assert [shown(course, number, position=2) for number in (1, 2)] == ["Kiểm tra", "Bài kiểm tra"]


@pytest.mark.parametrize("fields", [{"required": False}, {"pass_percent": 50}, {"max_attempts": 1}, {"shuffle": False}])
def test_what_is_required_or_graded_is_refused(course: CoursePage, oanh: Account, fields: dict[str, Any]) -> None:
    page = assessment_of(course)
    publish(page, title="Tên mới", **fields)

    with pytest.raises(NotACorrection):
        correct_unit(page=page, acting_user=oanh, reason="Sửa")
    assert shown(course, 1, position=2) == "Kiểm tra"
    assert not AuditEntry.objects.filter(verb="correct").exists()


def test_another_question_in_an_assessment_is_refused(course: CoursePage, oanh: Account) -> None:
    page = assessment_of(course)
    ask_also(page, factories.question("Thêm?"))
    publish(page)

    with pytest.raises(NotACorrection):
        correct_unit(page=page, acting_user=oanh, reason="Sửa")


def test_a_new_version_in_the_bank_is_no_reason_to_refuse(course: CoursePage, oanh: Account) -> None:
    page = assessment_of(course)
    frozen = unit_of(course, "Kiểm tra").rules
    data = {"choices": ["Có", "Không"], "correct": 1}
    save_version(question=page.parts[0].value["question"], prompt="?", data=data, explanation="", acting_user=oanh)
    publish(page, intro="Đọc kỹ câu hỏi.")

    assert numbers(correct_unit(page=page, acting_user=oanh, reason="Thêm lời dẫn").corrected) == [1]
    assert unit_of(course, "Kiểm tra").rules == frozen


def test_a_lesson_may_drop_a_question_but_not_ask_a_new_one(course: CoursePage, oanh: Account) -> None:
    page, one, two = lesson_of(course), factories.question("Một?"), factories.question("Hai?")
    ask(page, one)
    release(course=course, acting_user=oanh)
    ask(page)
    # The first edition has no question either.
    assert numbers(correct_unit(page=page, acting_user=oanh, reason="Bỏ câu hỏi").corrected) == [1, 2]

    ask(page, two)
    with pytest.raises(NotACorrection):
        correct_unit(page=page, acting_user=oanh, reason="Câu khác")


def test_a_page_never_released_has_nothing_to_correct(oanh: Account) -> None:
    page = lesson_of(factories.course())

    with pytest.raises(NotACorrection, match="chưa được phát hành"):
        correct_unit(page=page, acting_user=oanh, reason="Sửa")


def test_an_alias_is_corrected_with_what_it_shows(course: CoursePage, oanh: Account) -> None:
    other = factories.course("Khóa khác", lessons=0, assessment=False)
    lesson_of(course).create_alias(parent=other.get_children().get(), update_slug="bai-chung")
    release(course=other, acting_user=oanh)
    page = lesson_of(course)
    publish(page, title="Bài một")

    done = correct_unit(page=page, acting_user=oanh, reason="Lỗi chính tả")

    assert {edition.course_id for edition in done.corrected} == {course.pk, other.pk}
    assert latest(other.translation_key).units.get().title == "Bài một"  # type: ignore[union-attr]


def test_correcting_twice_writes_nothing_the_second_time(course: CoursePage, oanh: Account) -> None:
    page = lesson_of(course)
    publish(page, title="Bài một")
    for _ in range(2):
        assert numbers(correct_unit(page=page, acting_user=oanh, reason="Sửa").corrected) == [1]

    assert AuditEntry.objects.filter(verb="correct").count() == 1
    assert UnitText.objects.filter(title="Bài một").count() == 1


def test_what_a_process_remembers_of_an_edition_ends_with_a_correction(course: CoursePage, oanh: Account) -> None:
    def titles() -> list[str]:
        edition = latest(course.translation_key)
        assert edition
        return [unit.title for unit in units_of(edition)]

    assert titles()[0] == "Bài 1"
    publish(lesson_of(course), title="Bài 1, đúng chính tả")
    correct_unit(page=lesson_of(course, "Bài 1, đúng chính tả"), acting_user=oanh, reason="Sai chính tả")
    assert titles()[0] == "Bài 1, đúng chính tả"
