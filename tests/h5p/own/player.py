"""A page that plays a package in the real core: a sealed frame, as little around it as there can be.

The page and its frame come from no server: the browser's requests are answered here. What the content says
(``H5P.externalDispatcher``) is posted to the page, which keeps it in ``told``; the frame can do nothing else.
"""

import io
import json
import re
import zipfile
from dataclasses import dataclass
from typing import Any

from playwright.sync_api import BrowserContext, Frame, Page, Route

from content.h5p.core import Core

FONTS = re.compile(r"@font-face\s*{[^}]*}")
HOME = "https://choi.example"
ACTIVITY = f"{HOME}/hoat-dong/1"
POLICY = (
    "sandbox allow-scripts; default-src 'none'; script-src 'unsafe-inline' 'unsafe-eval'; "
    "style-src 'unsafe-inline'; img-src data:"
)
OUTER = """<!doctype html><html lang="vi"><title>Trang</title><meta name="viewport" content="width=device-width">
<style>html, body { margin: 0; height: 100% } iframe { display: block; width: 100%; height: 100%; border: 0 }</style>
<script>window.told = []; addEventListener("message", event => {
  if (event.source === frames[0] && event.data.statement) told.push(event.data.statement);
})</script>
<iframe title="Nội dung" src="/khung" sandbox="allow-scripts"></iframe>"""
INNER = """<!doctype html><html lang="vi" class="h5p-iframe"><meta charset="utf-8"><title>%(title)s</title>
<meta name="viewport" content="width=device-width"><style>%(style)s</style>
<script>["localStorage", "sessionStorage"].forEach(name => Object.defineProperty(window, name, {value: {
  getItem: () => null, setItem: () => undefined, removeItem: () => undefined}}))</script>
<script>window.H5PIntegration = %(integration)s</script>
<script>%(core)s</script>
<script>H5P.externalDispatcher.on("xAPI", event => parent.postMessage({statement: event.data.statement}, "*"))</script>
<script>%(script)s</script>
<main><div class="h5p-content" data-content-id="1"></div></main>"""


@dataclass(frozen=True)
class Package:
    about: dict[str, Any]
    params: str
    scripts: str
    styles: str

    @classmethod
    def read(cls, data: bytes) -> "Package":
        """Of a package whose main library needs no other."""
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            about = json.loads(archive.read("h5p.json"))
            needed = about["preloadedDependencies"][0]
            folder = f"{needed['machineName']}-{needed['majorVersion']}.{needed['minorVersion']}"
            library = json.loads(archive.read(f"{folder}/library.json"))

            def joined(kind: str) -> str:
                return "\n".join(archive.read(f"{folder}/{each['path']}").decode() for each in library[kind])

            params = archive.read("content/content.json").decode()
            return cls(about, params, joined("preloadedJs"), joined("preloadedCss"))


def play(context: BrowserContext, core: Core, data: bytes, state: dict[str, Any] | None = None) -> tuple[Page, Frame]:
    """A page with the content in it, resumed from ``state``, and the frame it is in."""
    shown = {"/": OUTER, "/khung": _inner(core, Package.read(data), state)}

    def answer(route: Route) -> None:
        path = route.request.url.removeprefix(HOME)
        headers = {"Content-Security-Policy": POLICY} if path == "/khung" else {}
        route.fulfill(body=shown[path], content_type="text/html; charset=utf-8", headers=headers)

    context.route(f"{HOME}/**", answer)
    page = context.new_page()
    page.goto(f"{HOME}/")
    frame = page.frames[1]
    frame.wait_for_function("window.H5P && H5P.instances.length")
    return page, frame


def told(page: Page, verb: str) -> list[dict[str, Any]]:
    """What the content has said so far with this verb."""
    said: list[dict[str, Any]] = page.evaluate("told")
    return [each for each in said if each["verb"]["id"] == f"http://adlnet.gov/expapi/verbs/{verb}"]


def _inner(core: Core, package: Package, state: dict[str, Any] | None) -> str:
    return INNER % {
        "title": package.about["title"],
        # Its letters are not tried here.
        "style": FONTS.sub("", core.style.read_text(encoding="utf-8")) + package.styles,
        "core": core.script.read_text(encoding="utf-8"),
        "script": package.scripts,
        "integration": json.dumps(_integration(package, state)).replace("<", "\\u003c"),
    }


def _integration(package: Package, state: dict[str, Any] | None) -> dict[str, Any]:
    needed = package.about["preloadedDependencies"][0]
    content = {
        "library": f"{needed['machineName']} {needed['majorVersion']}.{needed['minorVersion']}",
        "jsonContent": package.params,
        "url": ACTIVITY,
        "fullScreen": "0",
        "displayOptions": {"frame": False, "copyright": False, "embed": False, "export": False, "icon": False},
        "metadata": {"title": package.about["title"], "defaultLanguage": package.about["language"]},
        "contentUserData": [{"state": json.dumps(state)}] if state else [],
        "styles": [],
        "scripts": [],
    }
    return {
        "baseUrl": HOME,
        "url": HOME,
        "siteUrl": HOME,
        "postUserStatistics": False,
        "saveFreq": 3600,
        "ajax": {},
        "l10n": {"H5P": {}},
        "core": {"styles": [], "scripts": []},
        "loadedJs": [],
        "loadedCss": [],
        "contents": {"cid-1": content},
    }
