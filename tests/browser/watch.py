"""What a page must never do, noticed while a test walks: break the content policy, throw, or ask another server."""

from playwright.sync_api import ConsoleMessage, Page, Request, Response


class Watch:
    """Collects complaints about one page; ``expected`` are the statuses of failed answers a test is there to cause."""

    def __init__(self, page: Page, home: str, refused: frozenset[int] = frozenset()) -> None:
        """``refused``: what the test is there to have the server answer to a script as well."""
        self.home, self.refused = home, refused
        self.expected: set[int] = {404}
        self.complaints: list[str] = []
        page.on("console", self._console)
        page.on("pageerror", lambda error: self.complaints.append(f"error: {error}"))
        page.on("request", self._request)
        page.on("response", self._response)

    def _console(self, message: ConsoleMessage) -> None:
        # The browser's own note about a failed answer; _response judges those.
        if message.type in ("error", "warning") and "Failed to load resource" not in message.text:
            self.complaints.append(f"console {message.type} on {message.location['url']}: {message.text}")

    def _request(self, request: Request) -> None:
        if not request.url.startswith((self.home, "data:", "blob:", "about:")):
            self.complaints.append(f"asked elsewhere: {request.url}")

    def _response(self, response: Response) -> None:
        """A page may say that it failed, where a test expects it; what a page loads may never."""
        if response.status < 400 or response.status in self.refused:
            return
        if not (response.request.is_navigation_request() and response.status in self.expected):
            self.complaints.append(f"{response.status}: {response.url}")
