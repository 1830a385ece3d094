"""Libraries, contents and a core in the database and the storage, as an import would leave them."""

import hashlib
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from django.utils import timezone

from content.h5p import store
from content.h5p.models import Approval, Content, ContentFile, Library, LibraryFile, Pin, Revision, StoredFile

TYPES = {
    "js": "text/javascript", "css": "text/css", "json": "application/json", "png": "image/png", "svg": "image/svg+xml",
    "woff2": "font/woff2", "woff": "font/woff", "ttf": "font/ttf", "mp4": "video/mp4", "txt": "text/plain",
}  # fmt: skip


def library(
    name: str, files: dict[str, bytes | str], *, version: str = "1.0", approval: str = Approval.APPROVED
) -> Library:
    """``name`` as "H5P.X"; scripts and styles are loaded in the order of ``files``."""
    data = {path: held.encode() if isinstance(held, str) else held for path, held in files.items()}
    sums = {path: hashlib.sha256(held).hexdigest() for path, held in data.items()}
    digest = hashlib.sha256(f"{name}{version}{sorted(sums.items())}".encode()).hexdigest()
    major, minor = (int(part) for part in version.split("."))
    made = Library.objects.create(
        machine_name=name,
        major=major,
        minor=minor,
        patch=0,
        title=name,
        digest=digest,
        runnable=True,
        manifest={
            "preloadedJs": [{"path": path} for path in files if path.endswith(".js")],
            "preloadedCss": [{"path": path} for path in files if path.endswith(".css")],
        },
        size=sum(map(len, data.values())),
        approval=approval,
        decided_at=None if approval == Approval.PENDING else timezone.now(),
        created_at=timezone.now(),
    )
    LibraryFile.objects.bulk_create(LibraryFile(library=made, **named) for named in kept(data))
    return made


def kept(files: dict[str, bytes]) -> list[dict[str, str]]:
    """What names each of them, their bytes being there."""
    found = [(path, inside, hashlib.sha256(inside).hexdigest()) for path, inside in files.items()]
    for _path, inside, sha256 in found:
        store.keep(sha256, len(inside), [inside])
        StoredFile.objects.get_or_create(sha256=sha256, defaults={"size": len(inside), "created_at": timezone.now()})
    return [{"path": path, "mime": TYPES[path.rpartition(".")[2]], "file_id": sha256} for path, _in, sha256 in found]


def content(
    libraries: Iterable[Library],
    parameters: Any = None,
    *,
    files: dict[str, bytes] | None = None,
    title: str = "Năm dấu hiệu",
    **package: Any,
) -> Revision:
    """The last of ``libraries`` is its type; the content's first revision, which is its current one."""
    pinned = list(libraries)
    owner = Content.objects.create(title=title)
    main = pinned[-1]
    made = Revision.objects.create(
        content=owner,
        number=1,
        library=f"{main.machine_name} {main.major}.{main.minor}",
        package={"title": title, "language": "vi", "license": "U", **package},
        raw_parameters=parameters or {},
        parameters=parameters or {},
        name="goi.h5p",
        sha256="0" * 64,
        size=sum(one.size for one in pinned),
        made_at=timezone.now(),
    )
    for position, one in enumerate(pinned):
        Pin.objects.create(revision=made, library=one, position=position)
    ContentFile.objects.bulk_create(ContentFile(revision=made, **named) for named in kept(files or {}))
    owner.current = made
    owner.save(update_fields=["current"])
    return made


CORE_STYLE = """
@font-face { font-family: h5p; src: url('../fonts/core.woff2') format('woff2'); }
.h5p-waiting { background: url(../images/wait.gif?ver=1) }
"""


def core(folder: Path) -> Path:
    """A package like the one with H5P's core: what runs in no browser is enough to be put together."""
    for name in ("styles", "fonts", "images"):
        (folder / "dist" / name).mkdir(parents=True)
    (folder / "package.json").write_text('{"name": "h5p-standalone", "version": "3.8.2"}')
    (folder / "dist" / "frame.bundle.js").write_text("window.H5P={core:1}")
    (folder / "dist" / "styles" / "h5p.css").write_text(CORE_STYLE)
    (folder / "dist" / "fonts" / "core.woff2").write_bytes(b"wOF2core")
    (folder / "dist" / "images" / "wait.gif").write_bytes(b"GIF89a")
    return folder
