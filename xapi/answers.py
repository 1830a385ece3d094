"""What resources answer with."""

import datetime as dt
import json
from typing import Any

from django.http import HttpResponse
from django.utils.http import http_date


def as_json(value: Any, status: int = 200) -> HttpResponse:
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return HttpResponse(text, status=status, content_type="application/json")


def refuse(status: int, message: str, path: str = "") -> HttpResponse:
    """``message`` is for people; ``path`` names the wrong part, as in ``result.score.raw``."""
    return as_json({"message": message, "path": path} if path else {"message": message}, status)


def dated(response: HttpResponse, moment: dt.datetime) -> HttpResponse:
    response["Last-Modified"] = http_date(moment.timestamp())
    return response
