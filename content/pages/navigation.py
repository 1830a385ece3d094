"""What the frame of every page shows of the site: links, contact, news; whose look it has.

One query once in a while serves all of it.

**Links** are the pages right below the home page that their editors put "in menus".
"""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.core.cache import cache
from django.db.models import CharField, QuerySet, Value
from django.db.models.functions import Cast
from django.db.models.signals import post_delete, post_save
from django.http import HttpRequest
from wagtail.models import Page, Site
from wagtail.signals import page_published, page_unpublished

from content.pages.models import Appearance, Contact, HelpPage, NewsIndexPage, NewsPage, StandardPage

KEY = "content.pages.frame"
# Another process hears of a change this late, in seconds.
FOR = 300
# Pieces of news on the home page.
LATEST = 3


@dataclass(frozen=True, slots=True)
class Link:
    title: str
    address: str


@dataclass(frozen=True, slots=True)
class News:
    title: str
    address: str
    summary: str
    day: dt.date


@dataclass(frozen=True, slots=True)
class Reach:
    """How to reach whoever runs the site; a blank part is not known."""

    owner: str = ""
    phone: str = ""
    email: str = ""
    hours: str = ""


@dataclass(frozen=True, slots=True)
class Frame:
    links: tuple[Link, ...] = ()
    # The first of them that helps; None where no editor put such a page in the menus.
    help: Link | None = None
    news: tuple[News, ...] = ()
    reach: Reach = Reach()
    # The folder whose templates and files go before the base's; "" for none.
    theme: str = ""


def frame(request: HttpRequest) -> Frame:
    """That of the site ``request`` asks; kept for every host together, for one change may concern several."""
    host, kept = request.get_host(), cache.get(KEY) or {}
    if host not in kept:
        site = Site.find_for_request(request)
        kept[host] = _read(site) if site else Frame()
        cache.set(KEY, kept, FOR)
    found: Frame = kept[host]
    return found


def _read(site: Site) -> Frame:
    root = site.root_page
    below = Page.objects.descendant_of(root).live()
    menu = below.in_menu().filter(depth=root.depth + 1, content_type__app_label="pages")
    latest = NewsPage.objects.descendant_of(root).live().order_by("-published_on", "-pk")[:LATEST]
    news = NewsPage.objects.filter(pk__in=latest.values("pk"))
    rows = [
        *_columns("menu", menu, "path", "title", "url_path", "content_type__model").union(
            _columns("news", news, Cast("published_on", CharField()), "title", "url_path", "summary"),
            _columns("reach", Contact.objects.filter(site=site), "hours", "owner", "phone", "email"),
            _columns("look", Appearance.objects.filter(site=site), "theme", Value(""), Value(""), Value("")),
            all=True,
        )
    ]
    links = {Link(row[2], _address(row[3], root)): row[4] for row in sorted(rows) if row[0] == "menu"}
    return Frame(
        links=tuple(links),
        help=next((link for link, model in links.items() if model == HelpPage._meta.model_name), None),
        news=tuple(
            News(title=title, address=_address(path, root), summary=text, day=dt.date.fromisoformat(day))
            for kind, day, title, path, text in sorted(rows, reverse=True)
            if kind == "news"
        ),
        reach=next((Reach(row[2], row[3], row[4], row[1]) for row in rows if row[0] == "reach"), Reach()),
        theme=next((row[1] for row in rows if row[0] == "look"), ""),
    )


def _columns(kind: str, rows: QuerySet[Any], *parts: Any) -> QuerySet[Any, tuple[str, ...]]:
    """(kind, what it is sorted by, title, address, text), all of them text."""
    named = dict(zip(("c1", "c2", "c3", "c4"), parts, strict=True))
    texts = {name: Cast(part, CharField()) for name, part in named.items()}
    return rows.order_by().annotate(c0=Value(kind), **texts).values_list("c0", *texts)


def _address(url_path: str, root: Page) -> str:
    return "/" + url_path.removeprefix(root.url_path)


def forget_frame(**kwargs: Any) -> None:
    cache.delete(KEY)


def listen() -> None:
    for signal in (page_published, page_unpublished):
        signal.connect(forget_frame, dispatch_uid=f"pages.forget_frame.{id(signal)}")
    for model in (Contact, Appearance):
        post_save.connect(forget_frame, sender=model, dispatch_uid=f"pages.forget_frame.saved.{model.__name__}")
    for model in (Page, StandardPage, HelpPage, NewsIndexPage, NewsPage, Contact, Appearance):
        post_delete.connect(forget_frame, sender=model, dispatch_uid=f"pages.forget_frame.{model.__name__}")
