"""One person's completion elsewhere, written down by her officer with its evidence."""

from dataclasses import replace
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from learners.coverage.permissions import PeopleScope, access_person
from learners.coverage.person_views import access_scope
from learners.external.actions import bring_in_one
from learners.external.forms import SingleForm, source_names
from learners.external.judging import Judged, Verdict, judge
from learners.external.models import Source
from learners.external.previewing import known_of
from learners.external.sources import source_named
from learners.people.models import Person


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def single(request: HttpRequest, person: UUID) -> HttpResponse:
    scope = access_scope(request)
    found = access_person(scope, person)
    form = SingleForm(request)
    if form.is_valid():
        source = source_named(form.cleaned_data["source"], acting_user=request.user)
        judged = _judged(form, found, source, scope)
        if judged.verdict in (Verdict.OK, Verdict.NOTE):
            bring_in_one(source=source, judged=judged, acting_user=request.user, **form.evidence())
            messages.success(request, _("Đã ghi. Kết quả được tính, ghi rõ là học ở nơi khác."))
            return redirect("coverage:person", found.pk)
        form.add_error(None, " ".join(judged.why))
    return render(request, "external/single.html", {"form": form, "person": found, "sources": source_names()})


def _judged(form: SingleForm, person: Person, source: Source, scope: PeopleScope) -> Judged:
    """As a line of a list of one, whose person is known."""
    said = form.said()
    courses: dict[str, UUID | None] = {said["course"]: UUID(said["course"])}
    known = known_of(source=source, scale=10, people=[], persons=[person.pk], courses=courses, scope=scope)
    key = f"#{person.pk}".upper()
    known = replace(known, directory=known.directory.with_code(key, person))
    [line] = judge([(1, {**said, "staff_code": key})], known)
    return line
