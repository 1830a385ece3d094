"""One JSON object per line on standard output, without what would let a reader of the log act as somebody.

Query strings, cookies, authorization headers and tokens never reach the log. Requests are logged by gunicorn
(``--access-logfile -``), whose records are cut to method, path, status and time here: no middleware.
"""

import logging
import re
from collections.abc import Mapping
from typing import Any

from pythonjsonlogger.json import JsonFormatter

HIDDEN = "[hidden]"
SECRET_NAME = re.compile(r"cookie|authorization|token|password|passwd|secret|session|csrf|api_?key", re.IGNORECASE)
# What gunicorn calls them, and what we do.
REQUEST_ATOMS = {"m": "method", "U": "path", "s": "status", "D": "microseconds", "B": "bytes"}
# Django hangs the whole request on its records; gunicorn's arguments are read once, above.
DROPPED = ("request", "server_time")
SECRETS = (
    # A header or setting with its value, to the end of the line or of the quoted text.
    (re.compile(r"(?i)\b((?:set-)?cookie|(?:proxy-)?authorization)(['\"]?\s*[:=]\s*)[^\r\n'\"]+"), rf"\1\2{HIDDEN}"),
    (re.compile(r"\b(Basic|[Bb]earer)\s+[\w.~+/=-]{6,}"), rf"\1 {HIDDEN}"),
    # The query of an address, absolute or not; a question mark in a sentence has a blank behind it.
    (re.compile(r"(/[^\s?\"'<>]*)\?[^\s\"'<>]+"), rf"\1?{HIDDEN}"),
    (
        re.compile(
            r"(?i)\b(\w*(?:token|password|passwd|secret|sessionid|api_?key))(['\"]?\s*[:=]\s*['\"]?)[^\s'\",;&]+"
        ),
        rf"\1\2{HIDDEN}",
    ),
)
STANDARD = frozenset(vars(logging.makeLogRecord({}))) | {"message", "asctime"}


def without_secrets(text: str) -> str:
    for pattern, replacement in SECRETS:
        text = pattern.sub(replacement, text)
    return text


def _clean(name: str, value: Any) -> Any:
    if SECRET_NAME.search(name):
        return HIDDEN
    if isinstance(value, str):
        return without_secrets(value)
    if isinstance(value, Mapping):
        return {key: _clean(str(key), inner) for key, inner in value.items()}
    if isinstance(value, list | tuple | set):
        return [_clean(name, inner) for inner in value]
    if value is None or isinstance(value, bool | int | float):
        return value
    return without_secrets(str(value))


class WithoutSecrets(logging.Filter):
    """Cleans message and extra fields in place; it never drops a record."""

    def filter(self, record: logging.LogRecord) -> bool:
        if record.name == "gunicorn.access" and isinstance(record.args, Mapping):
            for atom, name in REQUEST_ATOMS.items():
                setattr(record, name, record.args.get(atom))
            record.msg = "request"
        else:
            record.msg = without_secrets(record.getMessage())
        record.args = None
        for name in DROPPED:
            record.__dict__.pop(name, None)
        for name in record.__dict__.keys() - STANDARD:
            record.__dict__[name] = _clean(name, record.__dict__[name])
        return True


class Json(JsonFormatter):
    """Tracebacks quote the arguments of exceptions, so they are cleaned too."""

    def formatException(self, ei: Any) -> str:
        return without_secrets(str(super().formatException(ei)))

    def formatStack(self, stack_info: str) -> str:
        return without_secrets(str(super().formatStack(stack_info)))


def _quiet(level: str) -> dict[str, Any]:
    return {"level": level, "handlers": ["json"], "propagate": False}


LOGGING: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"without_secrets": {"()": "mooc.logs.WithoutSecrets"}},
    "formatters": {
        "json": {
            "()": "mooc.logs.Json",
            "fmt": "%(levelname)s %(name)s %(message)s",
            "rename_fields": {"levelname": "level", "name": "logger"},
            "timestamp": "time",
            "json_ensure_ascii": False,
        }
    },
    "handlers": {
        "json": {
            "class": "logging.StreamHandler",
            "stream": "ext://sys.stdout",
            "formatter": "json",
            "filters": ["without_secrets"],
        }
    },
    "root": {"level": "INFO", "handlers": ["json"]},
    "loggers": {
        "django": _quiet("INFO"),
        "django_tasks": _quiet("INFO"),
        "django_tasks_db": _quiet("INFO"),
        "gunicorn.access": _quiet("INFO"),
        "gunicorn.error": _quiet("INFO"),
    },
}
