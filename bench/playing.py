"""A learner's Chromium on the loopback: what comes over the wire when it opens a lesson, what the server is asked."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, BrowserContext, Page, Request, sync_playwright

from bench.server import PORT
from tests.browser import chromium

BEFORE = "/h5p/"
# Milliseconds: until a content plays, and without another request after it.
PATIENCE, QUIET = 60_000, 1500
# Has a height once the content has begun and told it.
PART, PLAYS = "figure.interactive", "iframe[style*=height]"


@dataclass(frozen=True, slots=True)
class Sent:
    """``size``: bytes over the wire, with headers."""

    path: str
    size: int


@dataclass(frozen=True, slots=True)
class Opened:
    """``received`` by the browser from the network, ``asked`` of the server as it logged it; below ``/h5p/`` alone."""

    received: list[Sent]
    asked: list[str]

    @property
    def size(self) -> int:
        return sum(one.size for one in self.received)


class Learner:
    """Her browser keeps what it is allowed to keep, from one lesson to the next."""

    def __init__(self, context: BrowserContext, log: Path) -> None:
        self.context, self.log = context, log

    def open(self, lesson: str) -> Opened:
        before = len(self._lines())
        page = self.context.new_page()
        requests: list[Request] = []
        page.on("requestfinished", lambda request: requests.append(request))
        page.goto(f"http://127.0.0.1:{PORT}{lesson}")
        self._wait(page, requests)
        received = [sent for request in requests if (sent := _sent(request)) is not None]
        page.close()
        return Opened(received, self._lines()[before:])

    def _wait(self, page: Page, requests: list[Request]) -> None:
        """One below what is in sight is not fetched before it is scrolled to."""
        for part in page.locator(PART).all():
            part.scroll_into_view_if_needed()
            part.locator(PLAYS).wait_for(state="attached", timeout=PATIENCE)
        before = -1
        while len(requests) > before:
            before = len(requests)
            page.wait_for_timeout(QUIET)

    def _lines(self) -> list[str]:
        return [line for line in self.log.read_text().splitlines() if line.startswith(BEFORE)]


def _sent(request: Request) -> Sent | None:
    """None for what came from the browser's own store."""
    path = request.url.partition(f":{PORT}")[2]
    if not path.startswith(BEFORE):
        return None
    sizes = request.sizes()
    if sizes["responseBodySize"] <= 0:
        return None
    return Sent(path, sizes["responseBodySize"] + sizes["responseHeadersSize"])


@contextmanager
def browser() -> Iterator[Browser]:
    """Ends the run where there is none, with the line that installs it."""
    found = chromium.find()
    if found is None:
        raise SystemExit(f"Chromium was not found. Install: {chromium.INSTALL}")
    # Playwright keeps an event loop in this thread; Django would refuse the database here.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=found, args=chromium.ARGUMENTS)
        try:
            yield running
        finally:
            running.close()


def learner(running: Browser, session: str, log: Path, accepted: str | None = None) -> Learner:
    """``accepted``: codings, instead of all that Chromium knows."""
    headers = {"Accept-Encoding": accepted} if accepted else {}
    context = running.new_context(extra_http_headers=headers)
    context.add_cookies([{"name": "sessionid", "value": session, "url": f"http://127.0.0.1:{PORT}"}])
    return Learner(context, log)
