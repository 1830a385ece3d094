"""``h5p.json`` and ``library.json``: tolerant where real packages need it, strict in what names code.

https://h5p.org/documentation/developers/json-file-definitions and …/library-definition
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from content.h5p.package import names
from content.h5p.package.kinds import ending
from content.h5p.package.limits import CORE_API
from content.h5p.package.refusals import Refused, short
from content.h5p.registry import Asked

LONGEST_TITLE, LONGEST_LANGUAGE, LARGEST_NUMBER = 255, 20, 99_999
_MACHINE_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]{0,99}")
_LISTS = ("preloadedDependencies", "dynamicDependencies", "editorDependencies")


@dataclass(frozen=True, slots=True)
class Manifest:
    """``main`` is the content type, None in a package of libraries alone; ``raw`` the whole file, its dependencies in
    the form of the specification."""

    title: str
    language: str
    main: Asked | None
    needs: tuple[Asked, ...]
    raw: dict[str, Any]


@dataclass(frozen=True, slots=True)
class LibraryManifest:
    """``scripts`` and ``styles`` are paths in the library's folder, in the order of loading; ``raw`` the whole file,
    with versions, dependencies and paths in the form of the specification."""

    asked: Asked
    patch: int
    title: str
    runnable: bool
    scripts: tuple[str, ...]
    styles: tuple[str, ...]
    needs: tuple[Asked, ...]
    dynamic: tuple[Asked, ...]
    editor: tuple[Asked, ...]
    raw: dict[str, Any]

    @property
    def folders(self) -> set[str]:
        """What the library's folder in a package may be called."""
        versioned = f"{self.asked.name}-{self.asked.major}.{self.asked.minor}"
        return {self.asked.name, versioned, f"{versioned}.{self.patch}"}


def read_manifest(value: Any, carried: Callable[[str], Asked | None]) -> Manifest:
    """Of h5p.json; raises ``Refused``.

    ``carried`` finds a library in the package by name, for packages that do not say which version is theirs.
    """
    raw = _object(value, "h5p.json")
    lists = {name: _asked_list(raw, name, "h5p.json") for name in _LISTS}
    return Manifest(
        title=_text(raw.get("title"))[:LONGEST_TITLE],
        language=_text(raw.get("language"))[:LONGEST_LANGUAGE],
        main=_main(raw.get("mainLibrary"), lists, carried),
        needs=lists["preloadedDependencies"],
        raw=raw | _written(raw, lists),
    )


def _main(name: Any, lists: dict[str, tuple[Asked, ...]], carried: Callable[[str], Asked | None]) -> Asked:
    if not isinstance(name, str) or not _MACHINE_NAME.fullmatch(name):
        raise Refused(
            _("“h5p.json” không nói gói thuộc loại nội dung nào (mainLibrary). Anh/chị xuất lại gói từ nơi soạn.")
        )
    listed = (asked for asked_list in lists.values() for asked in asked_list if asked.name == name)
    main = next(listed, None) or carried(name)
    if main is None:
        text = _("“h5p.json” không nói cần phiên bản nào của “%s”. Anh/chị xuất lại gói từ nơi soạn.")
        raise Refused(text % short(name))
    return main


def read_library(value: Any, place: str, paths: set[str]) -> LibraryManifest:
    """Of the library.json at ``place``, in a folder with ``paths``; raises ``Refused``."""
    raw = _object(value, place)
    major, minor, patch = (_number(raw.get(f"{part}Version")) for part in ("major", "minor", "patch"))
    name = raw.get("machineName")
    if not isinstance(name, str) or not _MACHINE_NAME.fullmatch(name) or None in (major, minor, patch):
        text = _("“%s” không nói rõ tên hoặc số phiên bản của thư viện. Anh/chị tải lại gói, hoặc lấy từ nơi khác.")
        raise Refused(text % short(place))
    _check_core(raw.get("coreApi"), place)
    lists = {kind: _asked_list(raw, kind, place) for kind in _LISTS}
    scripts, styles = _loaded(raw, "preloadedJs", "js", place, paths), _loaded(raw, "preloadedCss", "css", place, paths)
    written = {
        "majorVersion": major,
        "minorVersion": minor,
        "patchVersion": patch,
        "preloadedJs": [{"path": path} for path in scripts],
        "preloadedCss": [{"path": path} for path in styles],
        **_written(raw, lists),
    }
    return LibraryManifest(
        asked=Asked(name, major or 0, minor or 0),
        patch=patch or 0,
        title=_text(raw.get("title"))[:LONGEST_TITLE] or name,
        runnable=_number(raw.get("runnable")) == 1,
        scripts=scripts,
        styles=styles,
        needs=lists["preloadedDependencies"],
        dynamic=lists["dynamicDependencies"],
        editor=lists["editorDependencies"],
        raw=raw | written,
    )


def _check_core(api: Any, place: str) -> None:
    if not isinstance(api, dict):
        return
    major, minor = _number(api.get("majorVersion")), _number(api.get("minorVersion"))
    if major is None or minor is None or (major, minor) > CORE_API:
        told = {"place": short(place), "newest": "{}.{}".format(*CORE_API)}
        text = _("“%(place)s” cần bản H5P mới hơn %(newest)s. Anh/chị lấy phiên bản cũ hơn của thư viện này.")
        raise Refused(text % told)


def _loaded(raw: dict[str, Any], key: str, kind: str, place: str, paths: set[str]) -> tuple[str, ...]:
    found: dict[str, None] = {}
    for entry in _list(raw, key, place):
        named = entry.get("path") if isinstance(entry, dict) else entry
        path = names.as_kept(named.replace("\\", "/").removeprefix("./")) if isinstance(named, str) else ""
        if not names.is_plain(path) or ending(path) != kind or path not in paths:
            text = _(
                "“%(place)s” nêu tệp “%(path)s” không có trong thư viện. Anh/chị tải lại gói, hoặc lấy từ nơi khác."
            )
            raise Refused(text % {"place": short(place), "path": short(_text(named))})
        found[path] = None
    return tuple(found)


def _asked_list(raw: dict[str, Any], key: str, place: str) -> tuple[Asked, ...]:
    found: dict[Asked, None] = {}
    for entry in _list(raw, key, place):
        told = entry if isinstance(entry, dict) else {}
        name, major, minor = (
            told.get("machineName"),
            _number(told.get("majorVersion")),
            _number(told.get("minorVersion")),
        )
        if not isinstance(name, str) or not _MACHINE_NAME.fullmatch(name) or major is None or minor is None:
            text = _("“%(place)s” nêu sai một thư viện cần có (%(key)s). Anh/chị xuất lại gói từ nơi soạn.")
            raise Refused(text % {"place": short(place), "key": key})
        found[Asked(name, major, minor)] = None
    return tuple(found)


def _written(raw: dict[str, Any], lists: dict[str, tuple[Asked, ...]]) -> dict[str, Any]:
    return {
        key: [{"machineName": one.name, "majorVersion": one.major, "minorVersion": one.minor} for one in asked]
        for key, asked in lists.items()
        if key in raw
    }


def _object(value: Any, place: str) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise Refused(
            _("“%s” bị hỏng: không phải một đối tượng JSON. Anh/chị xuất lại gói từ nơi soạn.") % short(place)
        )
    return value


def _list(raw: dict[str, Any], key: str, place: str) -> list[Any]:
    value = raw.get(key) or []
    if not isinstance(value, list):
        text = _("“%(place)s” có mục “%(key)s” không phải danh sách. Anh/chị xuất lại gói từ nơi soạn.")
        raise Refused(text % {"place": short(place), "key": key})
    return value


def _text(value: Any) -> str:
    return value.strip() if isinstance(value, str) else ""


def _number(value: Any) -> int | None:
    """A part of a version; some programs write it as text."""
    if isinstance(value, str) and value.isascii() and value.isdigit() and len(value) <= len(str(LARGEST_NUMBER)):
        value = int(value)
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= LARGEST_NUMBER:
        return None
    return value
