"""A province's own look: a folder beside ``themes/base`` that overrides what it holds, chosen for each Wagtail site.

``themes/<name>/templates`` goes before the base's templates; ``static`` is served under ``themes/<name>/``, where
``css/theme.css`` (colours), ``img/mark.svg`` and ``img/card.png`` are looked for. Which theme a page gets depends on
the site that is asked, so the loader has to know the request: it is kept for as long as it is being answered, in a
context of its own for each thread.
"""

from collections.abc import Callable, Iterator
from contextvars import ContextVar
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import DatabaseError
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.template.loaders import cached, filesystem
from django.templatetags.static import static

from content.pages.navigation import frame

Answer = Callable[[HttpRequest], HttpResponseBase]

_asked: ContextVar[HttpRequest | None] = ContextVar("asked", default=None)


def know_the_request(get_response: Answer) -> Answer:
    """Middleware. Costs nothing by itself: the theme is looked up when a template asks for it."""

    def answer(request: HttpRequest) -> HttpResponseBase:
        before = _asked.set(request)
        try:
            return get_response(request)
        finally:
            _asked.reset(before)

    return answer


def current() -> str:
    """The theme of the site that is asked, "" for the base; one that has no folder any more is the base."""
    request = _asked.get()
    if request is None:
        return ""
    if (known := getattr(request, "_theme", None)) is None:
        try:
            named = frame(request).theme
        except DatabaseError:
            # The page for a broken server is shown all the same.
            named = ""
        known = request._theme = named if named in settings.THEMES else ""  # type: ignore[attr-defined]
    return str(known)


@lru_cache
def overridden(theme: str) -> frozenset[str]:
    """Names of the templates ``theme`` has of its own."""
    folder = settings.THEMES[theme] / "templates"
    return frozenset(str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file())


def _is_overridden(template_name: str) -> bool:
    """Asks for the site only where some theme has such a template."""
    if not any(template_name in overridden(theme) for theme in settings.THEMES):
        return False
    theme = current()
    return bool(theme) and template_name in overridden(theme)


class ThemeLoader(filesystem.Loader):
    def get_dirs(self) -> list[str | Path]:
        theme = current()
        return [settings.THEMES[theme] / "templates"] if theme else []

    def get_template_sources(self, template_name: str) -> Iterator[Any]:
        if _is_overridden(template_name):
            yield from super().get_template_sources(template_name)


class Loader(cached.Loader):
    """Keeps compiled templates: what a theme overrides once for each theme, everything else once."""

    def cache_key(self, template_name: str, skip: Any = None) -> str:
        key: str = super().cache_key(template_name, skip)
        return f"{current()}:{key}" if _is_overridden(str(template_name)) else key


def own_file(path: str) -> str:
    """The address of the current theme's static file at ``path``; "" where it has none."""
    theme = current()
    return static(f"themes/{theme}/{path}") if theme and _has_file(theme, path) else ""


@lru_cache
def _has_file(theme: str, path: str) -> bool:
    return bool((settings.THEMES[theme] / "static" / path).is_file())
