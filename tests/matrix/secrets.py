"""A course whose keys, explanations and words to markers are texts found nowhere else, and whoever sits its assessment.

What a rule may show is marked by its part: ``MARKS``, ``ANSWERS``, ``EXPLANATIONS``; the rest is never shown to Lan.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from courses.catalogue.assessment_blocks import asking
from courses.catalogue.assessment_forms import ANSWERS, EXPLANATIONS, MARKS
from courses.catalogue.models import AssessmentPage, ModulePage
from courses.editions.actions import release
from courses.editions.models import EditionUnit
from courses.questions.actions import save_version
from courses.questions.models import Question, QuestionKind
from learners.attempts.actions import open_attempt, save_answers, submit
from learners.attempts.models import Attempt
from learners.enrolment.actions import enrol
from learners.enrolment.models import Enrolment
from learners.people.models import Account
from tests import factories

EXPLAINED, SAID, GUIDED = "GIẢI-THÍCH-KÍN", "LỜI-CHO-LỰA-CHỌN", "DẶN-NGƯỜI-CHẤM"
KEY, NUMBER = "ĐÁP-ÁN-KÍN", "918273,5"
# The key as a client of the store would read it, and Huy's own words.
PATTERN, HIS = "correctResponsesPattern", "BÀI-CỦA-HUY"
QUESTIONS: tuple[tuple[str, dict[str, Any], Any], ...] = (
    (QuestionKind.FILL, {"blanks": [[KEY]]}, ["chín"]),
    (QuestionKind.NUMERIC, {"low": "918273.5", "high": "918273.5"}, "1"),
    (QuestionKind.SINGLE, {"choices": ["Sông", "Núi"], "correct": 1, "feedback": [SAID, SAID]}, 0),
    (
        QuestionKind.ESSAY,
        {"criteria": [{"name": "Ý", "levels": [{"words": "không", "points": 0}, {"words": "có", "points": 1}]}]}
        | {"guidance": GUIDED},
        "Em viết bài.",
    ),
)
SECRETS: dict[str, tuple[str, ...]] = {
    ANSWERS: (KEY, "918273.5", NUMBER, SAID, PATTERN, ">Đáp án<"),
    EXPLANATIONS: (EXPLAINED,),
    MARKS: ("Chưa đúng", "0/1 điểm"),
}


@dataclass
class Asked:
    unit: EditionUnit
    mine: Enrolment
    attempt: Attempt
    his: Attempt

    def never(self) -> Iterator[str]:
        """What Lan is shown by no rule."""
        yield from (GUIDED, HIS, str(self.attempt.seed), str(self.his.seed), self.his.receipt)
        yield from (str(self.his.pk), str(self.his.enrolment_id))


def question(kind: str, data: dict[str, Any], by: Account) -> Question:
    made = Question.objects.create(kind=kind)
    save_version(question=made, prompt=f"Hỏi {kind}?", data=data, explanation=EXPLAINED, acting_user=by)
    return made


def asked(by: Account, lan: Account, huy: Account, **rules: Any) -> Asked:
    """Huy has handed in his paper, Lan has one open."""
    course = factories.course("Khóa có bí mật", assessment=False, lessons=1)
    page = AssessmentPage(title="Kiểm tra", shuffle=False, **rules)
    page.parts = asking([question(kind, data, by) for kind, data, _wrong in QUESTIONS])
    factories.add(ModulePage.objects.child_of(course).get(), page)
    release(course=course, acting_user=by)
    mine, his = (enrol(person=one.person, course_key=course.translation_key, acting_user=one) for one in (lan, huy))
    unit = mine.progress.edition.units.get(kind="assessment")
    theirs = open_attempt(enrolment=his, unit=unit)
    save_answers(attempt=theirs, answers={**wrong(), 3: HIS})
    return Asked(unit, mine, open_attempt(enrolment=mine, unit=unit), submit(attempt=theirs))


def wrong() -> dict[int, Any]:
    return {place: answer for place, (_kind, _data, answer) in enumerate(QUESTIONS)}
