"""A course with everything a learner can meet, and how she gets about in it."""

from typing import Any

from django.test import Client
from wagtail.blocks.stream_block import StreamValue

from courses.catalogue.assessment_blocks import AssessmentParts, asking
from courses.catalogue.models import AssessmentPage, CoursePage, LessonPage, ModulePage
from courses.editions.actions import release
from courses.editions.models import EditionUnit
from courses.questions.models import Question
from learners.attempts.actions import open_attempt, save_answers, submit
from learners.attempts.models import Attempt
from learners.enrolment.models import Enrolment
from learners.people.models import Account
from tests import factories
from tests.attempts.file_samples import essay
from tests.questions.samples import SAMPLES, right, stored

# What explains the right answers: on no page before they are given.
SECRET = "Đáp án bí mật"
Kinds = tuple[str, str, str]


def course(by: Account, *, inline: str = "single", max_attempts: int = 2, **rules: Any) -> CoursePage:
    """Two lessons, the second with an ``inline`` question in it, and an assessment with a question of each kind."""
    made = factories.course(assessment=False, lessons=1)
    module = ModulePage.objects.child_of(made).get()
    body = [("text", "<p>Đọc rồi trả lời.</p>"), ("question", question(inline, by))]
    factories.add(module, LessonPage(title="Bài có câu hỏi", body=body))
    page = AssessmentPage(title="Kiểm tra", max_attempts=max_attempts, **rules)
    page.parts = asking([question(kind, by) for kind in SAMPLES])
    factories.add(module, page)
    release(course=made, acting_user=by, at=factories.at(0))
    return made


def sectioned(by: Account, title: str = "Hai phần", kinds: Kinds = ("fill",) * 3, **rules: Any) -> CoursePage:
    """Two sections: two questions for a point each; one for three."""
    made = factories.course(title, assessment=False, lessons=0)
    page = AssessmentPage(title="Kiểm tra", shuffle=False, **rules)
    first, second, third = (stored(kind, f"Hỏi {number}?", SECRET, by).pk for number, kind in enumerate(kinds, 1))
    parts = [
        {"type": "section", "value": {"title": "Phần đọc", "intro": "Đọc kỹ từng câu."}},
        {"type": "question", "value": {"question": first, "points": 1}},
        {"type": "question", "value": {"question": second, "points": 1}},
        {"type": "section", "value": {"title": "Phần làm", "intro": ""}},
        {"type": "question", "value": {"question": third, "points": 3}},
    ]
    page.parts = StreamValue(AssessmentParts(), parts, is_lazy=True)
    factories.add(ModulePage.objects.child_of(made).get(), page)
    release(course=made, acting_user=by, at=factories.at(0))
    return made


def taking_files(by: Account, files: str = "optional", **rules: Any) -> CoursePage:
    """One essay that takes files."""
    made = factories.course("Nộp tệp", assessment=False, lessons=0)
    page = AssessmentPage(title="Bài tập", **rules)
    page.parts = asking([essay(files, "Anh/chị viết tay kế hoạch rồi chụp ảnh.")])
    factories.add(ModulePage.objects.child_of(made).get(), page)
    release(course=made, acting_user=by, at=factories.at(0))
    return made


def question(kind: str, by: Account) -> Question:
    return stored(kind, f"Hỏi {kind}?", SECRET, by)


def units(mine: Enrolment) -> list[EditionUnit]:
    return list(EditionUnit.objects.filter(edition__pins__enrolment=mine).order_by("position"))


def address(mine: Enrolment, place: int, rest: str = "") -> str:
    return f"/hoc/{mine.pk}/bai/{units(mine)[place].unit_key}/{rest}"


def paper(mine: Enrolment) -> Attempt:
    return open_attempt(enrolment=mine, unit=units(mine)[-1])


def answer(attempt: Attempt, wrong: bool = False) -> Attempt:
    found = {}
    for item in attempt.items.select_related("version__question"):
        kind = item.version.question.kind
        found[item.position] = SAMPLES[kind][1] if wrong else right(kind, item.version.data)
    save_answers(attempt=attempt, answers=found)
    return submit(attempt=attempt)


def text(client: Client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200
    return answer.content.decode()
