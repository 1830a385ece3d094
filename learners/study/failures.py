"""The page for a form whose token is not, or no longer, valid (``CSRF_FAILURE_VIEW``)."""

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse

from content.pages.leaving import page_left
from learners.study.gates import page_of, wants_json
from learners.study.keeping import keep_answers


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Say what to do; answers that came from our own page are kept, and shown unsaved when it is opened again."""
    kept = request.method == "POST" and _from_here(request) and keep_answers(request)
    if wants_json(request):
        return JsonResponse({"stale": True}, status=403)
    return render(request, "study/csrf_failure.html", {"kept": kept, "address": _way_back(request)}, status=403)


def _from_here(request: HttpRequest) -> bool:
    """Whether the form was sent from a page of ours, as far as the browser tells."""
    origin = request.headers.get("Origin")
    return origin is None or origin == f"{request.scheme}://{request.get_host()}"


def _way_back(request: HttpRequest) -> str:
    """The page of this address where it has one, else the page the form came from, if that is ours."""
    name = request.resolver_match.view_name if request.resolver_match else ""
    if name == "people:sign_in":
        return _to_sign_in(request)
    if name in {"study:attempt", "study:unit", "study:complete", "study:start"}:
        return page_of(request)
    return page_left(request, query=False) or "/"


def _to_sign_in(request: HttpRequest) -> str:
    """On to where she was going; who has signed in at another window meanwhile need not do it again."""
    if request.user.is_authenticated:
        return reverse("study:landing")
    wanted = request.POST.get("next", "")
    return redirect_to_login(wanted).url if wanted else request.path
