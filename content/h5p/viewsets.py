"""Interactive content and its libraries in Wagtail's admin: the lists, and the chooser of a lesson's block.

A content begins with a package and a library is decided on, so the forms Wagtail would make lead to our own pages.
"""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.views import View
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.panels import FieldPanel, ObjectList
from wagtail.admin.ui.tables import Column, DateColumn
from wagtail.admin.widgets.button import HeaderButton
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from content.h5p.comparing import counted
from content.h5p.models import Content, Library
from content.h5p.permissions import may_bring, may_decide
from content.h5p.showing import tell_standing
from mooc.foundation.choosing import (
    USAGE,
    FoldedChooseResultsView,
    FoldedChooserViewSet,
    FoldedChooseView,
    FoldedIndexView,
)

ICON, CODE_ICON = "puzzle", "code"
STATE = Column("state_word", label=_("Tình trạng"))
TYPE = Column("newest.library", label=_("Loại"))


class ToBringing(View):
    def get(self, request: HttpRequest) -> HttpResponse:
        return redirect("h5p_authoring:bring")


class ToBringingLibraries(View):
    def get(self, request: HttpRequest) -> HttpResponse:
        return redirect("h5p_authoring:bring_libraries")


class ToContent(View):
    """Also in the place of the history: revisions are on that page."""

    def get(self, request: HttpRequest, pk: str) -> HttpResponse:
        return redirect("h5p_authoring:content", pk)


class ToLibrary(View):
    """Also in the place of the history: decisions are on that page."""

    def get(self, request: HttpRequest, pk: str) -> HttpResponse:
        return redirect("h5p_authoring:library", pk)


class ContentIndexView(FoldedIndexView):
    @cached_property
    def header_buttons(self) -> list[HeaderButton]:
        if not may_bring(self.request.user):
            return []
        return [
            HeaderButton(_("Đưa gói H5P lên"), url=reverse("h5p_authoring:bring"), icon_name="upload"),
            HeaderButton(_("Soạn mới"), url=reverse("h5p_writing:choose"), icon_name="edit"),
        ]

    def paginate_queryset(self, queryset: Any, page_size: int) -> Any:
        paginator, page, shown, is_paginated = super().paginate_queryset(queryset, page_size)
        tell_standing(shown)
        return paginator, page, shown, is_paginated


class ToldColumns:
    """The chooser says what a content is, and whether it can be played yet."""

    @property
    def columns(self) -> list[Column]:
        return [*super().columns, TYPE, STATE]  # type: ignore[misc]

    def get_results_page(self, request: HttpRequest) -> Any:
        page = super().get_results_page(request)  # type: ignore[misc]
        tell_standing(page.object_list)
        return page


class ContentChooseView(ToldColumns, FoldedChooseView):
    pass


class ContentChooseResultsView(ToldColumns, FoldedChooseResultsView):
    pass


class ContentChooserViewSet(FoldedChooserViewSet):
    choose_view_class = ContentChooseView
    choose_results_view_class = ContentChooseResultsView


class ContentViewSet(SnippetViewSet):
    model = Content
    icon = ICON
    menu_label = _("Nội dung")
    copy_view_enabled = False
    add_view_class = ToBringing
    edit_view_class = ToContent
    history_view_class = ToContent
    index_view_class = ContentIndexView
    chooser_viewset_class = ContentChooserViewSet
    list_display = ["title", TYPE, STATE, Column("newest.number", label=_("Phiên bản")), USAGE]
    list_per_page = 50
    ordering = ["-pk"]
    edit_handler = ObjectList([FieldPanel("title")])


class LibraryFilterSet(WagtailFilterSet):
    class Meta:
        model = Library
        fields = ["approval", "runnable"]


class LibraryIndexView(FoldedIndexView):
    @cached_property
    def header_buttons(self) -> list[HeaderButton]:
        if not may_decide(self.request.user):
            return []
        return [HeaderButton(_("Đưa thư viện lên"), url=reverse("h5p_authoring:bring_libraries"), icon_name="upload")]

    def get_base_queryset(self) -> QuerySet[Library]:
        found: QuerySet[Library] = super().get_base_queryset()
        return found.defer("manifest", "semantics")

    def paginate_queryset(self, queryset: Any, page_size: int) -> Any:
        """How many contents run on each of the page's; one query."""
        paginator, page, shown, is_paginated = super().paginate_queryset(queryset, page_size)
        numbers = counted(shown)
        for found in shown:
            found.contents = numbers.get(found.pk, 0)
        return paginator, page, shown, is_paginated


class LibraryViewSet(SnippetViewSet):
    model = Library
    icon = CODE_ICON
    menu_label = _("Thư viện H5P")
    copy_view_enabled = False
    add_view_class = ToBringingLibraries
    edit_view_class = ToLibrary
    history_view_class = ToLibrary
    index_view_class = LibraryIndexView
    filterset_class = LibraryFilterSet
    search_fields = ["machine_name", "title"]
    list_display = [
        "__str__",
        Column("mark", label=_("Dấu vân tay")),
        "title",
        Column("get_approval_display", label=_("Tình trạng"), sort_key="approval"),
        Column("contents", label=_("Số nội dung dùng")),
        DateColumn("created_at", label=_("Ngày đưa lên"), sort_key="created_at"),
    ]
    list_per_page = 50
    edit_handler = ObjectList([FieldPanel("title")])

    def register_chooser_viewset(self) -> None:
        """Nothing chooses a library: whoever may not decide on them need not see their list."""


class H5PViewSetGroup(SnippetViewSetGroup):
    items: Any = (ContentViewSet, LibraryViewSet)
    menu_icon = ICON
    menu_label = _("Nội dung tương tác")
    menu_order = 265
