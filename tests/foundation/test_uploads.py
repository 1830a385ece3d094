"""What a request may bring, by where it goes."""

from typing import Any

import pytest
from django.test import Client

from learners.people.models import Account
from mooc.settings import base


@pytest.fixture(autouse=True)
def small(settings: Any) -> None:
    settings.REQUEST_MB, settings.RECORDING_MB = 1, 1


def posted(path: str, size: int, client: Client | None = None) -> int:
    asking = client or Client()
    return asking.generic("POST", path, b" " * size, content_type="application/octet-stream").status_code


@pytest.mark.django_db
def test_a_request_is_bounded_everywhere(client: Client, son: Account) -> None:
    client.force_login(son)
    over = 2**20 + 1
    assert posted("/dang-nhap/", over) == 413
    assert posted("/dang-nhap/", 2**20) != 413
    # Recordings come by the admin; statements have a limit of their own.
    assert posted("/quan-tri/", over, client) != 413
    assert posted("/quan-tri/", 4 * over, client) == 413
    assert posted("/quan-tri/", over) == 413, "nobody is signed in"
    assert posted("/xapi/statements", over) != 413


@pytest.mark.django_db
def test_the_limit_that_is_told_is_the_one_that_holds(client: Client, son: Account, settings: Any) -> None:
    settings.REQUEST_MB, settings.RECORDING_MB, settings.UPLOAD_MB = 1, 7, 5
    client.force_login(son)
    sent = {"data": b" " * 10 * 2**20, "content_type": "application/octet-stream"}
    assert "Mỗi tệp lớn nhất 7 MB" in client.post("/quan-tri/", **sent).content.decode()
    assert "Mỗi tệp lớn nhất 5 MB" in client.post("/hoc/", **sent).content.decode()


@pytest.mark.parametrize("said", ["", "-5", "²", "many"])
@pytest.mark.django_db
def test_a_length_that_is_no_number_is_none(said: str) -> None:
    assert Client().generic("POST", "/dang-nhap/", b"a=b", CONTENT_LENGTH=said).status_code != 413


def test_all_files_of_an_answer_fit_into_one_request() -> None:
    from learners.attempts.files import MOST_FILES

    assert MOST_FILES * base.UPLOAD_MB < base.REQUEST_MB
