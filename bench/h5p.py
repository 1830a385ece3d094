"""A multiple-choice question in a lesson: what its frame weighs on the way to a real Chromium, the second time as well;
what pages cost in queries; what taking in the largest package costs in memory.

The control is H5P's own way: every script and style by itself, gzipped, from the same package, before any font.
"""

import gzip
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from django.core.files import File
from django.test import Client

from bench import packages
from bench.figures import Figure
from bench.playing import Opened, browser, learner
from bench.server import PORT, serving
from content.h5p import actions, core, store
from content.h5p.approving import approve
from content.h5p.models import Content, Library, LibraryFile, Upload
from content.h5p.player import bundle, joining, playing
from learners.enrolment.actions import enrol
from tests import factories
from tests.h5p.test_memory import largest
from tests.progress.lrs import queries_of
from tests.study.interactive import world

KILO = 1024
REQUESTS, GZIPPED, PAGE, LESSON, MEMORY, SECONDS = 6, 130, 8, 12, 150, 60
OWN_FILES = "/h5p/noi-dung/"


class World:
    """A learner on a course with a lesson of one such content, and on one with a lesson of five."""

    def __init__(self, package: bytes, name: str) -> None:
        self.author = factories.account("tam")
        person = factories.person()
        self.account = factories.account("lan", of=person)
        with tempfile.NamedTemporaryFile(suffix=".h5p") as file:
            file.write(package)
            contents = [self._bring(file, name) for _number in range(5)]
        self.content = contents[0]
        self.client = Client(HTTP_HOST=f"127.0.0.1:{PORT}")
        self.client.force_login(self.account)
        self.session = self.client.cookies["sessionid"].value
        self.one, self.five = (self._lesson(contents[:number]) for number in (1, 5))

    def _bring(self, file: IO[bytes], name: str) -> Content:
        upload = actions.bring(file=File(file, name=name), name=name, acting_user=self.author)
        upload = Upload.objects.get(pk=upload.pk)
        if upload.revision is None:
            raise SystemExit(f"{name} was refused: {' '.join(upload.problems)}")
        approve(libraries=list(Library.objects.all()), acting_user=self.author)
        upload.revision.refresh_from_db()
        if not upload.revision.is_ready:
            raise SystemExit(f"{name} cannot be played: it lacks {', '.join(upload.revision.missing)}")
        return Content.objects.get(pk=upload.revision.content_id)

    def _lesson(self, contents: list[Content]) -> str:
        course = world.course(self.author, *((one, False, False) for one in contents))
        person = self.account.person
        return world.lesson(enrol(person=person, course_key=course.translation_key, acting_user=self.account))

    @property
    def played(self) -> playing.Playing:
        assert self.content.current is not None
        return playing.of(self.content.current)


def figures(database: str) -> Iterator[Figure]:
    installed = core.find()
    if installed is None:
        raise SystemExit(f"H5P's core is not installed. Install: {core.INSTALL}")
    given = os.environ.get("BENCH_PACKAGE")
    package = Path(given).read_bytes() if given else packages.like_multiple_choice(installed)
    made = World(package, Path(given).name if given else "do.h5p")
    yield from _making(made, made.played.revision.library if given else "one made in the shape of MultiChoice")
    yield from _queries(made)
    yield from _loads(made, installed)
    yield from _memory()


def _making(made: World, what: str) -> Iterator[Figure]:
    """Control: gzip over the same bytes."""
    begun = time.process_time()
    bundle.ensure(made.played)
    spent = time.process_time() - begun
    written = joining.joined(made.played)
    begun = time.process_time()
    sizes = [len(gzip.compress(whole, 9)) for whole in written.values()]
    bare = time.process_time() - begun
    yield Figure(f"h5p: bundle of {what}", sum(sizes) / KILO, "KB gzipped")
    yield Figure("h5p: making it, once", 1000 * spent, "ms CPU", 1000 * bare)


def _queries(made: World) -> Iterator[Figure]:
    address = made.played.address
    made.client.get(address)
    yield Figure("h5p: player page", len(queries_of(lambda: made.client.get(address))), "queries", None, PAGE)
    for path in (made.one, made.five):
        for _time in range(2):
            made.client.get(path)
    one, five = (len(queries_of(lambda path=path: made.client.get(path))) for path in (made.one, made.five))
    yield Figure("h5p: lesson with one part", one, "queries", None, LESSON)
    yield Figure("h5p: lesson with five parts", five, "queries", one, 1, of_ratio=True)


def _loads(made: World, installed: core.Core) -> Iterator[Figure]:
    with tempfile.NamedTemporaryFile() as file, serving(log=Path(file.name)), browser() as running:
        log = Path(file.name)
        hers = learner(running, made.session, log, "gzip")
        first, second = hers.open(made.one), hers.open(made.one)
        many = hers.open(made.five)
        yield from _weights(made, installed, first, second)
        brotli = learner(running, made.session, log).open(made.one)
        for what, opened in (("four more of its type", many), ("first load, as Chromium asks for it", brotli)):
            yield Figure(f"h5p: {what}", _ours(opened) / KILO, "KB", _ours(first) / KILO)


def _weights(made: World, installed: core.Core, first: Opened, second: Opened) -> Iterator[Figure]:
    own = first.size - _ours(first)
    files, size = _by_itself(made.played, installed)
    yield Figure("h5p: first load", len(first.received), "requests", files, REQUESTS)
    yield Figure("h5p: first load", _ours(first) / KILO, "KB gzipped", size / KILO, GZIPPED)
    yield Figure("h5p:   the author's own pictures besides", own / KILO, "KB")
    yield Figure(f"h5p: second load {second.asked[:3] or ''}", len(second.asked), "requests", len(first.asked), 0)


def _ours(opened: Opened) -> int:
    """Without what its author put into it."""
    return sum(one.size for one in opened.received if not one.path.startswith(OWN_FILES))


def _by_itself(played: playing.Playing, installed: core.Core) -> tuple[int, int]:
    """How many files H5P's own way fetches for it before any picture or font, and their bytes gzipped one by one."""
    held = [installed.script.read_bytes(), installed.style.read_bytes(), b" " * KILO]
    for library in played.libraries:
        files = dict(LibraryFile.objects.filter(library=library).values_list("path", "file_id"))
        named = [*joining.named(library, "preloadedJs"), *joining.named(library, "preloadedCss")]
        held += [store.read(files[path]) for path in named]
    return len(held), sum(len(gzip.compress(one, 9)) for one in held)


def _memory() -> Iterator[Figure]:
    """In a process of its own, as the worker's is."""
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder) / "largest.h5p"
        largest(place)
        command = [sys.executable, "-m", "bench.taking", str(place)]
        told = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True).stdout
    bare, peak, own, most, seconds, unpacking = map(float, told.split())
    yield Figure("h5p: taking in 64 MB, memory grown by", peak - bare, "MB", None, MEMORY)
    yield Figure("h5p:   the worker's own memory in all", most, "MB", own, MEMORY)
    yield Figure("h5p:   with the programs it shares with others", peak, "MB", bare)
    yield Figure("h5p:   processor time", seconds, "s CPU", unpacking, SECONDS)
