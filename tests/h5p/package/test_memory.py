"""The largest packages are looked through, cleaned and handed on in a process that stays small."""

import random
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from content.h5p.package.limits import MOST_PACKED
from tests.h5p import making

MOST_MEMORY = 150 * 2**20
SCRIPT = """
import re, sys
from pathlib import Path
from django.conf import settings
settings.configure(USE_I18N=False)
from content.h5p.package.opening import open_package
from content.h5p.package.semantics import clean
from content.h5p.registry import Asked
with open(sys.argv[1], "rb") as file:
    opened = open_package(file)
    size = sum(len(piece) for kept in opened.all_files() for piece in opened.chunks(kept))
    known = {library.manifest.asked: opened.semantics(library) for library in opened.libraries}
    cleaned = clean(opened.parameters, opened.manifest.main, known.get, [kept.path for kept in opened.files])
# Not getrusage: that begins with what the process had that started this one.
print(size, re.search("VmHWM:\\s+(\\d+)", Path("/proc/self/status").read_text())[1])
"""


def measured(place: Path) -> tuple[int, int]:
    """Bytes handed on, and the most memory that the whole process had."""
    done = subprocess.run([sys.executable, "-c", SCRIPT, str(place)], capture_output=True, text=True, check=True)
    size, memory = done.stdout.split()
    return int(size), int(memory) * 1024


def written(place: Path, content: object, recording: int, library_files: int = 0) -> None:
    """A package with ``recording`` bytes of video that packing makes no smaller."""
    own = making.library(files={f"language/{number}.json": b"{}" * 400 for number in range(library_files)})
    noise = random.Random(7)
    with zipfile.ZipFile(place, "w") as packed:
        for name, inside in making.unpacked(making.package(content=content, libraries=[own])).items():
            packed.writestr(name, inside, zipfile.ZIP_DEFLATED)
        with packed.open("content/videos/a.mp4", "w") as video:
            video.write(b"\0\0\0\x18ftypisom")
            for _piece in range(recording // 2**20):
                video.write(noise.randbytes(2**20))


def test_a_package_of_64_mb(tmp_path: Path) -> None:
    place = tmp_path / "a.h5p"
    written(place, making.PARAMETERS, 63 * 2**20, library_files=3_900)
    assert MOST_PACKED - 2**20 < place.stat().st_size <= MOST_PACKED
    size, memory = measured(place)
    assert size > 63 * 2**20
    assert memory < MOST_MEMORY, f"{memory / 2**20:.0f} MB"


@pytest.mark.parametrize("letter", ["a", "😀"])
def test_parameters_as_long_as_they_may_be(tmp_path: Path, letter: str) -> None:
    place = tmp_path / "a.h5p"
    noise = random.Random(7)

    def row() -> dict[str, object]:
        return {**making.PARAMETERS, "question": f"<p>{letter * 200}{noise.random()}</p>"}

    rows = [row() for _row in range(9 * 2**20 // len(making.written(row())))]
    semantics = [
        {"name": "rows", "type": "list", "field": {"name": "row", "type": "group", "fields": making.SEMANTICS}}
    ]
    own = making.library(semantics=semantics)
    place.write_bytes(making.package(content={"rows": rows}, libraries=[own]))
    memory = measured(place)[1]
    assert memory < MOST_MEMORY, f"{memory / 2**20:.0f} MB"
