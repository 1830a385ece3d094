"""CatalogIndexPage > CoursePage > ModulePage > LessonPage | AssessmentPage.

These are what editors edit. A learner never sees them directly: she sees the revision her edition pins.
A unit's identity is its page's ``translation_key``: a translation is the same unit, a copy is another one.
"""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, InlinePanel, MultiFieldPanel
from wagtail.fields import StreamField
from wagtail.models import Orderable, Page, Revision
from wagtail.search import index

from courses.catalogue.blocks import LessonBlocks
from courses.catalogue.forms import AskedForm, CourseForm, UnitForm
from courses.catalogue.registry import is_released_revision
from courses.questions.models import Question
from mooc.foundation.vietnamese import search_text

# Shown on units that some edition has: see the forms.
CHANGE_PANEL = MultiFieldPanel([FieldPanel("change"), FieldPanel("change_reason")], heading=_("Khi xuất bản"))


class QuestionsPanel(InlinePanel):
    def get_form_options(self) -> dict[str, Any]:
        options = super().get_form_options()
        options["formsets"][self.relation_name]["form"] = AskedForm
        return options


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


class AssessmentPage(KeepsPublished):
    intro = models.TextField(_("lời dẫn"), blank=True)
    required = models.BooleanField(_("bắt buộc"), default=True)
    pass_percent = models.PositiveSmallIntegerField(_("điểm đạt (%)"), default=80)
    max_attempts = models.PositiveSmallIntegerField(_("số lượt (0: không giới hạn)"), default=0)
    shuffle = models.BooleanField(_("xáo trộn câu hỏi và phương án"), default=True)

    base_form_class = UnitForm
    parent_page_types = ["catalogue.ModulePage"]
    subpage_types: list[str] = []
    content_panels = [
        *Page.content_panels,
        FieldPanel("intro"),
        FieldPanel("required"),
        FieldPanel("pass_percent"),
        FieldPanel("max_attempts"),
        FieldPanel("shuffle"),
        QuestionsPanel("questions", label=_("Câu hỏi"), min_num=1),
        CHANGE_PANEL,
    ]

    class Meta:
        verbose_name = _("bài kiểm tra")
        verbose_name_plural = _("bài kiểm tra")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(pass_percent__gte=1, pass_percent__lte=100), name="catalogue_pass_percent"
            )
        ]


class AssessmentQuestion(Orderable):
    page = ParentalKey(AssessmentPage, on_delete=models.CASCADE, related_name="questions")
    question = models.ForeignKey(Question, on_delete=models.PROTECT, related_name="uses")

    panels = [FieldPanel("question", heading=_("Câu hỏi"))]
