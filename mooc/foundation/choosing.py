"""Wagtail's choosers and lists as our readers need them: searched without marks, with where each thing is used."""

from typing import Any

from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy
from wagtail.admin.ui.tables import UsageCountColumn
from wagtail.models import ReferenceIndex
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

    def paginate_queryset(self, queryset: Any, page_size: int) -> Any:
        """How often each of the page's is used, for ``USAGE``; one query."""
        paginator, page, shown, is_paginated = super().paginate_queryset(queryset, page_size)
        counts = ReferenceIndex.get_count_references_to_in_bulk(list(shown))
        name = self.model.snippet_viewset.get_url_name("usage")
        for found in shown:
            found.usage_count, found.usage_url = counts.get(found, 0), reverse(name, args=[found.pk])
        return paginator, page, shown, is_paginated


USAGE = UsageCountColumn("usage_count", label=gettext_lazy("Được dùng"))
