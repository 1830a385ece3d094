"""Pages that are not courses, and what the site says of itself: who runs it and how to reach them."""

from typing import Any

from django.conf import settings
from django.core.paginator import Paginator
from django.db import models
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.admin.panels import FieldPanel
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting
from wagtail.fields import StreamField
from wagtail.models import Page

from content.blocks.lesson import RICH_TEXT, CalloutBlock, FigureBlock, StepsBlock, TextBlock

# News on one page of the list.
A_PAGE = 10


class HomePage(Page):
    """The front door: one sentence, the search, the courses, the latest news."""

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


class TopicBlock(blocks.StructBlock):
    """One question a reader comes with, and its answer."""

    title = blocks.CharBlock(label=_("Câu hỏi hoặc việc cần làm"), max_length=160)
    text = blocks.RichTextBlock(label=_("Trả lời"), features=[name for name in RICH_TEXT if name != "h2"])

    class Meta:
        icon = "help"
        label = _("Mục trợ giúp")


class HelpPage(Page):
    """Questions and answers, with a list of the questions on top."""

    lead = models.CharField(_("câu giới thiệu"), max_length=300, blank=True)
    topics = StreamField([("topic", TopicBlock())], blank=True, verbose_name=_("các mục"))

    template = "pages/help.html"
    content_panels = [*Page.content_panels, FieldPanel("lead"), FieldPanel("topics")]

    class Meta:
        verbose_name = _("trang trợ giúp")


class NewsIndexPage(Page):
    lead = models.CharField(_("câu giới thiệu"), max_length=300, blank=True)

    template = "pages/news_index.html"
    subpage_types = ["pages.NewsPage"]
    parent_page_types = ["pages.HomePage"]
    max_count_per_parent = 1
    content_panels = [*Page.content_panels, FieldPanel("lead")]

    class Meta:
        verbose_name = _("trang tin tức")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """A page number that does not exist shows the nearest one."""
        news = NewsPage.objects.child_of(self).live().order_by("-published_on", "-pk")
        pager = Paginator(news, A_PAGE)
        return {**super().get_context(request, *args, **kwargs), "news": pager.get_page(request.GET.get("trang"))}


class NewsPage(Page):
    # What readers are told, whatever day an editor published a correction.
    published_on = models.DateField(_("ngày đăng"), default=timezone.localdate)
    summary = models.CharField(_("tóm tắt"), max_length=300)
    body = StreamField(
        [("text", TextBlock()), ("figure", FigureBlock()), ("callout", CalloutBlock()), ("steps", StepsBlock())],
        blank=True,
        verbose_name=_("nội dung"),
    )

    template = "pages/news.html"
    subpage_types: list[str] = []
    parent_page_types = ["pages.NewsIndexPage"]
    content_panels = [
        *Page.content_panels,
        FieldPanel("published_on"),
        FieldPanel("summary"),
        FieldPanel("body"),
    ]

    class Meta:
        verbose_name = _("tin")


@register_setting(icon="mail")
class Contact(BaseSiteSetting):
    """Who runs this site, told at the foot of every page; what is blank is not shown."""

    owner = models.CharField(_("đơn vị vận hành"), max_length=160, blank=True)
    phone = models.CharField(_("điện thoại hỗ trợ"), max_length=40, blank=True)
    email = models.EmailField(_("thư điện tử hỗ trợ"), blank=True)
    hours = models.CharField(_("giờ trả lời"), max_length=120, blank=True)

    class Meta:
        verbose_name = _("liên hệ của trang")


def themes() -> list[tuple[str, str]]:
    return [(name, name) for name in settings.THEMES]


@register_setting(icon="view")
class Appearance(BaseSiteSetting):
    """Whose colours, logo and templates this site has; blank is the base's."""

    theme = models.CharField(_("bộ giao diện"), max_length=60, blank=True, choices=themes)

    class Meta:
        verbose_name = _("giao diện của trang")
