"""The footer's links: the pages right below the home page that their editors put "in menus"."""

from dataclasses import dataclass
from typing import Any

from django.core.cache import cache
from django.db.models.signals import post_delete
from wagtail.models import Page
from wagtail.signals import page_published, page_unpublished

from content.pages.models import StandardPage

KEY = "content.pages.menu"
# Another process hears of a change this late, in seconds.
FOR = 300


@dataclass(frozen=True, slots=True)
class Link:
    title: str
    address: str


def menu() -> list[Link]:
    """One query once in a while: every page of the site asks this."""
    found: list[Link] | None = cache.get(KEY)
    if found is None:
        rows = StandardPage.objects.live().in_menu().order_by("path").values_list("title", "url_path")
        # A path begins with the home page's own part, which is not in the address.
        found = [Link(title, "/" + path.split("/", 2)[2]) for title, path in rows]
        cache.set(KEY, found, FOR)
    return found


def forget_menu(**kwargs: Any) -> None:
    cache.delete(KEY)


def listen() -> None:
    for signal in (page_published, page_unpublished):
        signal.connect(forget_menu, dispatch_uid=f"pages.forget_menu.{id(signal)}")
    post_delete.connect(forget_menu, sender=Page, dispatch_uid="pages.forget_menu.deleted")
    post_delete.connect(forget_menu, sender=StandardPage, dispatch_uid="pages.forget_menu.standard_deleted")
