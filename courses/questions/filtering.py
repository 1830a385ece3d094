"""The filters of the bank's list."""

from typing import Any

import django_filters
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from taggit.models import Tag
from wagtail.admin.filters import WagtailFilterSet

from courses.questions.models import Question


def tags_in_use(request: Any) -> QuerySet[Tag]:
    return Question.tags.most_common().order_by("name")


class QuestionFilterSet(WagtailFilterSet):
    tag = django_filters.ModelChoiceFilter(label=_("Nhãn"), queryset=tags_in_use, method="tagged")
    competence = django_filters.CharFilter(label=_("Mã năng lực"), lookup_expr="iexact")

    class Meta:
        model = Question
        fields = ["kind", "difficulty", "tag", "competence"]

    def tagged(self, queryset: QuerySet[Question], name: str, tag: Tag | None) -> QuerySet[Question]:
        """By ids, which the search index knows; it knows nothing of tags."""
        if tag is None:
            return queryset
        return queryset.filter(id__in=list(Question.objects.filter(tags=tag).values_list("id", flat=True)))
