"""What pages show of an import that was applied."""

from django.db.models import Count, QuerySet

from learners.coverage.permissions import PeopleScope
from learners.external.models import Import, Line


def counted(imports: QuerySet[Import]) -> QuerySet[Import]:
    """The latest first: counting would lose the model's own order."""
    return imports.annotate(number=Count("lines")).order_by("-uploaded_at", "pk")


def applied_lines(batch: Import, scope: PeopleScope) -> QuerySet[Line]:
    """Those of people who are the reader's to see today."""
    return batch.lines.filter(person__in=scope.people().values("pk")).select_related("person")
