"""Pages that are not courses: the home page and plain pages."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField
from wagtail.models import Page

from content.blocks.lesson import CalloutBlock, FigureBlock, StepsBlock, TextBlock


class HomePage(Page):
    """The front door: one sentence, the search, the courses."""

    lead = models.CharField(_("câu giới thiệu"), max_length=300, blank=True)

    template = "pages/home.html"
    max_count_per_parent = 1
    content_panels = [*Page.content_panels, FieldPanel("lead")]
    parent_page_types = ["wagtailcore.Page"]

    class Meta:
        verbose_name = _("trang chủ")


class StandardPage(Page):
    body = StreamField(
        [("text", TextBlock()), ("figure", FigureBlock()), ("callout", CalloutBlock()), ("steps", StepsBlock())],
        blank=True,
        verbose_name=_("nội dung"),
    )

    template = "pages/standard.html"
    content_panels = [*Page.content_panels, FieldPanel("body")]

    class Meta:
        verbose_name = _("trang thường")
