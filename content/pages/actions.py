"""Making the site: its home page and its first plain pages."""

from pathlib import Path
from typing import Any

import yaml
from django.conf import settings
from django.db import transaction
from wagtail.models import Page, Site

from content.pages.models import HelpPage, HomePage, NewsIndexPage, NewsPage, StandardPage

FIRST_PAGES = Path(__file__).parent / "data" / "first_pages.yaml"
KINDS: dict[str, type[Page]] = {
    "standard": StandardPage,
    "help": HelpPage,
    "news_index": NewsIndexPage,
    "news": NewsPage,
}
STREAMS = ("body", "topics")


@transaction.atomic
def found_site(*, acting_user: Any) -> HomePage:
    """The default site's home page. Where a new installation shows Wagtail's greeting, our first pages replace it.

    What is under the page that was replaced moves along. Pages that are there already are left as their editors
    made them.
    """
    site = Site.objects.select_related("root_page").get(is_default_site=True)
    if isinstance(home := site.root_page.specific, HomePage):
        return home
    texts = yaml.safe_load(FIRST_PAGES.read_text(encoding="utf-8"))
    home = _add(Page.get_first_root_node(), HomePage(**texts["home"]), acting_user)
    old = Page.objects.get(pk=site.root_page_id)
    site.root_page = home
    site.site_name = site.site_name or settings.WAGTAIL_SITE_NAME
    site.save()
    for child in old.get_children():
        child.move(Page.objects.get(pk=home.pk), pos="last-child", user=acting_user)
    for page in texts["pages"]:
        _add(HomePage.objects.get(pk=home.pk), _made(show_in_menus=True, **page), acting_user)
    if old.depth > 1:
        Page.objects.get(pk=old.pk).delete(user=acting_user)
    return HomePage.objects.get(pk=home.pk)


def _made(*, kind: str = "standard", **fields: Any) -> Page:
    """A page of ``fields``, its stream fields given as lists of blocks."""
    model = KINDS[kind]
    streams = {name: model._meta.get_field(name).to_python(fields.pop(name)) for name in STREAMS if name in fields}
    return model(**fields, **streams)


def add_news(*, news: list[dict[str, Any]], acting_user: Any) -> None:
    """Pieces of news below the default site's list of news, in their order."""
    root = Site.objects.select_related("root_page").get(is_default_site=True).root_page
    for one in news:
        index = NewsIndexPage.objects.descendant_of(root).get()
        _add(index, _made(kind="news", **one), acting_user)


def _add(parent: Page, page: Page, acting_user: Any) -> Any:
    parent.add_child(instance=page)
    page.save_revision(user=acting_user).publish(user=acting_user)
    return page
