"""Makes packages: a good one with a tiny library of its own, from which tests spoil what they are about."""

import io
import json
import struct
import zipfile
import zlib
from collections.abc import Iterable, Mapping
from typing import Any

Files = dict[str, bytes]
OWN = "H5P.Own 1.0"
# What a tiny content type asks of its authors: a question, how it behaves, its labels.
SEMANTICS: list[dict[str, Any]] = [
    {"name": "question", "type": "text", "widget": "html", "tags": ["strong", "em"]},
    {"name": "picture", "type": "image", "optional": True},
    {
        "name": "behaviour",
        "type": "group",
        "fields": [
            {"name": "retry", "type": "boolean", "default": True},
            {"name": "seconds", "type": "number", "default": 30, "min": 0},
        ],
    },
    {"name": "check", "type": "text", "default": "Check"},
]
PARAMETERS: dict[str, Any] = {
    "question": "<p>Tin nhắn này có phải lừa đảo không?</p>",
    "behaviour": {"retry": False, "seconds": 10},
    "check": "Kiểm tra",
}


def package(
    main: str = OWN,
    libraries: Iterable[Files] | None = None,
    content: Any = None,
    files: Mapping[str, bytes] | None = None,
    *,
    needs: Iterable[str] = (),
    entries: Mapping[str, bytes] | None = None,
    **manifest: Any,
) -> bytes:
    """A package of ``main``, with the library itself unless ``libraries`` says otherwise (none: only content).

    ``files`` lie below ``content/``, ``entries`` anywhere and win; further names are keys of h5p.json.
    """
    made: Files = {"h5p.json": written(h5p_json(main, needs, **manifest))}
    made["content/content.json"] = written(PARAMETERS if content is None else content)
    made |= {f"content/{path}": inside for path, inside in (files or {}).items()}
    for folder in [library(main)] if libraries is None else libraries:
        made |= folder
    return archive(made | dict(entries or {}))


def library(
    named: str = OWN,
    *,
    patch: int = 0,
    needs: Iterable[str] = (),
    semantics: Any = SEMANTICS,
    files: Mapping[str, bytes] | None = None,
    folder: str = "",
    **manifest: Any,
) -> Files:
    """A library's folder. ``files`` are in it beside a script and a style; further names are keys of library.json."""
    name, major, minor = _parts(named)
    told = {
        "title": name.partition(".")[2] or name,
        "machineName": name,
        "runnable": 1,
        "majorVersion": major,
        "minorVersion": minor,
        "patchVersion": patch,
        "preloadedJs": [{"path": "own.js"}],
        "preloadedCss": [{"path": "own.css"}],
        **({"preloadedDependencies": [asked(one) for one in needs]} if needs else {}),
        **manifest,
    }
    place = folder or f"{name}-{major}.{minor}"
    made: Files = {
        f"{place}/library.json": written(told),
        f"{place}/own.js": f"{name} = function () {{ this.attach = (box) => box.text('{name}'); }};".encode(),
        f"{place}/own.css": b".own { margin: 0 }",
    }
    if semantics is not None:
        made[f"{place}/semantics.json"] = written(semantics)
    return made | {f"{place}/{path}": inside for path, inside in (files or {}).items()}


def h5p_json(main: str = OWN, needs: Iterable[str] = (), **manifest: Any) -> dict[str, Any]:
    return {
        "title": "Tin nhắn lừa đảo",
        "language": "vi",
        "mainLibrary": _parts(main)[0],
        "embedTypes": ["div"],
        "preloadedDependencies": [asked(one) for one in (main, *needs)],
        "license": "U",
        **manifest,
    }


def asked(named: str) -> dict[str, Any]:
    name, major, minor = _parts(named)
    return {"machineName": name, "majorVersion": major, "minorVersion": minor}


def archive(entries: Mapping[str, bytes] | Iterable[tuple[str | zipfile.ZipInfo, bytes]]) -> bytes:
    """Pairs may name one entry twice, or say more of it than its name."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, inside in entries.items() if isinstance(entries, Mapping) else entries:
            packed.writestr(name, inside)
    return made.getvalue()


def unpacked(made: bytes) -> Files:
    with zipfile.ZipFile(io.BytesIO(made)) as packed:
        return {name: packed.read(name) for name in packed.namelist()}


def written(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False).encode()


def png(width: int = 1, height: int = 1) -> bytes:
    """Grey."""
    lines = (b"\0" + b"\x80" * width) * height
    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    made = b"\x89PNG\r\n\x1a\n"
    for kind, inside in ((b"IHDR", header), (b"IDAT", zlib.compress(lines)), (b"IEND", b"")):
        made += struct.pack(">I", len(inside)) + kind + inside + struct.pack(">I", zlib.crc32(kind + inside))
    return made


def _parts(named: str) -> tuple[str, int, int]:
    name, version = named.split(" ")
    major, minor = version.split(".")
    return name, int(major), int(minor)
