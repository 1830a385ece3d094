"""New sign-in codes: for one person, or a sheet for an agency. A page of codes is shown once and never kept."""

from collections.abc import Callable, Sequence
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache

from content.pages.pressed import buttons_only
from learners.agencies.queries import name_on
from learners.coverage.once import take, ticket
from learners.coverage.permissions import PeopleScope, access_agency
from learners.coverage.person_views import access_scope
from learners.coverage.searching import Found, lines
from learners.coverage.sheets import GROUPS, MOST, WITHOUT, ChosenForm, Slip, barred, people_of, print_slips
from learners.people.codes import NotAllowed
from learners.people.models import Person

# The buttons that tick whoever stands on the page, or nobody, and print nothing.
MARK, WHOLE_PAGE = "danh-dau", "trang"


@buttons_only
@login_required
@never_cache
def new_code(request: HttpRequest, person: UUID) -> HttpResponse:
    scope = access_scope(request)
    found = get_object_or_404(scope.may_get_codes(), pk=person)
    back = redirect("coverage:person", found.pk)
    return _print(request, scope, [found], back["Location"], lambda why: _refused(request, why, back))


def _refused(request: HttpRequest, why: str, back: HttpResponse) -> HttpResponse:
    messages.error(request, why)
    return back


@login_required
@never_cache
def sheet(request: HttpRequest, agency: UUID) -> HttpResponse:
    scope = access_scope(request)
    found = access_agency(scope, agency)
    group = request.GET.get("ai", WITHOUT)
    if group not in GROUPS:
        raise Http404
    form = ChosenForm(request.POST if request.method == "POST" else None, of=people_of(found, scope))
    if MARK in request.POST:
        return _choose(request, scope, found, group, form)
    if form.is_valid():
        return _print(
            request, scope, form.cleaned_data["nguoi"], request.get_full_path(),
            lambda why: _choose(request, scope, found, group, form, why),
        )  # fmt: skip
    return _choose(request, scope, found, group, form, *form.errors.get("nguoi", []))


def _choose(
    request: HttpRequest, scope: PeopleScope, agency: Any, group: str, form: ChosenForm, why: str = ""
) -> HttpResponse:
    page = Paginator(people_of(agency, scope, group), MOST).get_page(request.GET.get("trang"))
    listed = lines(page.object_list, scope)
    no_code = barred(listed)
    name = name_on([agency.pk], scope.day).get(agency.pk)
    context = {
        "agency": agency, "name": name.name if name else "", "groups": GROUPS, "group": group, "page": page,
        "lines": listed, "barred": no_code, "why": why, "ticket": ticket(), "days": settings.SIGN_IN_CODE_DAYS,
        "is_first": group == WITHOUT,
        "choosable": len(listed) - len(no_code), "marked": request.POST.get(MARK), "chosen": _chosen(request, listed),
    }  # fmt: skip
    return render(request, "coverage/sheet.html", context)


def _chosen(request: HttpRequest, listed: Sequence[Found]) -> set[str]:
    """Whose boxes are ticked: nobody's until the officer chooses."""
    if MARK in request.POST:
        return {line.key for line in listed} if request.POST[MARK] == WHOLE_PAGE else set()
    return set(request.POST.getlist("nguoi"))


def _print(
    request: HttpRequest,
    scope: PeopleScope,
    people: Sequence[Person],
    back: str,
    refuse: Callable[[str], HttpResponse],
) -> HttpResponse:
    return print_once(request, lambda: print_slips(people=people, acting_user=request.user, scope=scope), back, refuse)


def print_once(
    request: HttpRequest, issue: Callable[[], list[Slip]], back: str, refuse: Callable[[str], HttpResponse]
) -> HttpResponse:
    """The page of slips that ``issue`` makes, or what ``refuse`` says of why it makes none."""
    if not take(request):
        return render(request, "coverage/shown_once.html", {"back": back})
    try:
        slips = issue()
    except NotAllowed as error:
        return refuse(str(error))
    address = request.get_host() + reverse("people:first_sign_in")
    return render(request, "coverage/slips.html", {"slips": slips, "back": back, "address": address})
