"""Where somebody was going before a form came between: ``next`` of the address or the form."""

from django.contrib.auth import REDIRECT_FIELD_NAME
from django.http import HttpRequest
from django.utils.http import url_has_allowed_host_and_scheme


def wished(request: HttpRequest) -> str:
    """The address asked for, if it is on this site; else nothing."""
    to = request.POST.get(REDIRECT_FIELD_NAME) or request.GET.get(REDIRECT_FIELD_NAME) or ""
    return to if url_has_allowed_host_and_scheme(to, {request.get_host()}, request.is_secure()) else ""
