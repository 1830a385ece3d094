"""Looking somebody up, and the page that answers "it says I haven't finished"."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache

from learners.coverage.answering import answer, next_step
from learners.coverage.forms import SearchForm
from learners.coverage.once import ticket
from learners.coverage.permissions import PeopleScope, access_person
from learners.coverage.person import person_page
from learners.coverage.searching import MOST, lines, people_like

PAGE = 25


def access_scope(request: HttpRequest) -> PeopleScope:
    """The reader's people today; 404 for whoever answers for nobody."""
    scope = PeopleScope(request.user, timezone.localdate())
    if scope.agencies.first(scope.day) is None:
        raise Http404
    return scope


@login_required
def search(request: HttpRequest) -> HttpResponse:
    scope = access_scope(request)
    form = SearchForm(request.GET if "q" in request.GET else None)
    typed = form.cleaned_data["q"] if form.is_valid() else ""
    found = people_like(typed, scope)
    page = Paginator(found[: MOST + 1], PAGE).get_page(request.GET.get("trang"))
    context = {"form": form, "typed": typed, "page": page, "lines": lines(page.object_list, scope), "most": MOST}
    return render(request, "coverage/search.html", context)


@login_required
@never_cache
def show_person(request: HttpRequest, person: UUID) -> HttpResponse:
    scope = access_scope(request)
    found = access_person(scope, person)
    if found.pk != person:
        return redirect("coverage:person", found.pk)
    told = person_page(found, scope)
    context = {
        "told": told, "person": found, "answer": answer(told), "next_step": next_step(told), "ticket": ticket(),
    }  # fmt: skip
    return render(request, "coverage/person.html", context)
