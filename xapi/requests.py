"""From an HTTP request to statements ready for ``record()``: version, body, what the store completes."""

import datetime as dt
import json
import math
import re
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _

from xapi.rows import format_instant, parse_instant
from xapi.validation import InvalidStatement, validate

VERSIONS = ("1.0.3", "2.0.0")


def requested_version(request: HttpRequest) -> str | None:
    """The latest patch of the family the request names; None when it names none we speak."""
    named = request.headers.get("X-Experience-API-Version", "")
    if re.fullmatch(r"1\.0(\.\d+)?", named, re.ASCII):
        return "1.0.3"
    return "2.0.0" if re.fullmatch(r"2\.0\.\d+", named, re.ASCII) else None


def _finite(text: str) -> float:
    value = float(text)
    if not math.isfinite(value):
        raise ValueError(text)
    return value


def read_json(request: HttpRequest) -> Any:
    """The body as JSON; raises ``InvalidStatement`` for another content type or malformed text."""
    if request.content_type != "application/json":
        raise InvalidStatement("", _("Chỉ nhận application/json; tệp đính kèm phải có fileUrl."))
    try:
        text = request.body.decode("utf-8")
        value = json.loads(text, parse_constant=_finite, parse_float=_finite)
        if "\\ud" in text.lower():
            # A lone surrogate is no character: it could be neither stored nor sent.
            json.dumps(value, ensure_ascii=False).encode("utf-8")
    except (ValueError, RecursionError) as error:
        raise InvalidStatement("", _("Nội dung không phải JSON hợp lệ.")) from error
    return value


def prepare(statement: Any, version: str) -> dict[str, Any]:
    """Validate, then complete what the store must: the version, lists of activities and, in 2.0, UTC."""
    validate(statement, version)
    _require_urls(statement)
    prepared = _tidy({"version": "1.0.0" if version == "1.0.3" else "2.0.0", **statement}, version)
    if prepared["object"].get("objectType") == "SubStatement":
        _require_urls(prepared["object"])
        prepared["object"] = _tidy(prepared["object"], version)
    return prepared


def _require_urls(statement: dict[str, Any]) -> None:
    for index, attachment in enumerate(statement.get("attachments", ())):
        if "fileUrl" not in attachment:
            raise InvalidStatement(f"attachments[{index}]", _("Tệp đính kèm phải có fileUrl."))


def _tidy(statement: dict[str, Any], version: str) -> dict[str, Any]:
    tidy = dict(statement)
    groups = statement.get("context", {}).get("contextActivities")
    if groups:
        lists = {role: [listed] if isinstance(listed, dict) else listed for role, listed in groups.items()}
        tidy["context"] = {**statement["context"], "contextActivities": lists}
    if "timestamp" in tidy:
        moment: dt.datetime = parse_instant(tidy["timestamp"].upper())
        tidy["timestamp"] = format_instant(moment) if version == "2.0.0" else tidy["timestamp"].upper()
    return tidy
