"""Searching in Wagtail's choosers and lists as readers search: without marks."""

from typing import Any

from django.utils.functional import cached_property
from wagtail.snippets.views.chooser import ChooseResultsView, ChooseView, SnippetChooserViewSet
from wagtail.snippets.views.snippets import IndexView

from mooc.foundation.vietnamese import search_query


class FoldedSearchMixin:
    """The chooser's search, folded like the index."""

    def get_filter_form_class(self) -> type[Any]:
        def clean_q(form: Any) -> str:
            return search_query(form.cleaned_data["q"])

        return type("FoldedFilterForm", (super().get_filter_form_class(),), {"clean_q": clean_q})  # type: ignore[misc]


class FoldedChooseView(FoldedSearchMixin, ChooseView):
    pass


class FoldedChooseResultsView(FoldedSearchMixin, ChooseResultsView):
    pass


class FoldedChooserViewSet(SnippetChooserViewSet):
    choose_view_class = FoldedChooseView
    choose_results_view_class = FoldedChooseResultsView


class FoldedIndexView(IndexView):
    @cached_property
    def search_query(self) -> str:
        return search_query(super().search_query)
