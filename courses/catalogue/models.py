"""CatalogIndexPage > CoursePage > ModulePage > LessonPage | AssessmentPage.

These are what editors edit. A learner never sees them directly: she sees the revision her edition pins.
A unit's identity is its page's ``translation_key``: a translation is the same unit, a copy is another one.
"""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.fields import StreamField
from wagtail.models import Page, Revision
from wagtail.search import index

from courses.catalogue.assessment_blocks import DRAW, QUESTION, AssessmentParts, asked_parts
from courses.catalogue.assessment_forms import MOMENTS, AssessmentForm, first_feedback
from courses.catalogue.blocks import LessonBlocks
from courses.catalogue.forms import CourseForm, UnitForm
from courses.catalogue.registry import is_released_revision
from mooc.foundation.vietnamese import search_text

# Shown on units that some edition has: see the forms.
CHANGE_PANEL = MultiFieldPanel([FieldPanel("change"), FieldPanel("change_reason")], heading=_("Khi xuất bản"))


class CatalogIndexPage(Page):
    intro = models.CharField(_("giới thiệu"), max_length=300, blank=True)

    template = "catalogue/index.html"
    content_panels = [*Page.content_panels, FieldPanel("intro")]
    subpage_types = ["catalogue.CoursePage"]
    max_count_per_parent = 1

    class Meta:
        verbose_name = _("danh mục khóa học")


class CoursePage(Page):
    code = models.CharField(_("mã khóa học"), max_length=20)
    summary = models.TextField(_("tóm tắt"), max_length=500)
    hours = models.DecimalField(_("số giờ"), max_digits=5, decimal_places=1)
    audience = models.JSONField(_("đối tượng"), default=list, blank=True)
    competences = models.JSONField(_("năng lực"), default=dict, blank=True)
    law_refs = models.JSONField(_("căn cứ pháp lý"), default=list, blank=True)

    template = "catalogue/course.html"
    parent_page_types = ["catalogue.CatalogIndexPage"]
    subpage_types = ["catalogue.ModulePage"]
    # Editors see the parts in the order learners do.
    admin_default_ordering = "ord"
    search_fields = [*Page.search_fields, index.SearchField("folded", boost=5), index.AutocompleteField("folded")]
    base_form_class = CourseForm
    content_panels = [
        *Page.content_panels,
        FieldPanel("code"),
        FieldPanel("summary"),
        FieldPanel("hours"),
        FieldPanel("audience"),
        MultiFieldPanel([FieldPanel("tt02"), FieldPanel("digcomp")], heading=_("Năng lực số")),
        FieldPanel("law_refs"),
    ]

    class Meta:
        verbose_name = _("khóa học")
        verbose_name_plural = _("khóa học")

    def folded(self) -> str:
        """A course is found by the titles of its modules and lessons as well; its code is no word of a language."""
        below = Page.objects.descendant_of(self).live().values_list("title", flat=True)
        return search_text(self.title, self.summary, *below)


class ModulePage(Page):
    parent_page_types = ["catalogue.CoursePage"]
    subpage_types = ["catalogue.LessonPage", "catalogue.AssessmentPage"]
    admin_default_ordering = "ord"

    class Meta:
        verbose_name = _("học phần")
        verbose_name_plural = _("học phần")


class KeepsPublished(Page):
    """A page whose published and released revisions stay as they are.

    The editor's automatic saving writes over its own last draft, also once somebody else has published or released
    that very revision: then it makes a new one.
    """

    class Meta:
        abstract = True

    def save_revision(self, *args: Any, overwrite_revision: Revision | None = None, **kwargs: Any) -> Revision:
        if overwrite_revision and (
            overwrite_revision.pk == self.live_revision_id or is_released_revision(overwrite_revision)
        ):
            overwrite_revision = None
        return super().save_revision(*args, overwrite_revision=overwrite_revision, **kwargs)


class LessonPage(KeepsPublished):
    minutes = models.PositiveSmallIntegerField(_("số phút"), default=10)
    required = models.BooleanField(_("bắt buộc"), default=True)
    body = StreamField(LessonBlocks(), verbose_name=_("nội dung"))

    parent_page_types = ["catalogue.ModulePage"]
    subpage_types: list[str] = []
    base_form_class = UnitForm
    content_panels = [
        *Page.content_panels,
        FieldPanel("minutes"),
        FieldPanel("required"),
        FieldPanel("body"),
        CHANGE_PANEL,
    ]

    class Meta:
        verbose_name = _("bài học")
        verbose_name_plural = _("bài học")


class Overdue(models.TextChoices):
    """What becomes of an attempt whose time ran out before it was handed in."""

    SUBMIT = "submit", _("Nộp những gì đã lưu")
    GRACE = "grace", _("Cho thêm thời gian ân hạn để nộp, không trả lời thêm được")
    ABANDON = "abandon", _("Không tính lượt làm ấy")


class GradePolicy(models.TextChoices):
    HIGHEST = "highest", _("Lần cao nhất")
    AVERAGE = "average", _("Trung bình các lần")
    FIRST = "first", _("Lần đầu")
    LAST = "last", _("Lần cuối")


class AssessmentPage(KeepsPublished):
    intro = models.TextField(_("lời dẫn"), blank=True)
    required = models.BooleanField(_("bắt buộc"), default=True)
    practice = models.BooleanField(_("chỉ để luyện tập"), default=False)
    pass_percent = models.PositiveSmallIntegerField(_("điểm đạt (%)"), default=80)
    max_attempts = models.PositiveSmallIntegerField(_("số lượt (0: không giới hạn)"), default=0)
    wait_minutes = models.PositiveIntegerField(_("chờ giữa hai lượt (phút)"), default=0)
    grade_policy = models.CharField(_("điểm của bài"), max_length=7, choices=GradePolicy, default=GradePolicy.HIGHEST)
    time_limit = models.PositiveSmallIntegerField(_("thời gian làm bài (phút; 0: không giới hạn)"), default=0)
    overdue = models.CharField(_("khi hết giờ"), max_length=7, choices=Overdue, default=Overdue.SUBMIT)
    grace_minutes = models.PositiveSmallIntegerField(_("thời gian ân hạn (phút)"), default=0)
    opens_at = models.DateTimeField(_("mở từ"), null=True, blank=True)
    closes_at = models.DateTimeField(_("đóng lúc"), null=True, blank=True)
    sequential = models.BooleanField(_("làm lần lượt từng câu, không quay lại"), default=False)
    shuffle = models.BooleanField(_("xáo trộn câu hỏi"), default=True)
    shuffle_choices = models.BooleanField(_("xáo trộn phương án"), default=True)
    access_code = models.CharField(_("mã vào bài"), max_length=40, blank=True)
    honour = models.TextField(_("lời cam kết"), blank=True, max_length=600)
    feedback = models.JSONField(_("cho xem gì, khi nào"), default=first_feedback, blank=True)
    parts = StreamField(AssessmentParts(), verbose_name=_("câu hỏi"), blank=True)

    base_form_class = AssessmentForm
    parent_page_types = ["catalogue.ModulePage"]
    subpage_types: list[str] = []
    content_panels = [
        *Page.content_panels,
        FieldPanel("intro"),
        FieldPanel("required"),
        FieldPanel("parts"),
        MultiFieldPanel(
            [FieldPanel(name) for name in ("pass_percent", "grade_policy", "max_attempts", "wait_minutes", "practice")],
            heading=_("Điểm và số lượt"),
        ),
        MultiFieldPanel(
            [FieldPanel(name) for name in ("time_limit", "overdue", "grace_minutes", "opens_at", "closes_at")],
            heading=_("Thời gian"),
        ),
        MultiFieldPanel(
            [FieldPanel(name) for name in ("shuffle", "shuffle_choices", "sequential", "access_code", "honour")],
            heading=_("Cách làm bài"),
        ),
        MultiFieldPanel([FieldPanel(f"feedback_{moment}") for moment in MOMENTS], heading=_("Cho xem sau khi làm")),
        CHANGE_PANEL,
    ]

    @property
    def asked(self) -> int:
        """How many questions a paper of it has, where the bank has enough of them."""
        return sum(value["count"] if name == DRAW else name == QUESTION for name, value in asked_parts(self.parts))

    class Meta:
        verbose_name = _("bài kiểm tra")
        verbose_name_plural = _("bài kiểm tra")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(pass_percent__gte=1, pass_percent__lte=100), name="catalogue_pass_percent"
            )
        ]
