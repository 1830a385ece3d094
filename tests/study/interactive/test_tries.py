"""One try after another: what she did is there again on any device, until she finishes or begins again."""

import json

import pytest
from django.test import Client

from content.h5p.models import Approval, Content, Library
from content.h5p.moving import move
from learners.enrolment.models import Enrolment
from learners.enrolment.statements import actor
from learners.people.models import Account
from learners.study.interactive.sessions import Session
from learners.study.interactive.tokens import Token
from learners.study.interactive.tries import STATE_ID
from learners.study.own_data import _states
from tests.study.interactive.world import (
    PICTURE,
    chosen,
    claims,
    done,
    event,
    lesson,
    minute,
    part,
    put,
    revise,
    said,
    send,
    token,
    verbs,
)
from tests.study.world import text
from xapi.models import Document
from xapi.redaction import redact_agent
from xapi.rows import agent_key

pytestmark = pytest.mark.django_db
HALF = {"0": {"state": '{"answers":[0]}'}}


def session(client: Client, mine: Enrolment, about: Content) -> Session:
    found: Session = client.get(lesson(mine)).context["interactive_sessions"][about.key]
    return found


def number(client: Client, mine: Enrolment, about: Content) -> int:
    read = Token.read(session(client, mine, about).attempt)
    assert read
    return read.number


def test_a_page_alone_writes_nothing(lan_in: Client, mine: Enrolment, asked: Content) -> None:
    found = session(lan_in, mine, asked)
    assert (found.state, found.part, found.has_newer, found.can_play) == ({}, None, False, True)
    assert found.events_url == part(mine, asked, "su-kien")
    assert found.state_url == part(mine, asked, "trang-thai")
    assert found.revision == asked.current
    assert not Document.objects.filter(document_id=STATE_ID).exists()
    assert number(lan_in, mine, asked) == 1


def test_what_she_did_so_far_is_there_on_another_phone(
    lan_in: Client, another_phone: Client, mine: Enrolment, asked: Content
) -> None:
    attempt = session(lan_in, mine, asked).attempt
    assert put(lan_in, mine, asked, HALF, attempt=attempt).status_code == 204
    found = session(another_phone, mine, asked)
    assert found.state == HALF
    read, first = Token.read(found.attempt), Token.read(attempt)
    assert read
    assert first
    assert (read.attempt, read.number) == (first.attempt, 1)
    assert read.page != first.page
    assert put(another_phone, mine, asked, {}, attempt=found.attempt).status_code == 204
    assert session(lan_in, mine, asked).state == {}


def test_after_the_end_comes_another_try_that_shows_the_last(lan_in: Client, mine: Enrolment, asked: Content) -> None:
    attempt = session(lan_in, mine, asked).attempt
    put(lan_in, mine, asked, HALF, attempt=attempt)
    send(lan_in, mine, asked, event(1, chosen(asked)), attempt=attempt)
    # Also what the content keeps once it is over.
    put(lan_in, mine, asked, {"0": {"state": "xong"}}, attempt=attempt)
    found = session(lan_in, mine, asked)
    assert found.state == {"0": {"state": "xong"}}
    assert number(lan_in, mine, asked) == 2
    send(lan_in, mine, asked, event(1, chosen(asked)), attempt=found.attempt)
    assert number(lan_in, mine, asked) == 3
    tries = {claim["context"]["extensions"][key] for claim in claims() for key in claim["context"]["extensions"]}
    assert len(tries) == 2
    assert verbs() == ["answered", "completed", "answered", "completed"]


def test_beginning_again_empties_it_and_keeps_what_was_done(lan_in: Client, mine: Enrolment, asked: Content) -> None:
    send(lan_in, mine, asked, event(1, chosen(asked)))
    before = done(mine, asked)
    open_page = session(lan_in, mine, asked).attempt
    put(lan_in, mine, asked, HALF, attempt=open_page)
    for _ in range(2):
        answer = lan_in.post(part(mine, asked, "lam-lai/"))
        assert (answer.status_code, answer["Location"]) == (302, f"{lesson(mine)}#phan-{asked.key}")
    found = session(lan_in, mine, asked)
    assert (found.state, number(lan_in, mine, asked), done(mine, asked)) == ({}, 3, before)
    # A page that was open before keeps nothing more, and what it still says is of the try it was made for.
    assert put(lan_in, mine, asked, HALF, attempt=open_page).status_code == 204
    assert session(lan_in, mine, asked).state == {}
    send(lan_in, mine, asked, event(7, chosen(asked, right=False)), attempt=open_page)
    assert number(lan_in, mine, asked) == 3


def test_whoever_is_in_the_middle_keeps_her_revision_until_she_wants_the_new_one(
    lan_in: Client, mine: Enrolment, asked: Content
) -> None:
    old = asked.current
    put(lan_in, mine, asked, HALF)
    new = revise(asked)
    found = session(lan_in, mine, asked)
    assert (found.revision, found.has_newer, found.state) == (old, True, HALF)
    page = text(lan_in, lesson(mine))
    assert "Nội dung này có bản mới" in page
    assert "Bắt đầu lại với bản mới" in page
    lan_in.post(part(mine, asked, "lam-lai/"))
    found = session(lan_in, mine, asked)
    assert (found.revision, found.has_newer, found.state) == (new, False, {})


def test_whoever_has_not_begun_or_has_finished_gets_the_new_one(
    lan_in: Client, mine: Enrolment, asked: Content
) -> None:
    send(lan_in, mine, asked, event(1, chosen(asked)))
    put(lan_in, mine, asked, HALF)
    new = revise(asked)
    found = session(lan_in, mine, asked)
    assert (found.revision, found.has_newer, found.state) == (new, False, {})
    assert "bản mới" not in text(lan_in, lesson(mine))


def test_a_revision_that_cannot_be_played_any_more_holds_nobody(
    lan_in: Client, mine: Enrolment, asked: Content
) -> None:
    revise(asked, PICTURE, {})
    put(lan_in, mine, asked, HALF)
    new = revise(asked)
    asked.revisions.get(number=2).pins.last().library.__class__.objects.filter(machine_name="H5P.Image").update(
        approval="withdrawn"
    )
    assert session(lan_in, mine, asked).revision == new


def test_of_one_page_an_older_state_takes_nothing_back(lan_in: Client, mine: Enrolment, asked: Content) -> None:
    """It was sent again, or on its way for long."""
    put(lan_in, mine, asked, HALF, number=2)
    assert put(lan_in, mine, asked, {}, number=1).status_code == 204
    assert session(lan_in, mine, asked).state == HALF
    send(lan_in, mine, asked, event(1, said(asked, "interacted")))
    put(lan_in, mine, asked, {}, number=1)
    assert session(lan_in, mine, asked).state == HALF
    put(lan_in, mine, asked, {}, number=1, attempt=token(mine, asked, page="trang khác"))
    assert session(lan_in, mine, asked).state == {}
    assert put(lan_in, mine, asked, HALF, number=-1).status_code == 400


def test_what_is_told_twice_is_noted_once(lan_in: Client, mine: Enrolment, asked: Content) -> None:
    """Also what the log does not get: she has not agreed to it."""
    told = event(1, said(asked, "interacted"), at=minute(1))
    for _time in range(2):
        send(lan_in, mine, asked, told)
    (kept,) = [json.loads(bytes(one.content)) for one in Document.objects.filter(document_id=STATE_ID)]
    assert len(kept["claims"]) == 1
    assert claims() == []


@pytest.mark.parametrize("content", ["{}", "[]", "null", '{"number": -1}', '{"number": 1, "claims": 5, "state": {}}'])
def test_whatever_her_page_writes_there_breaks_nothing(
    lan_in: Client, mine: Enrolment, asked: Content, content: str
) -> None:
    put(lan_in, mine, asked, HALF)
    Document.objects.filter(document_id=STATE_ID).update(content=content.encode())
    assert session(lan_in, mine, asked).state == {}
    claim = {"id": "x", "at": "y", "number": None}
    told = {"number": 1, "revision": str(asked.current_id), "finished": 1, "state": {}, "claims": [claim, {}]}
    Document.objects.filter(document_id=STATE_ID).update(content=json.dumps(told).encode())
    assert send(lan_in, mine, asked, event(1, chosen(asked))).json()["done"]


def test_it_is_hers_to_read_and_goes_with_her(lan_in: Client, lan: Account, mine: Enrolment, asked: Content) -> None:
    put(lan_in, mine, asked, HALF)
    send(lan_in, mine, asked, event(1, chosen(asked)))
    (told,) = [state for state in _states(lan) if state["state"] == STATE_ID]
    assert told["content"]["state"] == HALF
    key = agent_key(actor(mine))
    assert key
    redact_agent(key)
    assert not Document.objects.filter(document_id=STATE_ID).exists()
    assert str(mine.alias_id) not in json.dumps(claims())


def test_another_s_state_is_never_shown(lan_in: Client, mine: Enrolment, others: Enrolment, asked: Content) -> None:
    put(lan_in, mine, asked, HALF)
    huy = Client()
    huy.force_login(Account.objects.get(username="huy"))
    assert session(huy, others, asked).state == {}
    assert put(lan_in, mine, asked, HALF, attempt=token(others, asked)).status_code == 403


def patched(asked: Content, approval: str = Approval.APPROVED) -> Library:
    """A newer patch of the library it is of; the older has ``approval`` from now on."""
    old = Library.objects.get(pins__revision=asked.current, machine_name="H5P.MultiChoice")
    same = {name: getattr(old, name) for name in ("machine_name", "major", "minor", "title", "manifest", "size")}
    new = Library.objects.create(
        **same,
        patch=old.patch + 1,
        digest="f" * 64,
        approval=Approval.APPROVED,
        decided_at=old.decided_at,
        created_at=old.created_at,
    )
    Library.objects.filter(pk=old.pk).update(approval=approval)
    assert move(contents=[asked], source=old, target=new, acting_user=None).number == 1
    asked.refresh_from_db()
    return new


def test_a_move_to_another_patch_leaves_her_what_she_is_in_the_middle_of(
    lan_in: Client, mine: Enrolment, asked: Content
) -> None:
    before = session(lan_in, mine, asked)
    assert put(lan_in, mine, asked, HALF, attempt=before.attempt).status_code == 204
    patched(asked)
    goes_on = session(lan_in, mine, asked)
    assert (goes_on.revision, goes_on.state, goes_on.has_newer) == (before.revision, HALF, True)
    assert asked.current != before.revision
    send(lan_in, mine, asked, event(1, chosen(asked)), attempt=before.attempt)
    assert session(lan_in, mine, asked).revision == asked.current


def test_off_a_withdrawn_library_she_begins_again(lan_in: Client, mine: Enrolment, asked: Content) -> None:
    before = session(lan_in, mine, asked)
    assert put(lan_in, mine, asked, HALF, attempt=before.attempt).status_code == 204
    new = patched(asked, Approval.WITHDRAWN)
    anew = session(lan_in, mine, asked)
    assert (anew.revision, anew.state, anew.can_play) == (asked.current, {}, True)
    assert anew.revision.pins.filter(library=new).exists()
    assert number(lan_in, mine, asked) == 2
