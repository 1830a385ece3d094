"""The page in the sealed frame: all H5P's core asks for, and nothing about whoever looks at it.

What a learner did so far comes by a message from the page around the frame (``scripts/bridge.js``), and so does the
code (``scripts/load.js``).
"""

import json
import re
from functools import cache
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import escape

from content.h5p.player.joining import SCRIPTS, literal
from content.h5p.player.playing import Playing

# Of h5p.json: what reaches statements and the list of rights.
METADATA = (
    "title", "a11yTitle", "license", "licenseVersion", "licenseExtras", "authors", "source", "yearFrom", "yearTo",
    "changes", "defaultLanguage",
)  # fmt: skip
# Fetches a program from elsewhere unless it is told of another; without any, formulas stay as they were written.
LIBRARY_CONFIG: dict[str, Any] = {"H5P.MathDisplay": {"renderer": {"none": {}}}}
# Seconds between what a learner did so far is told.
SAVE_EVERY = 10
# Bytes of pictures that the page around the frame hands down together: a content begins when all of them are there.
MOST_HANDED, MOST_PICTURES = 1024 * 1024, 40
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")
_PAGE = """<!DOCTYPE html>
<html class="h5p-iframe" lang="{language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>{title}</title>
</head>
<body>
<div class="h5p-content" data-content-id="{key}"></div>
<script>window.H5PIntegration={integration};</script>
<script data-style="{style}" data-script="{script}">{loader}</script>
</body>
</html>
"""


def activity_of(key: Any) -> str:
    """The IRI statements of a content are about, before the server says which unit it is part of."""
    return f"{settings.XAPI_ACTIVITY_BASE}/h5p/{key}"


def written(request: HttpRequest, playing: Playing) -> str:
    """``playing.revision`` with its content."""
    revision = playing.revision
    return _PAGE.format(
        language=language_of(revision.package),
        title=escape(title_of(playing)),
        style=bundle_address(playing, "css"),
        script=bundle_address(playing, "js"),
        loader=_loader(),
        key=revision.content.key,
        integration=literal(integration(request, playing)),
    )


@cache
def _loader() -> str:
    return (SCRIPTS / "load.js").read_text(encoding="utf-8")


def bundle_address(playing: Playing, kind: str) -> str:
    return reverse("h5p:bundle", args=[playing.bundle, kind])


def files_address(playing: Playing) -> str:
    """Below it lie the content's own files, by their paths."""
    return reverse("h5p:content", args=[playing.revision.pk, "x"]).removesuffix("/x")


def pictures(playing: Playing) -> list[str]:
    """Paths of the content's pictures; none where they are many or heavy: then each comes when it is looked at."""
    rows = playing.revision.files.filter(mime__startswith="image/").order_by("path").values_list("path", "file__size")
    found = list(rows[: MOST_PICTURES + 1])
    fits = len(found) <= MOST_PICTURES and sum(size for _path, size in found) <= MOST_HANDED
    return [path for path, _size in found] if fits else []


def title_of(playing: Playing) -> str:
    title = playing.revision.package.get("title")
    return title if isinstance(title, str) else ""


def integration(request: HttpRequest, playing: Playing) -> dict[str, Any]:
    """What the core reads as ``H5PIntegration``. Never a user: the core would put her address into statements."""
    site = f"{request.scheme}://{request.get_host()}"
    return {
        "baseUrl": site,
        "url": "/h5p",
        "siteUrl": site,
        "urlLibraries": reverse("h5p:library", args=["x", "y"]).removesuffix("/x/y"),
        # Each library lies at an address by the digest of its files.
        "libraryDirectories": {library.folder: library.digest for library in playing.libraries},
        "postUserStatistics": False,
        "saveFreq": SAVE_EVERY,
        "ajax": {"setFinished": "", "contentUserData": ""},
        # The code brings its words, in the language of whoever reads (``scripts/bridge.js``).
        "l10n": {"H5P": {}},
        "hubIsEnabled": False,
        "reportingIsEnabled": False,
        "fullscreenDisabled": True,
        "libraryConfig": LIBRARY_CONFIG,
        "core": {"styles": [], "scripts": []},
        "loadedJs": [],
        "loadedCss": [],
        "pictures": pictures(playing),
        "contents": {f"cid-{playing.revision.content.key}": _content(playing)},
    }


def _content(playing: Playing) -> dict[str, Any]:
    revision = playing.revision
    return {
        "library": revision.library,
        "jsonContent": json.dumps(revision.parameters, ensure_ascii=False, separators=(",", ":")),
        "url": activity_of(revision.content.key),
        "contentUrl": files_address(playing),
        "fullScreen": "0",
        "displayOptions": {
            "frame": True,
            "export": False,
            "embed": False,
            "copyright": True,
            "icon": False,
            "copy": False,
        },
        "metadata": {name: revision.package[name] for name in METADATA if name in revision.package},
        "contentUserData": {},
        "styles": [],
        "scripts": [],
    }


def language_of(package: dict[str, Any]) -> str:
    """What a content's texts are in, as its author said; one of no language is read as the site's."""
    said = package.get("defaultLanguage") or package.get("language") or ""
    known = isinstance(said, str) and said != "und" and _LANGUAGE.fullmatch(said)
    return said if known else str(settings.LANGUAGE_CODE)
