"""A statement as sent becomes one ready for ``record()``: validated, and completed by what the store must add."""

import datetime as dt
from typing import Any

from xapi.rows import Json, format_instant, parse_instant
from xapi.validation import validate


def prepare(statement: Any, version: str) -> Json:
    """Validate, then complete what the store must: the version, lists of activities and, in 2.0, UTC."""
    validate(statement, version)
    prepared = _tidy({"version": "1.0.0" if version == "1.0.3" else "2.0.0", **statement}, version)
    if prepared["object"].get("objectType") == "SubStatement":
        prepared["object"] = _tidy(prepared["object"], version)
    return prepared


def _tidy(statement: Json, version: str) -> Json:
    tidy = dict(statement)
    groups = statement.get("context", {}).get("contextActivities")
    if groups:
        lists = {role: [listed] if isinstance(listed, dict) else listed for role, listed in groups.items()}
        tidy["context"] = {**statement["context"], "contextActivities": lists}
    if "timestamp" in tidy:
        moment: dt.datetime = parse_instant(tidy["timestamp"].upper())
        tidy["timestamp"] = format_instant(moment) if version == "2.0.0" else tidy["timestamp"].upper()
    return tidy
