"""A request as the standard means it, whichever syntax it came in.

xAPI 1.0.3 (Part Three, 1.3) lets a client that can only send forms put method, headers, parameters and content into one
POST; 2.0 took that away. The version is settled before anything else, for it decides the rest.
"""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl

from django.conf import settings
from django.http import HttpRequest, QueryDict
from django.utils.translation import gettext as _

from xapi import numbers
from xapi.validation_values import InvalidStatement

VERSIONS = ("1.0.3", "2.0.0")
METHODS = ("GET", "HEAD", "POST", "PUT", "DELETE")
# Form fields that stand for headers (1.0.3, Part Three, 1.3).
FORM_HEADERS = frozenset(
    [
        "accept",
        "accept-language",
        "authorization",
        "content-length",
        "content-type",
        "if-match",
        "if-none-match",
        "x-experience-api-version",
    ]
)
MAX_BODY = 16 * 1024 * 1024
MAX_DEPTH = 200


class TooBig(Exception):
    """More than ``settings.XAPI_MAX_BODY`` bytes (413)."""


@dataclass(frozen=True)
class Call:
    """``method`` is GET for a HEAD, ``headers`` have lower-case names, ``path`` is where it was sent."""

    method: str
    params: dict[str, str]
    headers: Mapping[str, str]
    body: bytes
    version: str
    path: str

    @property
    def content_type(self) -> str:
        return self.headers.get("content-type", "").partition(";")[0].strip().lower()

    @property
    def is_2(self) -> bool:
        return self.version.startswith("2")


def headers_of(request: HttpRequest) -> dict[str, str]:
    return {name.lower(): value for name, value in request.headers.items()}


def version_of(headers: Mapping[str, str]) -> str | None:
    """The latest patch of the family the request names; None when it names none we speak."""
    named = headers.get("x-experience-api-version", "")
    if re.fullmatch(r"1\.0(\.\d+)?", named, re.ASCII):
        return "1.0.3"
    return "2.0.0" if re.fullmatch(r"2\.0\.\d+", named, re.ASCII) else None


def read(request: HttpRequest, *, default: str = "", forms: bool = True) -> Call:
    """Raises ``InvalidStatement`` for what no resource could answer.

    ``default``: for what needs no version; without ``forms`` the alternate syntax is a parameter nobody knows.
    """
    headers = headers_of(request)
    params = _single(request.GET)
    if forms and "method" in params:
        return _read_form(request, headers, params)
    version = version_of(headers) or default
    if not version:
        raise _no_version()
    method = "GET" if request.method == "HEAD" else request.method or ""
    return Call(method, params, headers, _body(request), version, request.path)


def _no_version() -> InvalidStatement:
    return InvalidStatement("", _("Cần tiêu đề X-Experience-API-Version là 1.0.x hoặc 2.0.x."))


def _single(query: QueryDict) -> dict[str, str]:
    for name, values in query.lists():
        if len(values) > 1:
            raise InvalidStatement(name, _("Tham số này chỉ được có một lần."))
        if "\x00" in name or "\x00" in values[0]:
            raise InvalidStatement(name.replace("\x00", ""), _("Không được chứa ký tự rỗng."))
    return {name: str(value) for name, value in query.items()}


def _body(request: HttpRequest) -> bytes:
    limit = getattr(settings, "XAPI_MAX_BODY", MAX_BODY)
    try:
        body = request.read(limit + 1)
    except OSError as error:
        raise InvalidStatement("", _("Nội dung gửi bị ngắt giữa chừng.")) from error
    if len(body) > limit:
        raise TooBig
    return body


def _read_form(request: HttpRequest, headers: dict[str, str], params: dict[str, str]) -> Call:
    if request.method != "POST" or len(params) > 1:
        raise InvalidStatement("method", _("Cách gửi bằng biểu mẫu chỉ dùng POST, với method là tham số duy nhất."))
    method, form = params["method"], _fields(_body(request))
    content = form.pop("content", None)
    sent = {name: form.pop(name) for name in list(form) if name.lower() in FORM_HEADERS}
    named = {name.lower(): value for name, value in sent.items()}
    headers = {**headers, "content-type": "application/json", **named}
    version = version_of(headers)
    if version is None:
        raise _no_version()
    if version.startswith("2"):
        raise InvalidStatement("method", _("Phiên bản 2.0 không có cách gửi bằng biểu mẫu."))
    if method not in METHODS or (content is None) == (method in ("PUT", "POST")):
        raise InvalidStatement("content", _("Cần có content khi và chỉ khi gửi bằng PUT hoặc POST."))
    return Call("GET" if method == "HEAD" else method, form, headers, (content or "").encode(), version, request.path)


def _fields(body: bytes) -> dict[str, str]:
    try:
        pairs = parse_qsl(body.decode("ascii"), keep_blank_values=True, strict_parsing=bool(body), errors="strict")
    except ValueError as error:
        raise InvalidStatement("", _("Nội dung không phải biểu mẫu hợp lệ.")) from error
    query = QueryDict(mutable=True)
    for name, value in pairs:
        query.appendlist(name, value)
    return _single(query)


def parse_json(text: str | bytes, path: str = "") -> Any:
    """Raises ``InvalidStatement`` for what is no JSON, or could not be sent back: a lone surrogate, infinity."""
    try:
        decoded = text if isinstance(text, str) else text.decode("utf-8")
        value = numbers.loads(decoded)
        if decoded.count("[") + decoded.count("{") > MAX_DEPTH:
            _refuse_depth(value)
        if "\\ud" in decoded.lower():
            json.dumps(value, ensure_ascii=False).encode("utf-8")
    except (ValueError, RecursionError) as error:
        raise InvalidStatement(path, _("Nội dung không phải JSON hợp lệ.")) from error
    return value


def _refuse_depth(value: Any) -> None:
    """What nests deeper could not be walked later on. Level by level: a batch of hundreds passes here."""
    level = [value]
    for _depth in range(MAX_DEPTH):
        inner = (item.values() if type(item) is dict else item for item in level)
        level = [item for items in inner for item in items if type(item) in (dict, list)]
        if not level:
            return
    raise ValueError(MAX_DEPTH)
