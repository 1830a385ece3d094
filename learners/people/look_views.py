"""Choosing how the pages look, from any page and back to it."""

from urllib.parse import urlsplit

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from learners.people.looks import LOOKS, choose


@require_POST
@csrf_exempt
def look(request: HttpRequest) -> HttpResponse:
    """Exempt, for a token would make every visitor's page a page of its own: the browser's word must do."""
    if _comes_from_here(request):
        for name in LOOKS.keys() & request.POST.keys():
            choose(request, name, request.POST[name])
    back = request.POST.get("ve", "")
    return redirect(back if url_has_allowed_host_and_scheme(back, None) else "/")


def _comes_from_here(request: HttpRequest) -> bool:
    """Another site's form would begin a session in place of hers, for her cookie does not come along."""
    said = request.headers.get("Origin") or request.headers.get("Referer") or ""
    return urlsplit(said).netloc == request.get_host()
