"""Every address that is ours, read from the resolver: all outside Wagtail's prefix but Wagtail's own few, and within
it our own views and Wagtail's over our models. What is left, ``others``, must be somebody's we know.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db.models import Model
from django.urls import get_resolver
from django.urls.resolvers import URLPattern, URLResolver

ADMIN = "quan-tri/"
ROOMS = ("mooc", "xapi", "content", "courses", "learners")
# Wagtail's own screens of images and documents, whose tables only happen to be ours.
NOT_OURS = ("wagtailimages", "wagtaildocs")
# Outside its prefix Wagtail serves pages and documents, and asks for the password of a restricted one.
WAGTAILS_OUTSIDE = {
    "wagtail_serve",
    "wagtailcore_authenticate_with_password",
    "wagtailcore_login",
    "wagtaildocs_authenticate_with_password",
    "wagtaildocs_serve",
}


@dataclass(frozen=True)
class Address:
    # As reverse() takes it.
    name: str
    route: str
    # Of the view that answers.
    module: str


def ours() -> list[Address]:
    return sorted({one for one, mine in _walk(get_resolver()) if mine}, key=lambda address: address.name)


def others() -> list[Address]:
    return [one for one, mine in _walk(get_resolver()) if not mine]


def _walk(resolver: URLResolver, namespaces: tuple[str, ...] = (), prefix: str = "") -> Iterator[tuple[Address, bool]]:
    for entry in resolver.url_patterns:
        route = prefix + str(entry.pattern)
        if isinstance(entry, URLResolver):
            inner = (*namespaces, entry.namespace) if entry.namespace else namespaces
            yield from _walk(entry, inner, route)
        else:
            module = getattr(entry.callback, "view_class", entry.callback).__module__
            address = Address(":".join((*namespaces, entry.name or route)), route, module)
            yield address, _is_ours(entry, namespaces, address)


def _is_ours(entry: URLPattern, namespaces: tuple[str, ...], address: Address) -> bool:
    if not address.route.startswith(ADMIN):
        return address.name not in WAGTAILS_OUTSIDE
    if address.module.split(".")[0] in ROOMS:
        return True
    settings: dict[str, Any] = getattr(entry.callback, "view_initkwargs", {})
    model = settings.get("model")
    if isinstance(model, str):
        model = apps.get_model(model)
    is_model = isinstance(model, type) and issubclass(model, Model)
    known = bool(namespaces) and namespaces[0].startswith(NOT_OURS)
    return is_model and not known and model.__module__.split(".")[0] in ROOMS
