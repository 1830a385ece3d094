"""Whose imports an officer may open: her own, and those whose people are all hers to see today."""

from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404

from learners.coverage.permissions import PeopleScope
from learners.coverage.person_views import access_scope
from learners.external.models import Import, Line, State


def imports_of(scope: PeopleScope) -> QuerySet[Import]:
    others = Line.objects.filter(batch=OuterRef("pk")).exclude(person__in=scope.people().values("pk"))
    whole = ~Exists(others) & ~Q(state=State.DRAFT)
    return Import.objects.filter(Q(uploaded_by=scope.agencies.account) | whole).select_related(
        "source__authority", "uploaded_by__person"
    )


def reaches_all(scope: PeopleScope, batch: Import) -> bool:
    """Whether everybody in it is still hers to see: taking it back changes numbers of all of them."""
    return not batch.lines.exclude(person__in=scope.people().values("pk")).exists()


def access_import(request: HttpRequest, batch: UUID, *, state: State | None = None) -> tuple[PeopleScope, Import]:
    """404 for everybody else's, and where ``state`` is not the import's."""
    scope = access_scope(request)
    found = get_object_or_404(imports_of(scope), pk=batch)
    if state is not None and found.state != state:
        raise Http404
    return scope, found
