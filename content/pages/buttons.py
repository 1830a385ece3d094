"""A button of ours on a page's own screen in the admin, and in the list it stands in."""

from collections.abc import Callable, Iterator
from typing import Any

from wagtail import hooks
from wagtail.admin.widgets.button import Button
from wagtail.models import Page

Offer = Callable[[Page, Any], Iterator[Button]]


def register(offer: Offer) -> Offer:
    """``offer`` gives the buttons of a page for a user, none where there is nothing to do."""

    def in_header(page: Page, user: Any, view_name: str, next_url: str | None = None) -> Iterator[Button]:
        yield from offer(page, user)

    def in_listing(page: Page, user: Any, next_url: str | None = None) -> Iterator[Button]:
        yield from offer(page, user)

    hooks.register("register_page_header_buttons", in_header)
    hooks.register("register_page_listing_more_buttons", in_listing)
    return offer
