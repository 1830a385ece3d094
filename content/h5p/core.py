"""Where H5P's core is: a script and a style of an npm package, installed beside the project and never part of it.

The package (``h5p-standalone``) is under MIT, what we take of it under GPL-3: the script is H5P's own core, packed.
Only what is named here may be served. Without the package everything runs but the player.
"""

import json
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.conf import settings

SOURCE_OF_CORE = "https://github.com/h5p/h5p-php-library"
SOURCE_OF_PACKAGE = "https://github.com/tunapanda/h5p-standalone"
INSTALL = "./run setup"
GPL = settings.ROOT / "LICENSES" / "GPL-3.0-or-later.txt"
SERVED = frozenset({".woff2", ".gif", ".png", ".svg"})
_NAMED = re.compile(r"""url\(\s*["']?([^"')]+)["']?\s*\)""")


@dataclass(frozen=True)
class Core:
    name: str
    version: str
    script: Path
    style: Path
    # What the style names, as it names it ("../fonts/x.woff2"): fonts as woff2 alone, and pictures.
    files: dict[str, Path]
    # Licence by its SPDX identifier -> its text.
    licences: dict[str, Path]

    @property
    def sources(self) -> tuple[str, str]:
        """What the script was made from, core included, and where that core is from (GPL-3, section 6d)."""
        return f"{SOURCE_OF_PACKAGE}/tree/v{self.version}", SOURCE_OF_CORE


def find() -> Core | None:
    """The core below ``settings.H5P_CORE``, or None where it is not installed."""
    folder = Path(settings.H5P_CORE)
    return _read(folder) if all(path.is_file() for path in _needed(folder)) else None


def _needed(folder: Path) -> tuple[Path, Path, Path]:
    return folder / "package.json", folder / "dist" / "frame.bundle.js", folder / "dist" / "styles" / "h5p.css"


@cache
def _read(folder: Path) -> Core:
    about, script, style = _needed(folder)
    package = json.loads(about.read_text(encoding="utf-8"))
    licences = {
        "GPL-3.0-or-later": GPL,
        "MIT": folder / "LICENSE",
        "OFL-1.1": folder / "dist" / "fonts" / "open-sans" / "OFL.txt",
    }
    return Core(
        name=package["name"],
        version=package["version"],
        script=script,
        style=style,
        files=_files(folder, style),
        licences={name: path for name, path in licences.items() if path.is_file()},
    )


def _files(folder: Path, style: Path) -> dict[str, Path]:
    found = {}
    for named in _NAMED.findall(style.read_text(encoding="utf-8")):
        path = (style.parent / named.partition("?")[0].partition("#")[0]).resolve()
        if path.suffix in SERVED and path.is_relative_to(folder.resolve()) and path.is_file():
            found[named] = path
    return found
