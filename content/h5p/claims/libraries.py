"""Which library a name means: ``H5P.MultiChoice 1.16`` in parameters, ``H5P.MultiChoice-1.16`` in statements."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

_NAME = re.compile(r"([A-Za-z0-9][A-Za-z0-9_.-]{0,98})[ -](\d{1,4})\.(\d{1,4})", re.ASCII)


@dataclass(frozen=True)
class LibraryVersion:
    """``patch`` is None where only the folder's name is known."""

    name: str
    major: int
    minor: int
    patch: int | None = None

    @property
    def version(self) -> tuple[int, int]:
        return self.major, self.minor

    def is_surely_after(self, minor: int, patch: int) -> bool:
        """Later than 1.``minor``.``patch``; without a patch number only where any would be."""
        return self.version > (1, minor) or (
            self.version == (1, minor) and self.patch is not None and self.patch > patch
        )

    def is_surely_before(self, minor: int, patch: int) -> bool:
        return self.version < (1, minor) or (
            self.version == (1, minor) and self.patch is not None and self.patch < patch
        )


def library_of(named: Any, patches: Mapping[str, int] | None = None) -> LibraryVersion | None:
    """``patches`` are the patch numbers of what a revision pins, by ``H5P.X 1.2``. None for what is no such name."""
    found = _NAME.fullmatch(named) if isinstance(named, str) else None
    if found is None:
        return None
    name, major, minor = found[1], int(found[2]), int(found[3])
    return LibraryVersion(name, major, minor, (patches or {}).get(f"{name} {major}.{minor}"))
