"""What taking in the largest package costs in memory."""

import json
import random
import re
import zipfile
from pathlib import Path

import pytest
from django.core.files import File
from django.core.files.storage import FileSystemStorage

from content.h5p import actions, importing, store
from content.h5p.package.limits import MOST_PACKED
from learners.people.models import Account
from tests.h5p import making

pytestmark = [pytest.mark.django_db, pytest.mark.full]

MOST_MB = 150
CLEAR, STATUS = Path("/proc/self/clear_refs"), Path("/proc/self/status")
MP4 = b"\0\0\0\x18ftypmp42\0\0\0\0mp42isom"


def megabytes(name: str) -> int:
    """``VmRSS`` is what the process has, ``VmHWM`` the most it had since the peak was cleared."""
    found = re.search(rf"{name}:\s+(\d+) kB", STATUS.read_text())
    assert found
    return int(found[1]) // 1024


def largest(place: Path) -> None:
    """Video for the most part, a thousand small files, long parameters."""
    dice = random.Random(7)
    # Packed a hundredfold it would be taken for a bomb.
    text = {**making.PARAMETERS, "list": [dice.randbytes(60).hex() for _line in range(10_000)]}
    with zipfile.ZipFile(place, "w", zipfile.ZIP_DEFLATED) as made:
        for name, inside in making.unpacked(making.package()).items():
            made.writestr(name, inside if name != "content/content.json" else json.dumps(text, ensure_ascii=False))
        for number in range(1000):
            made.writestr(f"content/texts/{number}.txt", f"tệp {number}")
        while (left := MOST_PACKED - place.stat().st_size - 2**20) > 0:
            size = min(left, 15 * 2**20)
            made.writestr(f"content/videos/{left}.mp4", MP4 + dice.randbytes(size), zipfile.ZIP_STORED)
            made.fp.flush()  # type: ignore[union-attr]


@pytest.mark.skipif(not CLEAR.exists(), reason="the peak of a process is read from Linux's /proc")
def test_the_largest_package_is_taken_in_small_pieces(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    on_disk = FileSystemStorage(tmp_path / "h5p")
    monkeypatch.setattr(store, "storage", lambda: on_disk)
    place = tmp_path / "largest.h5p"
    largest(place)
    assert MOST_PACKED - 3 * 2**20 < place.stat().st_size <= MOST_PACKED
    tam = Account.objects.create_user("tam")
    with place.open("rb") as file:
        upload = actions.bring(file=File(file), name="largest.h5p", acting_user=tam)

    CLEAR.write_text("5")
    before = megabytes("VmRSS")
    importing.take(upload, tam)
    assert megabytes("VmHWM") - before < MOST_MB
    upload.refresh_from_db()
    assert upload.revision is not None
    assert upload.revision.files.count() > 1000
