"""Choosing how the pages look, from any page and back to it."""

from urllib.parse import urlsplit

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.csrf import csrf_exempt

from content.pages.pressed import buttons_only
from learners.people.looks import LOOKS, choose


@buttons_only
@csrf_exempt
def look(request: HttpRequest) -> HttpResponse:
    """Exempt, for a token would make every visitor's page a page of its own: the page it came from must be ours.

    Another site's form would begin a session in place of hers, for her cookie does not come along.
    """
    left = _page_left(request)
    if left is not None:
        for name in LOOKS.keys() & request.POST.keys():
            choose(request, name, request.POST[name])
    return redirect(left or "/")


def _page_left(request: HttpRequest) -> str | None:
    """Path and query of the page of ours the form was on; our pages have browsers say it (``same-origin``)."""
    came_from = urlsplit(request.headers.get("Referer", ""))
    if came_from.netloc != request.get_host():
        return None
    address = came_from._replace(scheme="", netloc="", fragment="").geturl()
    return address if url_has_allowed_host_and_scheme(address, None) else "/"
