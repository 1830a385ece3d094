"""The plain values a statement is made of: IRIs, language tags, instants, durations, UUIDs.

A *check* is ``check(value, path, version)``: it returns nothing or raises ``InvalidStatement``; it never coerces.
``path`` names the place in the statement, as in ``actor.mbox``.
"""

import datetime as dt
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

Check = Callable[[Any, str, str], None]

IRI = re.compile(r"[A-Za-z][A-Za-z0-9+.\-]*:[^\s<>\"{}|\\^`\x00-\x20\x7f]+")
UUID = re.compile(r"[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}")
# RFC 5646, 2.1: language, script, region, variants, extensions, private use.
LANGUAGE = re.compile(
    r"(?:(?:[a-z]{2,3}(?:-[a-z]{3}){0,3}|[a-z]{4,8})(?:-[a-z]{4})?(?:-(?:[a-z]{2}|\d{3}))?"
    r"(?:-(?:[a-z0-9]{5,8}|\d[a-z0-9]{3}))*(?:-[0-9a-wy-z](?:-[a-z0-9]{2,8})+)*(?:-x(?:-[a-z0-9]{1,8})+)?"
    r"|x(?:-[a-z0-9]{1,8})+|i-[a-z]{2,8})",
    re.IGNORECASE | re.ASCII,
)
TIMESTAMP = re.compile(r"\d{4}-\d\d-\d\d[Tt]\d\d:\d\d(:\d\d(\.\d+)?)?(?P<offset>[Zz]|[+-]\d\d(:?\d\d)?)?", re.ASCII)
NO_OFFSET = {"-00", "-0000", "-00:00"}
_PART = r"(?:\d+(?:[.,]\d+(?=[A-Z]\Z))?{})?"
DURATION = re.compile(
    r"P(?=.)(?:\d+(?:[.,]\d+)?W|"
    + "".join(_PART.format(letter) for letter in "YMD")
    + r"(?:T(?=\d)"
    + "".join(_PART.format(letter) for letter in "HMS")
    + ")?)",
    re.ASCII,
)
SHA2 = re.compile(r"[0-9A-Fa-f]{56}|[0-9A-Fa-f]{64}|[0-9A-Fa-f]{96}|[0-9A-Fa-f]{128}")
MEDIA_TYPE = re.compile(r"[\w!#$&^.+-]+/[\w!#$&^.+-]+(\s*;.*)?", re.ASCII)
MAILTO = re.compile(r"mailto:[^\s@\x00]+@[^\s@\x00]+")
SHA1 = re.compile(r"[0-9A-Fa-f]{40}")


class InvalidStatement(Exception):
    """The statement breaks a rule at ``path``; ``message`` is for people."""

    def __init__(self, path: str, message: str) -> None:
        super().__init__(f"{path}: {message}" if path else message)
        self.path, self.message = path, message


@dataclass(frozen=True)
class Shape:
    """What an object may hold: a check per property, and which must be there."""

    properties: Mapping[str, Check]
    required: tuple[str, ...] = ()
    only_in_2: frozenset[str] = frozenset()

    def __call__(self, value: Any, path: str, version: str) -> None:
        require_object(value, path)
        for name, inner in value.items():
            place = f"{path}.{name}" if path else name
            check = self.properties.get(name)
            if check is None or (name in self.only_in_2 and not version.startswith("2")):
                raise InvalidStatement(place, _("Thuộc tính này không có trong chuẩn."))
            if inner is None:
                raise InvalidStatement(place, _("Giá trị null chỉ được phép trong phần mở rộng."))
            check(inner, place, version)
        for name in self.required:
            if name not in value:
                raise InvalidStatement(path, _("Thiếu thuộc tính %(name)s.") % {"name": name})


def require_object(value: Any, path: str) -> None:
    if not isinstance(value, dict):
        raise InvalidStatement(path, _("Phải là một đối tượng JSON."))


def text(value: Any, path: str, version: str) -> None:
    if not isinstance(value, str):
        raise InvalidStatement(path, _("Phải là chuỗi ký tự."))


def boolean(value: Any, path: str, version: str) -> None:
    if not isinstance(value, bool):
        raise InvalidStatement(path, _("Phải là true hoặc false."))


def number(value: Any, path: str, version: str) -> None:
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        raise InvalidStatement(path, _("Phải là số."))


def natural(value: Any, path: str, version: str) -> None:
    if isinstance(value, bool) or not isinstance(value, int) or value < 0:
        raise InvalidStatement(path, _("Phải là số nguyên không âm."))


def matching(pattern: re.Pattern[str], message: Callable[[], str]) -> Check:
    """A check that the whole text matches ``pattern``; ``message`` is called for the reader's language."""

    def check(value: Any, path: str, version: str) -> None:
        text(value, path, version)
        if not pattern.fullmatch(value):
            raise InvalidStatement(path, message())

    return check


def one_of(*allowed: str) -> Check:
    def check(value: Any, path: str, version: str) -> None:
        if not isinstance(value, str) or value not in allowed:
            raise InvalidStatement(path, _("Phải là một trong: %(allowed)s.") % {"allowed": ", ".join(allowed)})

    return check


def list_of(item: Check) -> Check:
    def check(value: Any, path: str, version: str) -> None:
        if not isinstance(value, list):
            raise InvalidStatement(path, _("Phải là một danh sách."))
        for index, inner in enumerate(value):
            item(inner, f"{path}[{index}]", version)

    return check


iri = matching(IRI, lambda: _("Phải là IRI đầy đủ, có tiền tố như https:."))
uuid = matching(UUID, lambda: _("Phải là UUID."))
language = matching(LANGUAGE, lambda: _("Phải là mã ngôn ngữ theo RFC 5646."))
duration = matching(DURATION, lambda: _("Phải là khoảng thời gian theo ISO 8601."))
sha2 = matching(SHA2, lambda: _("Phải là mã băm SHA-2."))
media_type = matching(MEDIA_TYPE, lambda: _("Phải là kiểu nội dung, như application/pdf."))
mailto = matching(MAILTO, lambda: _("Phải là mailto: kèm địa chỉ thư điện tử."))
sha1 = matching(SHA1, lambda: _("Phải là mã băm SHA-1, 40 chữ số hệ 16."))


def timestamp(value: Any, path: str, version: str) -> None:
    """ISO 8601; the offsets ``-00``, ``-0000`` and ``-00:00`` mean "unknown" and are refused (xAPI 1.0.3, 4.5)."""
    text(value, path, version)
    found = TIMESTAMP.fullmatch(value)
    if not found or found["offset"] in NO_OFFSET:
        raise InvalidStatement(path, _("Phải là thời điểm theo ISO 8601."))
    try:
        moment = dt.datetime.fromisoformat(value.upper())
        (moment if moment.tzinfo else moment.replace(tzinfo=dt.UTC)).astimezone(dt.UTC)
    except (ValueError, OverflowError) as error:
        raise InvalidStatement(path, _("Thời điểm này không có thật.")) from error


def language_map(value: Any, path: str, version: str) -> None:
    require_object(value, path)
    for name, inner in value.items():
        language(name, f"{path}.{name}", version)
        text(inner, f"{path}.{name}", version)


def extensions(value: Any, path: str, version: str) -> None:
    """Keys are IRIs; values may be anything, null included."""
    require_object(value, path)
    for name in value:
        iri(name, f"{path}.{name}", version)
