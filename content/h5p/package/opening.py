"""The way into a package. Whoever keeps it works so:

    with file:                                   # seekable, binary
        opened = open_package(file)              # or Refused, whose ``problems`` are for the author
        for kept in opened.all_files():
            if kept.sha256 not in known:         # bytes that are there already need not be unpacked again
                sink.take(opened.chunks(kept), kept.mime)
        for library in opened.libraries:
            opened.semantics(library)            # parsed anew each time; None where the library has none

``open_package`` unpacks everything once, a piece at a time, and keeps none of it: after it only a file that changes
meanwhile is refused. ``parameters`` are as the package has them; ``semantics.clean`` makes of them what may be shown,
by the semantics of the libraries that the content will run on.
"""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO, Any

from django.utils.translation import gettext as _

from content.h5p.package import addresses, kinds, magic, needs, reading_json
from content.h5p.package.archive import Archive
from content.h5p.package.contents import KeptFile, Left, PackedLibrary, Reason, digest_of
from content.h5p.package.limits import MOST_DESCRIBED, MOST_JSON, MOST_LIBRARY_JSON
from content.h5p.package.manifest import Manifest, read_library, read_manifest
from content.h5p.package.refusals import Problems, Refused, broken, short
from content.h5p.package.sorting import LIBRARY_JSON, MANIFEST, PARAMETERS, SEMANTICS, Sorted, sort
from content.h5p.registry import Asked, run_as


@dataclass(frozen=True, slots=True)
class Opened:
    """``files`` are those of the content without its parameters, which are None in a package of libraries alone.

    ``missing``: libraries that it wants and does not carry, which is normal.
    """

    manifest: Manifest
    parameters: Any
    files: tuple[KeptFile, ...]
    libraries: tuple[PackedLibrary, ...]
    left: tuple[Left, ...]
    missing: tuple[Asked, ...]
    external: tuple[addresses.External, ...]
    _archive: Archive

    def all_files(self) -> Iterator[KeptFile]:
        yield from self.files
        for library in self.libraries:
            yield from library.files

    def chunks(self, kept: KeptFile) -> Iterator[bytes]:
        """Its bytes; raises ``Refused`` at the end when they are no longer those that were looked through."""
        digest = hashlib.sha256()
        for piece in self._archive.chunks(kept.place):
            digest.update(piece)
            yield piece
        if digest.hexdigest() != kept.sha256:
            raise broken()

    def semantics(self, library: PackedLibrary) -> list[Any] | None:
        return _semantics(self._archive, library.folder)


def open_package(file: IO[bytes], *, with_content: bool = True) -> Opened:
    """Raises ``Refused``. ``file`` stays open for ``chunks``.

    Without content only libraries are looked at, and the manifest is empty: packages of content types have some
    example beside them, or none.
    """
    archive = Archive(file)
    places = sort(archive, with_content=with_content)
    problems = Problems()
    kept = _kept(archive, places, problems)
    libraries = _libraries(archive, places, kept, problems)
    parameters, manifest = None, Manifest("", "", None, (), {})
    if with_content:
        with problems.collected():
            manifest = _manifest(archive, libraries)
        with problems.collected():
            parameters = _parameters(archive)
    carried = {library.manifest.asked: library.manifest.needs for library in libraries}
    if circle := needs.circle(carried):
        problems.add(_told_circle(circle))
    problems.refuse_any()
    used = run_as(parameters, {*manifest.needs, *carried})
    wanted = [*manifest.needs, *used, *([manifest.main] if manifest.main else [])]
    return Opened(
        manifest=manifest,
        parameters=parameters,
        files=tuple(kept[place] for place in places.content),
        libraries=libraries,
        left=tuple(places.left),
        missing=needs.missing(wanted if with_content else carried, carried),
        external=addresses.external(parameters),
        _archive=archive,
    )


def _told_circle(circle: tuple[Asked, ...]) -> str:
    """Two names are enough to find it."""
    told = {"one": str(circle[0]), "other": str(circle[-1])}
    text = _(
        "Thư viện “%(one)s” và “%(other)s” trong gói cần lẫn nhau, nên không thư viện nào chạy trước được. Anh/chị lấy "
        "lại gói từ nguồn, hoặc xuất lại với bản thư viện khác."
    )
    return text % told


def _all(places: Sorted) -> Iterator[str]:
    yield from places.content
    for inside in places.libraries.values():
        yield from inside


def _kept(archive: Archive, places: Sorted, problems: Problems) -> dict[str, KeptFile]:
    """Browsers load no font that is none; programs that pack libraries leave some, of which nothing is kept."""
    found: dict[str, KeptFile] = {}
    of_content = set(places.content)
    for place in _all(places):
        file = _look_through(archive, place)
        if file.mime:
            found[place] = file
        elif place not in of_content and kinds.ending(place) in kinds.FONTS:
            places.left.append(Left(place, Reason.FONT))
        else:
            text = _(
                "“%s” bên trong là loại tệp khác với tên của nó. Anh/chị mở tệp, lưu lại đúng loại rồi xuất lại gói."
            )
            problems.add(text % short(place))
    return found


def _look_through(archive: Archive, place: str) -> KeptFile:
    """Without a type when it is of another kind than its name says."""
    digest, size, head = hashlib.sha256(), 0, b""
    for piece in archive.chunks(place):
        head = head or piece[: magic.HEAD]
        digest.update(piece)
        size += len(piece)
    mime = kinds.mime_of(place, head, size)
    return KeptFile(place.partition("/")[2], place, digest.hexdigest(), size, mime or "")


def _libraries(
    archive: Archive, places: Sorted, kept: dict[str, KeptFile], problems: Problems
) -> tuple[PackedLibrary, ...]:
    described = [f"{folder}/{name}" for folder in places.libraries for name in (LIBRARY_JSON, SEMANTICS)]
    if sum(kept[place].size for place in described if place in kept) > MOST_DESCRIBED:
        raise Refused(_("Mô tả của các thư viện trong gói quá dài. Anh/chị xuất lại gói từ nơi soạn."))
    found: dict[Asked, PackedLibrary] = {}
    for folder, inside in places.libraries.items():
        with problems.collected():
            library = _library(archive, folder, [kept[place] for place in inside if place in kept])
            other = found.setdefault(library.manifest.asked, library)
            if other is not library:
                told = {"one": short(other.folder), "other": short(folder), "library": str(library.manifest.asked)}
                text = _("Hai thư mục “%(one)s” và “%(other)s” cùng nhận là %(library)s. Anh/chị bỏ một thư mục.")
                raise Refused(text % told)
    return tuple(found.values())


def _library(archive: Archive, folder: str, files: list[KeptFile]) -> PackedLibrary:
    place = f"{folder}/{LIBRARY_JSON}"
    value = reading_json.read(archive.read(place, MOST_LIBRARY_JSON), place, MOST_LIBRARY_JSON, one_each=True)
    manifest = read_library(value, place, {file.path for file in files})
    if folder not in manifest.folders:
        told = {"folder": short(folder), "library": str(manifest.asked)}
        text = _("Thư mục “%(folder)s” lại chứa thư viện %(library)s. Anh/chị tải lại gói, hoặc lấy từ nơi khác.")
        raise Refused(text % told)
    _semantics(archive, folder)
    return PackedLibrary(folder, manifest, digest_of(files), tuple(files))


def _semantics(archive: Archive, folder: str) -> list[Any] | None:
    place = f"{folder}/{SEMANTICS}"
    if place not in archive.entries:
        return None
    value = reading_json.read(archive.read(place, MOST_LIBRARY_JSON), place, MOST_LIBRARY_JSON)
    if not isinstance(value, list):
        raise Refused(
            _("“%s” bị hỏng: không phải một danh sách. Anh/chị tải lại gói, hoặc lấy từ nơi khác.") % short(place)
        )
    return value


def _manifest(archive: Archive, libraries: tuple[PackedLibrary, ...]) -> Manifest:
    def carried(name: str) -> Asked | None:
        named = [library.manifest.asked for library in libraries if library.manifest.asked.name == name]
        return named[0] if len(named) == 1 else None

    value = reading_json.read(archive.read(MANIFEST, MOST_LIBRARY_JSON), MANIFEST, MOST_LIBRARY_JSON, one_each=True)
    return read_manifest(value, carried)


def _parameters(archive: Archive) -> dict[str, Any]:
    value = reading_json.read(archive.read(PARAMETERS, MOST_JSON), PARAMETERS)
    if not isinstance(value, dict):
        raise Refused(_("“%s” bị hỏng: không phải một đối tượng JSON. Anh/chị xuất lại gói từ nơi soạn.") % PARAMETERS)
    return value
