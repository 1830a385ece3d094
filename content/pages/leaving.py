"""The page a request was sent from, as browsers tell it: our pages have them do so (``same-origin``)."""

from urllib.parse import urlsplit

from django.http import HttpRequest
from django.utils.http import url_has_allowed_host_and_scheme


def page_left(request: HttpRequest, *, query: bool = True, unsafe: str | None = None) -> str | None:
    """The path of the page of ours the reader left, with its ``query`` or without; None where it is no page of ours.

    ``unsafe`` stands for an address of ours that a link would take for another site's (``//...``).
    """
    try:
        left = urlsplit(request.headers.get("Referer", ""))
    except ValueError:
        return None
    if left.netloc != request.get_host():
        return None
    address = left._replace(scheme="", netloc="", fragment="", query=left.query if query else "").geturl()
    return address if url_has_allowed_host_and_scheme(address, None) else unsafe
