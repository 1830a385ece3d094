"""Every address that is ours, read from the resolver: our own views, and Wagtail's over our models."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db.models import Model
from django.urls import get_resolver
from django.urls.resolvers import URLPattern, URLResolver

ROOMS = ("mooc", "xapi", "content", "courses", "learners")
# Wagtail's own screens of images and documents, whose tables only happen to be ours.
NOT_OURS = ("wagtailimages", "wagtaildocs")


@dataclass(frozen=True)
class Address:
    # As reverse() takes it.
    name: str
    route: str


def ours() -> list[Address]:
    return sorted(set(_walk(get_resolver())), key=lambda address: address.name)


def _walk(resolver: URLResolver, namespaces: tuple[str, ...] = (), prefix: str = "") -> Iterator[Address]:
    for entry in resolver.url_patterns:
        route = prefix + str(entry.pattern)
        if isinstance(entry, URLResolver):
            inner = (*namespaces, entry.namespace) if entry.namespace else namespaces
            yield from _walk(entry, inner, route)
        elif _is_ours(entry, namespaces, route):
            yield Address(":".join((*namespaces, entry.name or route)), route)


def _is_ours(entry: URLPattern, namespaces: tuple[str, ...], route: str) -> bool:
    if namespaces and namespaces[0].startswith(NOT_OURS):
        return False
    view = getattr(entry.callback, "view_class", entry.callback)
    settings: dict[str, Any] = getattr(entry.callback, "view_initkwargs", {})
    model = settings.get("model")
    if isinstance(model, str):
        model = apps.get_model(model)
    is_model = isinstance(model, type) and issubclass(model, Model)
    rooms = [view.__module__, model.__module__ if is_model else ""]
    # The pages of rooms that use Django's views as they are (sign-in) stand outside Wagtail's prefix.
    outside = bool(namespaces) and not route.startswith("quan-tri/")
    return outside or any(room.split(".")[0] in ROOMS for room in rooms)
