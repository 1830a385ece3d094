"""Pictures, sound, video and other files as parameters name them: ``{"path": "images/a.png", "mime": "image/png", …}``.

A path is below the package's ``content/``, or an address of HTTP.
"""

import re
from collections.abc import Callable, Mapping, Set
from typing import Any

from content.h5p.package import names

Said = Callable[[Any], Any]
_KEYS = {
    "image": ("width", "height"),
    "video": ("width", "height", "codecs", "quality", "bitrate"),
    "audio": (),
    "file": (),
}
_ELSEWHERE = re.compile(r"https?://", re.IGNORECASE)
_SCHEME = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*:|//")
# What editors leave in front of files copied from other contents, and behind those just uploaded.
_COPIED, _UPLOADED = re.compile(r"(?:\.\./){1,2}(?:.*content/)?(?:\d+|editor)/(.+)"), "#tmp"
# A path is put between quotes by some libraries.
_QUOTED = str.maketrans({'"': "%22", "'": "%27", "<": "%3C", ">": "%3E"})


def clean(value: Any, field: Mapping[str, Any], said: Said) -> dict[str, Any] | None:
    """None for what names no file; ``said`` cleans what is told about one."""
    path = _path(value.get("path")) if isinstance(value, dict) else ""
    if not path:
        return None
    cleaned: dict[str, Any] = {"path": path.translate(_QUOTED)}
    for key in ("mime", "copyright", *_KEYS.get(field["type"], ()), *more_keys(field)):
        if value.get(key) is not None and key not in cleaned:
            cleaned[key] = said(value[key])
    original = value.get("originalImage")
    if field["type"] == "image" and isinstance(original, dict) and _path(original.get("path")):
        told = {key: said(original[key]) for key in ("mime", "width", "height", "copyright") if key in original}
        cleaned["originalImage"] = {"path": _path(original["path"]).translate(_QUOTED), **told}
    return cleaned


def more_keys(field: Mapping[str, Any]) -> tuple[str, ...]:
    """``extraAttributes``: keys of a file or part that the semantics want kept."""
    extra = field.get("extraAttributes")
    return tuple(key for key in extra if isinstance(key, str)) if isinstance(extra, list) else ()


def is_lacking(path: str, files: Set[str]) -> bool:
    """Whether the cleaned ``path`` names none of ``files``."""
    if _ELSEWHERE.match(path):
        return False
    plain = path
    for letter, written in _QUOTED.items():
        plain = plain.replace(written, chr(letter))
    return names.as_kept(plain) not in files


def _path(path: Any) -> str:
    """Empty for what leads neither into the package nor to an address of HTTP."""
    if not isinstance(path, str):
        return ""
    if copied := _COPIED.fullmatch(path):
        path = copied[1]
    path = path.removesuffix(_UPLOADED).strip()
    if _ELSEWHERE.match(path):
        return path
    return "" if _SCHEME.match(path) or not names.is_plain(path) else path
