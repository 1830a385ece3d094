"""h5p.json of what is made here."""

from collections.abc import Iterable
from typing import Any

from content.h5p.registry import Asked

LANGUAGE = "vi"


def h5p_json(title: str, main: Asked, needs: Iterable[Asked]) -> dict[str, Any]:
    """``needs`` in the order of loading; ``main`` is among them or not."""
    listed = [*dict.fromkeys([*needs, main])]
    return {
        "title": title,
        "language": LANGUAGE,
        "defaultLanguage": LANGUAGE,
        "mainLibrary": main.name,
        "embedTypes": ["div"],
        "license": "U",
        "preloadedDependencies": [
            {"machineName": one.name, "majorVersion": one.major, "minorVersion": one.minor} for one in listed
        ],
    }
