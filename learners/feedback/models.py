"""What those who finished a course think of it: three likert answers and a free text.

It is no achievement, so it is no statement. Authors see it summed up (``summing``), never whose it is.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _

from learners.enrolment.models import Enrolment


class Agreement(models.IntegerChoices):
    """A likert scale of five, as xAPI's ``likert`` interaction would name its steps."""

    STRONGLY_DISAGREE = 1, _("Hoàn toàn không đồng ý")
    DISAGREE = 2, _("Không đồng ý")
    UNDECIDED = 3, _("Phân vân")
    AGREE = 4, _("Đồng ý")
    STRONGLY_AGREE = 5, _("Hoàn toàn đồng ý")


QUESTIONS = {
    "useful": _("Nội dung có ích cho công việc hoặc đời sống của tôi"),
    "clear": _("Bài học dễ hiểu"),
    "fitting": _("Khối lượng bài học vừa sức"),
}


class Feedback(models.Model):
    """One per enrolment; a second one replaces the first and keeps its place among the others."""

    enrolment = models.OneToOneField(Enrolment, on_delete=models.CASCADE, related_name="+")
    course_key = models.UUIDField(editable=False)
    useful = models.PositiveSmallIntegerField(QUESTIONS["useful"])
    clear = models.PositiveSmallIntegerField(QUESTIONS["clear"])
    fitting = models.PositiveSmallIntegerField(QUESTIONS["fitting"])
    text = models.TextField(_("điều nên giữ, điều nên sửa"), max_length=2000, blank=True)

    class Meta:
        verbose_name = _("ý kiến học viên")
        verbose_name_plural = _("ý kiến học viên")
        indexes = [models.Index(fields=["course_key", "id"], name="feedback_of_course")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(useful__range=(1, 5), clear__range=(1, 5), fitting__range=(1, 5)),
                name="feedback_of_five_steps",
            )
        ]

    def __str__(self) -> str:
        return str(self.course_key)
