"""The bank in Wagtail's admin: a list that is searched without marks, and the form of one question."""

from typing import Any

from django.db.models import QuerySet
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, ObjectList
from wagtail.admin.ui.tables import Column
from wagtail.snippets.views.chooser import ChooseResultsView, ChooseView, SnippetChooserViewSet
from wagtail.snippets.views.snippets import IndexView, SnippetViewSet

from courses.questions.forms import QuestionForm
from courses.questions.models import Question
from mooc.foundation.vietnamese import search_query


class QuestionIndexView(IndexView):
    @cached_property
    def search_query(self) -> str:
        return search_query(super().search_query)

    def get_base_queryset(self) -> QuerySet[Question]:
        return super().get_base_queryset().select_related("current")


class FoldedSearchMixin:
    """The chooser's search, folded like the index."""

    def get_filter_form_class(self) -> type[Any]:
        def clean_q(form: Any) -> str:
            return search_query(form.cleaned_data["q"])

        return type("FoldedFilterForm", (super().get_filter_form_class(),), {"clean_q": clean_q})  # type: ignore[misc]


class QuestionChooseView(FoldedSearchMixin, ChooseView):
    pass


class QuestionChooseResultsView(FoldedSearchMixin, ChooseResultsView):
    pass


class QuestionChooserViewSet(SnippetChooserViewSet):
    choose_view_class = QuestionChooseView
    choose_results_view_class = QuestionChooseResultsView


class QuestionViewSet(SnippetViewSet):
    model = Question
    icon = "help"
    menu_label = _("Ngân hàng câu hỏi")
    menu_order = 250
    add_to_admin_menu = True
    copy_view_enabled = False
    index_view_class = QuestionIndexView
    chooser_viewset_class = QuestionChooserViewSet
    list_display = [
        "__str__",
        Column("get_kind_display", label=_("Loại")),
        "competence",
        Column("current.number", label=_("Phiên bản")),
    ]
    list_filter = ["kind"]
    list_per_page = 50
    ordering = ["-id"]
    edit_handler = ObjectList(
        [
            FieldPanel("kind"),
            FieldPanel("prompt"),
            FieldPanel("content"),
            FieldPanel("explanation"),
            FieldPanel("competence"),
        ],
        base_form_class=QuestionForm,
    )
