"""``python -m bench.taking FILE``: takes in a package, whole, as the worker would; for ``bench h5p``.

Prints megabytes of the process before it and at its peak, the same of what it shares with no other (``RssAnon``),
seconds on a processor, and those that unpacking and hashing it twice takes by themselves.
"""

import hashlib
import re
import sys
import threading
import time
import zipfile
from pathlib import Path
from unittest import mock

import django

CLEAR, STATUS = Path("/proc/self/clear_refs"), Path("/proc/self/status")


def megabytes(name: str) -> float:
    """``VmRSS`` is what the process has, ``VmHWM`` the most it had since the peak was cleared."""
    return int(re.findall(rf"{name}:\s+(\d+) kB", STATUS.read_text())[0]) / 1024


class Watch:
    """The most that the process has of its own while it works, looked at every few milliseconds."""

    def __enter__(self) -> "Watch":
        self.most, self._over = 0.0, threading.Event()
        self._thread = threading.Thread(target=self._look)
        self._thread.start()
        return self

    def __exit__(self, *error: object) -> None:
        self._over.set()
        self._thread.join()

    def _look(self) -> None:
        while not self._over.wait(0.005):
            self.most = max(self.most, megabytes("RssAnon"))


def bare(place: Path) -> float:
    begun = time.process_time()
    with zipfile.ZipFile(place) as packed:
        for info in packed.infolist() * 2:
            with packed.open(info) as file:
                hashlib.file_digest(file, "sha256")
    return time.process_time() - begun


def main(place: Path) -> None:
    from django.core.files import File

    from content.h5p import actions, importing
    from content.h5p.models import Upload
    from learners.people.models import Account
    from mooc.foundation.loaded import keep_loaded

    author = Account.objects.get(username="tam")
    # Nobody works off what is asked for here: this process is the worker.
    with place.open("rb") as file, mock.patch.object(actions, "work"):
        upload = actions.bring(file=File(file), name=place.name, acting_user=author)
    unpacking = bare(place)
    keep_loaded()
    CLEAR.write_text("5")
    before, own, begun = megabytes("VmRSS"), megabytes("RssAnon"), time.process_time()
    with Watch() as watch:
        importing.take(Upload.objects.get(pk=upload.pk), author)
    seconds = time.process_time() - begun
    if Upload.objects.get(pk=upload.pk).revision is None:
        raise RuntimeError("the package was not taken")
    print(before, megabytes("VmHWM"), own, watch.most, seconds, unpacking)


if __name__ == "__main__":
    django.setup()
    main(Path(sys.argv[1]))
