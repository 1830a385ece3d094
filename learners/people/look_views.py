"""Choosing how the pages look, from any page and back to it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.csrf import csrf_exempt

from content.pages.leaving import page_left
from content.pages.pressed import buttons_only
from learners.people.looks import LOOKS, choose


@buttons_only
@csrf_exempt
def look(request: HttpRequest) -> HttpResponse:
    """Exempt, for a token would make every visitor's page a page of its own: the page it came from must be ours.

    Another site's form would begin a session in place of hers, for her cookie does not come along.
    """
    left = page_left(request, unsafe="/")
    if left is not None:
        for name in LOOKS.keys() & request.POST.keys():
            choose(request, name, request.POST[name])
    return redirect(left or "/")
