"""How the pages look to one reader, kept in her session.

A **look** is named by what ``<html>`` carries (``data-theme``, ``data-text``) and is one of a few values; no value
means "as the device has it". Who has not signed in gets a session only for choosing one, and loses it with the last
choice: without a session she is shown the pages that are kept for everybody.
"""

from django.contrib.auth import SESSION_KEY
from django.http import HttpRequest

KEY = "looks"
LOOKS: dict[str, tuple[str, ...]] = {"theme": ("light", "dark"), "text": ("large", "largest")}


def chosen(request: HttpRequest) -> dict[str, str]:
    """No query on a page that asked who is signed in, which every page does."""
    session = getattr(request, "session", None)
    found: dict[str, str] = session.get(KEY, {}) if session is not None else {}
    return found


def choose(request: HttpRequest, look: str, value: str) -> None:
    """Anything that is not one of the values takes the choice back."""
    looks = {name: kept for name, kept in chosen(request).items() if name != look}
    if value in LOOKS[look]:
        looks[look] = value
    if looks:
        request.session[KEY] = looks
        return
    request.session.pop(KEY, None)
    if SESSION_KEY not in request.session and not request.session.keys():
        request.session.flush()
