"""What a release freezes of an assessment: its sections, points, draws and how it is taken."""

import datetime as dt
from typing import Any

import pytest
from wagtail.blocks.stream_block import StreamValue

from courses.catalogue.assessment_blocks import AssessmentParts
from courses.catalogue.models import AssessmentPage, CoursePage
from courses.editions.actions import NotReady, release
from courses.editions.asking import AssessmentRules
from courses.editions.changes import preview
from courses.editions.correcting import NotACorrection, correct_unit
from courses.questions.models import Question
from learners.people.models import Account
from tests import factories
from tests.editions.editing import assessment_of, publish, unit_of


def parts(*raw: tuple[str, dict[str, Any]]) -> StreamValue:
    return StreamValue(AssessmentParts(), [{"type": name, "value": value} for name, value in raw], is_lazy=True)


def draw(count: int, points: int = 1, **marks: str) -> tuple[str, dict[str, Any]]:
    return "draw", {"count": count, "points": points, "tags": "", "difficulty": "", "competence": "", **marks}


def question(prompt: str, *tags: str, **marks: str) -> Question:
    made = factories.question(prompt)
    made.tags.add(*tags)
    Question.objects.filter(pk=made.pk).update(**marks)
    return made


@pytest.fixture
def bank(db: None) -> list[Question]:
    return [
        question("Một?", "mạng", "lừa đảo", difficulty="easy"),
        question("Hai?", "mạng", difficulty="hard"),
        question("Ba?", "Mạng", difficulty="easy", competence="4.1"),
        question("Bốn?"),
    ]


def frozen(course: CoursePage) -> AssessmentRules:
    return AssessmentRules.of(unit_of(course, "Kiểm tra").rules)


def asked(course: CoursePage) -> list[list[Any]]:
    return [[item.pool for item in part.items] for part in frozen(course).sections]


def test_sections_points_and_draws_are_frozen(course: CoursePage, oanh: Account, bank: list[Question]) -> None:
    fixed = {"question": bank[3].pk, "points": 2}
    heading = ("section", {"title": "Phần hai", "intro": "Chọn kỹ."})
    empty = ("section", {"title": "Phần ba", "intro": ""})
    page = assessment_of(course)
    publish(page, parts=parts(("question", fixed), heading, draw(2, points=3, tags="mạng"), empty))
    release(course=course, acting_user=oanh)

    one, two = frozen(course).sections
    assert [(part.title, part.intro, part.size) for part in (one, two)] == [("", "", 1), ("Phần hai", "Chọn kỹ.", 2)]
    assert [(item.count, item.points, item.is_fixed) for item in (*one.items, *two.items)] == [
        (1, 2, True),
        (2, 3, False),
    ]
    assert two.items[0].pool == tuple(found.current_id for found in bank[:3])
    assert (frozen(course).size, unit_of(course, "Kiểm tra").minutes) == (3, 6)


@pytest.mark.parametrize(
    ("marks", "found"),
    [
        ({"tags": "mạng, lừa đảo"}, ["Một?"]),
        ({"tags": "mạng", "difficulty": "easy"}, ["Một?", "Ba?"]),
        ({"competence": "4.1"}, ["Ba?"]),
        ({"difficulty": "medium"}, ["Bốn?", "Ngày Chuyển đổi số quốc gia?"]),
    ],
)
def test_a_draw_is_from_what_bears_all_its_marks(
    course: CoursePage, oanh: Account, bank: list[Question], marks: dict[str, str], found: list[str]
) -> None:
    publish(assessment_of(course), parts=parts(draw(1, **marks)))
    release(course=course, acting_user=oanh)
    versions = {one.current_id: one.current.prompt for one in Question.objects.select_related("current")}
    assert sorted(versions[pk] for [pool] in asked(course) for pk in pool) == sorted(found)


def test_a_draw_from_too_few_is_not_released(course: CoursePage, oanh: Account, bank: list[Question]) -> None:
    publish(assessment_of(course), parts=parts(draw(4, tags="mạng")))
    with pytest.raises(NotReady, match="rút 4 câu nhưng ngân hàng chỉ có 3 câu như vậy"):
        release(course=course, acting_user=oanh)


def test_how_it_is_taken_is_frozen(course: CoursePage, oanh: Account) -> None:
    opens = dt.datetime(2026, 12, 1, 1, tzinfo=dt.UTC)
    rules: dict[str, Any] = {
        "time_limit": 30, "overdue": "grace", "grace_minutes": 5, "opens_at": opens, "wait_minutes": 60,
        "grade_policy": "last", "sequential": True, "access_code": "SÔNG", "honour": "Tôi tự làm bài.",
    }  # fmt: skip
    publish(assessment_of(course), **rules)
    release(course=course, acting_user=oanh)
    known = frozen(course)
    assert {name: getattr(known, name) for name in rules} == rules
    assert unit_of(course, "Kiểm tra").minutes == 30


def test_another_rule_is_no_correction(course: CoursePage, oanh: Account) -> None:
    publish(assessment_of(course), time_limit=20)
    with pytest.raises(NotACorrection):
        correct_unit(page=assessment_of(course), acting_user=oanh, reason="Sửa")
    assert [change.detail for change in preview(course).new_rules] == [
        AssessmentPage._meta.get_field("time_limit").verbose_name
    ]


def test_a_bank_that_grew_keeps_words_correctable(course: CoursePage, oanh: Account, bank: list[Question]) -> None:
    publish(assessment_of(course), parts=parts(draw(2, tags="mạng")))
    release(course=course, acting_user=oanh)
    question("Năm?", "mạng")
    page = assessment_of(course)
    publish(page, intro="Đọc kỹ trước khi làm.")
    correct_unit(page=page, acting_user=oanh, reason="Sửa lời dẫn")
    assert len(frozen(course).versions) == 3
