"""The log holds what happened and nothing that lets its reader act as somebody."""

import json
import logging
import sys
from typing import Any

import pytest

from mooc.logs import Json, WithoutSecrets, without_secrets


def line(message: str, *args: Any, name: str = "mooc", **extra: Any) -> dict[str, Any]:
    record = logging.makeLogRecord({"name": name, "msg": message, "args": args[0] if len(args) == 1 else args, **extra})
    assert WithoutSecrets().filter(record) is True
    return dict(json.loads(Json("%(name)s %(message)s").format(record)))


@pytest.mark.parametrize(
    "text",
    [
        "GET /tim/?q=S3CRET HTTP/1.1",
        "see https://example.invalid/a?next=/b&t=S3CRET",
        "Authorization: Basic S3CRETxx",
        "{'Authorization': 'Bearer S3CRETxx'}",
        "sent Bearer S3CRETxx to the store",
        "Cookie: sessionid=S3CRET; csrftoken=S3CRET",
        "csrftoken=S3CRET",
        "reset_token: S3CRET",
        '{"password": "S3CRET"}',
    ],
)
def test_a_secret_is_hidden_wherever_it_stands(text: str) -> None:
    assert "S3CRET" not in without_secrets(text)


@pytest.mark.parametrize("text", ["Đã ghi danh? Vâng, 3 người", "/hoc/bai-1/ 404", "basic course", "2 tokens left"])
def test_other_words_stay(text: str) -> None:
    assert without_secrets(text) == text


def test_extra_fields_are_cleaned_and_the_request_is_left_out() -> None:
    logged = line("saved", request=object(), headers={"Cookie": "S3CRET", "Accept": "text/html"}, status=200)
    assert logged["headers"] == {"Cookie": "[hidden]", "Accept": "text/html"}
    assert logged["status"] == 200
    assert "request" not in logged


def test_a_traceback_is_cleaned() -> None:
    try:
        raise ValueError("token=S3CRET")
    except ValueError:
        logged = line("failed", exc_info=sys.exc_info())
    assert "ValueError" in logged["exc_info"]
    assert "S3CRET" not in json.dumps(logged)


def test_a_request_is_method_path_status_and_time() -> None:
    atoms = {"m": "GET", "U": "/hoc/", "s": "200", "D": 812, "B": 99, "q": "S3CRET", "r": "GET /hoc/?S3CRET", "f": "-"}
    logged = line("%(r)s", atoms, name="gunicorn.access")
    wanted = {"method": "GET", "path": "/hoc/", "status": "200", "microseconds": 812, "bytes": 99}
    assert wanted.items() <= logged.items()
    assert "S3CRET" not in json.dumps(logged)


def test_a_message_with_a_percent_sign_survives() -> None:
    assert line("%s done", "90 %")["message"] == "90 % done"
