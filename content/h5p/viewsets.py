"""Interactive content and its libraries in Wagtail's admin."""

from typing import Any

from django.db.models import Count, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _
from django.views import View
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.panels import FieldPanel, ObjectList
from wagtail.admin.ui.tables import Column
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from content.h5p.models import Content, Library
from mooc.foundation.choosing import USAGE, FoldedChooserViewSet, FoldedIndexView


class ToBringing(View):
    """A content begins with a package."""

    def get(self, request: HttpRequest) -> HttpResponse:
        return redirect("h5p_authoring:bring")


class ToContent(View):
    def get(self, request: HttpRequest, pk: str) -> HttpResponse:
        return redirect("h5p_authoring:content", pk)


class ToLibrary(View):
    def get(self, request: HttpRequest, pk: str) -> HttpResponse:
        return redirect("h5p_authoring:library", pk)


class ContentIndexView(FoldedIndexView):
    def get_base_queryset(self) -> QuerySet[Content]:
        found: QuerySet[Content] = super().get_base_queryset().select_related("current")
        return found


class ContentViewSet(SnippetViewSet):
    model = Content
    icon = "puzzle"
    menu_label = _("Nội dung")
    copy_view_enabled = False
    add_view_class = ToBringing
    edit_view_class = ToContent
    index_view_class = ContentIndexView
    chooser_viewset_class = FoldedChooserViewSet
    list_display = [
        "title",
        Column("current.library", label=_("Loại")),
        Column("current.number", label=_("Phiên bản")),
        USAGE,
    ]
    list_per_page = 50
    ordering = ["-pk"]
    edit_handler = ObjectList([FieldPanel("title")])


class LibraryFilterSet(WagtailFilterSet):
    class Meta:
        model = Library
        fields = ["approval", "runnable"]


class LibraryIndexView(FoldedIndexView):
    def get_base_queryset(self) -> QuerySet[Library]:
        found: QuerySet[Library] = (
            super().get_base_queryset().annotate(contents=Count("pins__revision__content", distinct=True))
        )
        return found


class LibraryViewSet(SnippetViewSet):
    model = Library
    icon = "code"
    menu_label = _("Thư viện H5P")
    copy_view_enabled = False
    add_view_class = ToBringing
    edit_view_class = ToLibrary
    index_view_class = LibraryIndexView
    filterset_class = LibraryFilterSet
    search_fields = ["machine_name", "title"]
    list_display = [
        "__str__",
        "title",
        Column("get_approval_display", label=_("Tình trạng")),
        Column("contents", label=_("Số nội dung dùng")),
        Column("created_at", label=_("Ngày đưa lên")),
    ]
    list_per_page = 50
    edit_handler = ObjectList([FieldPanel("title")])


class H5PViewSetGroup(SnippetViewSetGroup):
    items: Any = (ContentViewSet, LibraryViewSet)
    menu_icon = "puzzle"
    menu_label = _("Nội dung tương tác")
    menu_order = 265
