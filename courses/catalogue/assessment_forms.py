"""The form of an assessment: how it is taken, and what a learner is shown at which moment."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from courses.catalogue.assessment_blocks import QUESTION, SECTION
from courses.catalogue.forms import UnitForm
from courses.questions.grading import is_scored

MARKS, ANSWERS, EXPLANATIONS = "marks", "answers", "explanations"
SHOWN = [
    (MARKS, _("đúng hay sai, được mấy điểm")),
    (ANSWERS, _("đáp án")),
    (EXPLANATIONS, _("giải thích")),
]
DURING, AFTER, LATER, DONE, CLOSED = "during", "after", "later", "done", "closed"
# In their order: on a question she has just answered, until she leaves the result, while the assessment is open, from
# handing in an attempt that needs no other after it, when the assessment is closed.
MOMENTS = {
    DURING: _("Ngay khi trả lời từng câu"),
    AFTER: _("Ngay sau khi nộp"),
    LATER: _("Về sau, khi bài còn mở"),
    DONE: _("Ở lượt đã đạt, hoặc lượt cuối được làm"),
    CLOSED: _("Khi bài đã đóng"),
}


def default_feedback() -> dict[str, list[str]]:
    """Everything once it is handed in: what rules mean that say nothing of it."""
    everything = [MARKS, ANSWERS, EXPLANATIONS]
    return {DURING: [], AFTER: everything, LATER: everything, CLOSED: everything}


def first_feedback() -> dict[str, list[str]]:
    """Of a new assessment: who will sit it again learns what she had wrong, and not the key."""
    everything = [MARKS, ANSWERS, EXPLANATIONS]
    return {DURING: [], AFTER: [MARKS], LATER: [MARKS], DONE: everything, CLOSED: everything}


def _moment_field(moment: str) -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(
        label=MOMENTS[moment], choices=SHOWN, required=False, widget=forms.CheckboxSelectMultiple
    )


def _has_points(part: Any) -> bool:
    """A draw may have; which questions it takes is known when the course is released."""
    if part.block_type != QUESTION:
        return part.block_type != SECTION
    question = part.value["question"]
    return question is not None and is_scored(question.kind)


class AssessmentForm(UnitForm):
    feedback_during = _moment_field(DURING)
    feedback_after = _moment_field(AFTER)
    feedback_later = _moment_field(LATER)
    feedback_done = _moment_field(DONE)
    feedback_closed = _moment_field(CLOSED)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for moment in MOMENTS:
            self.initial[f"feedback_{moment}"] = self.instance.feedback.get(moment, [])

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        opens, closes = cleaned.get("opens_at"), cleaned.get("closes_at")
        if opens and closes and closes <= opens:
            self.add_error("closes_at", _("Giờ đóng phải sau giờ mở."))
        if cleaned.get("overdue") == "grace" and not cleaned.get("grace_minutes"):
            self.add_error("grace_minutes", _("Hãy ghi số phút ân hạn, hoặc chọn cách khác khi hết giờ."))
        if cleaned.get("practice") and cleaned.get("required"):
            text = _("Bài chỉ để luyện tập không bao giờ được ghi là đạt nên không thể là bài bắt buộc.")
            self.add_error("practice", text)
        if not self.is_deferred_validation and all(part.block_type == SECTION for part in cleaned.get("parts", ())):
            self.add_error("parts", _("Bài kiểm tra cần ít nhất một câu hỏi."))
        elif not self.is_deferred_validation and not any(map(_has_points, cleaned.get("parts", ()))):
            self.add_error("parts", _("Bài kiểm tra cần ít nhất một câu được tính điểm."))
        self.instance.feedback = {moment: cleaned.get(f"feedback_{moment}", []) for moment in MOMENTS}
        return cleaned
