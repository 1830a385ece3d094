"""Answers that arrive after the session ended wait for their owner: for how long, how much, and for nobody else."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from learners.attempts.models import Attempt, AttemptItem
from learners.enrolment.models import Enrolment
from learners.people.actions import merge_people
from learners.people.models import Account
from learners.study.keeping import KEY, MAX_SIZE
from tests.questions.samples import SAMPLES
from tests.study.world import address, answer, paper, text
from xapi.models import Statement
from xapi.vocabulary import Verb

pytestmark = pytest.mark.django_db
REVISIONS = ",".join("0" for _ in SAMPLES)
PASSWORD = "mat-khau-tot-2026"
UNSAVED = "vẫn còn ở dưới"


@pytest.fixture
def attempt(mine: Enrolment) -> Attempt:
    return paper(mine)


@pytest.fixture
def later(monkeypatch: pytest.MonkeyPatch) -> Callable[[dt.timedelta], None]:
    """Lets time pass for the server."""
    now = timezone.now

    def pass_(time: dt.timedelta) -> None:
        monkeypatch.setattr("django.utils.timezone.now", lambda: now() + time)

    return pass_


def path_of(attempt: Attempt) -> str:
    return f"/hoc/luot/{attempt.pk}/"


def blank(attempt: Attempt) -> AttemptItem:
    """The question with a text field."""
    return attempt.items.select_related("version").get(version__question__kind="fill")


def send(client: Client, attempt: Attempt, words: str = "mười", **more: str) -> HttpResponse:
    field = f"cau-{blank(attempt).position + 1}"
    return client.post(path_of(attempt), {"ban": REVISIONS, field: words, "viec": "luu", **more})


def sign_in(client: Client, who: Account, then: str = "/hoc/") -> HttpResponse:
    form = {"username": who.username, "password": PASSWORD, "next": then}
    return client.post("/dang-nhap/", form, follow=True)


def test_they_come_back_filled_in_and_unsaved(client: Client, lan: Account, attempt: Attempt) -> None:
    sent = send(client, attempt)
    assert sent.url == f"/dang-nhap/?next={path_of(attempt)}"
    assert "câu trả lời vừa gửi vẫn còn" in text(client, sent.url)
    shown = sign_in(client, lan, path_of(attempt)).content.decode()
    assert 'value="mười"' in shown
    assert UNSAVED in shown
    assert blank(attempt).response is None, "she looks, then saves"
    send(client, attempt)
    assert blank(attempt).response == ["mười"]
    assert UNSAVED not in text(client, path_of(attempt))
    assert KEY not in client.session


def test_those_of_a_lesson_come_back_ungraded(client: Client, lan: Account, mine: Enrolment) -> None:
    path = address(mine, 1)
    client.post(path, {"hoi": "cau-1", "trang": "x", "cau-1": "0"})
    shown = sign_in(client, lan, path).content.decode()
    assert UNSAVED in shown
    assert shown.count(" checked") == 1
    assert "Đáp án" not in shown
    assert not Statement.objects.filter(verb=Verb.ANSWERED).exists()


def test_the_script_is_told_where_to_sign_in(client: Client, lan: Account, attempt: Attempt) -> None:
    form = {"ban": REVISIONS, f"cau-{blank(attempt).position + 1}": "mười"}
    told = client.post(path_of(attempt), form, headers={"Accept": "application/json"})
    assert (told.status_code, told.json()) == (401, {"sign_in": f"/dang-nhap/?next={path_of(attempt)}"})
    assert 'value="mười"' in sign_in(client, lan, path_of(attempt)).content.decode()


def test_they_wait_twelve_hours(
    client: Client, lan: Account, attempt: Attempt, later: Callable[[dt.timedelta], None]
) -> None:
    send(client, attempt)
    later(dt.timedelta(hours=11, minutes=59))
    sign_in(client, lan)
    assert UNSAVED in text(client, path_of(attempt))
    later(dt.timedelta(hours=12, minutes=1))
    shown = text(client, path_of(attempt))
    assert UNSAVED not in shown
    assert "mười" not in shown
    assert KEY not in client.session, "they are deleted, not only hidden"


def test_the_longest_texts_are_kept_whatever_their_letters(client: Client, lan: Account, attempt: Attempt) -> None:
    """A hundred questions of two hundred letters that take three bytes each."""
    send(client, attempt, "ế" * 200, **{f"cau-{number}": "ế" * 200 for number in range(10, 109)})
    assert "ế" * 200 in sign_in(client, lan, path_of(attempt)).content.decode()


def test_more_than_the_limit_is_not_kept_and_not_promised(client: Client, attempt: Attempt) -> None:
    sent = send(client, attempt, **{"cau-99": "a" * MAX_SIZE})
    assert KEY not in client.session
    assert "câu trả lời vừa gửi vẫn còn" not in text(client, sent.url)


def test_exactly_the_limit_is_kept(client: Client, attempt: Attempt) -> None:
    form = {"ban": REVISIONS, "cau-1": ""}
    room = MAX_SIZE - sum(len(name) + len(value) for name, value in form.items())
    client.post(path_of(attempt), {**form, "cau-1": "a" * (room + 1)})
    assert KEY not in client.session
    client.post(path_of(attempt), {**form, "cau-1": "a" * room})
    assert KEY in client.session


def test_one_page_is_kept_the_last(client: Client, lan: Account, mine: Enrolment, attempt: Attempt) -> None:
    send(client, attempt)
    client.post(address(mine, 1), {"hoi": "cau-1", "trang": "x", "cau-1": "0"})
    sign_in(client, lan)
    assert UNSAVED not in text(client, path_of(attempt))
    assert UNSAVED in text(client, address(mine, 1))


@pytest.mark.parametrize("stale", [False, True], ids=["", "with a stale form"])
def test_another_s_answers_are_neither_taken_nor_kept(
    huy: Account, lan: Account, attempt: Attempt, stale: bool
) -> None:
    client = Client(enforce_csrf_checks=stale)
    client.force_login(huy)
    assert send(client, attempt).status_code == (403 if stale else 404)
    assert KEY not in client.session
    client.force_login(lan)
    assert "mười" not in text(client, path_of(attempt))


def test_whoever_else_signs_in_sees_nothing_and_deletes_them(
    client: Client, lan: Account, huy: Account, attempt: Attempt
) -> None:
    send(client, attempt)
    gone = sign_in(client, huy, path_of(attempt))
    assert gone.status_code == 404
    assert "mười" not in gone.content.decode()
    assert KEY not in client.session
    client.post("/dang-xuat/")
    assert "mười" not in sign_in(client, lan, path_of(attempt)).content.decode()


def test_an_account_without_a_person_deletes_them_too(client: Client, son: Account, attempt: Attempt) -> None:
    send(client, attempt)
    sign_in(client, son)
    assert KEY not in client.session


def test_signing_out_deletes_her_own(lan: Account, attempt: Attempt) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(lan)
    send(client, attempt)
    assert KEY in client.session
    token = client.get("/hoc/").cookies["csrftoken"].value
    client.post("/dang-xuat/", {"csrfmiddlewaretoken": token})
    assert KEY not in client.session


def test_a_merged_record_is_the_same_person(
    client: Client, lan: Account, huy: Account, son: Account, attempt: Attempt
) -> None:
    merge_people(kept=huy.person, absorbed=lan.person, acting_user=son, reason="Một người")
    send(client, attempt)
    assert 'value="mười"' in sign_in(client, huy, path_of(attempt)).content.decode()


def test_handing_in_after_the_session_ended_leaves_what_was_saved(
    client: Client, lan: Account, attempt: Attempt
) -> None:
    """The page before handing in carries no answers: there is nothing to keep, and nothing to show in their place."""
    client.force_login(lan)
    send(client, attempt)
    client.cookies.pop("sessionid")
    sent = client.post(path_of(attempt), {"viec": "nop"})
    assert KEY not in client.session
    told = text(client, sent.url)
    assert "Phiên làm việc đã hết" in told
    assert "câu trả lời vừa gửi" not in told
    shown = sign_in(client, lan, path_of(attempt)).content.decode()
    assert 'value="mười"' in shown
    assert UNSAVED not in shown


def test_answers_not_saved_are_looked_at_before_handing_in(client: Client, lan: Account, attempt: Attempt) -> None:
    send(client, attempt)
    sign_in(client, lan)
    shown = text(client, f"{path_of(attempt)}?xem-lai")
    assert UNSAVED in shown
    assert "Nộp bài</button>" not in shown


def test_those_that_waited_too_long_are_deleted_at_the_next_sign_in(
    client: Client, lan: Account, attempt: Attempt, later: Callable[[dt.timedelta], None]
) -> None:
    send(client, attempt)
    later(dt.timedelta(hours=13))
    sign_in(client, lan)
    assert KEY not in client.session


@pytest.mark.parametrize("what", ["nothing", "no such page", "handed in", "lesson read"])
def test_what_takes_no_answers_keeps_none(client: Client, mine: Enrolment, attempt: Attempt, what: str) -> None:
    field: dict[str, Any] = {"ban": REVISIONS, "cau-1": "0"}
    if what == "handed in":
        answer(attempt)
    paths = {"no such page": f"/hoc/luot/{mine.pk}/", "lesson read": address(mine, 1, "xong/")}
    client.post(paths.get(what, path_of(attempt)), {} if what == "nothing" else field)
    assert KEY not in client.session
