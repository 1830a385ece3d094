"""What an interactive content in her browser says, and what becomes of it: whatever it claims, the server says who."""

import json
import uuid
from typing import Any

import pytest
from django.core import signing
from django.test import Client
from django.utils import timezone

from content.h5p.claims.grading.verdict import Outcome
from content.h5p.models import Content
from courses.editions.models import UnitKind
from learners.enrolment import authorities
from learners.enrolment.models import Enrolment
from learners.enrolment.statements import actor, course_iri, part_iri, unit_iri
from learners.people.models import Account
from learners.progress.claims import claimed_iri, verdict_iri, verdict_of
from learners.progress.models import Progress
from learners.progress.rebuilding import check
from learners.study.interactive.posted import MOST_EVENTS
from learners.study.session_views import MAX_BYTES
from tests.study.interactive.world import (
    JSON,
    chosen,
    claims,
    done,
    event,
    lesson,
    minute,
    part,
    put,
    said,
    send,
    token,
    unit,
    verbs,
)
from xapi.models import Statement
from xapi.validation import validate
from xapi.vocabulary import Verb

pytestmark = pytest.mark.django_db


def test_a_right_answer_is_recorded_and_makes_the_part_done_and_verified(
    lan_in: Client, mine: Enrolment, asked: Content
) -> None:
    answer = send(lan_in, mine, asked, event(1, chosen(asked)))
    assert answer.status_code == 200, answer.content.decode()
    assert verbs() == ["answered", "completed"]
    told = answer.json()
    assert told["recorded"] == [claim["id"] for claim in claims()]
    assert (told["done"], told["verified"], told["refused"]) == (True, True, [])
    assert told["words"] == "Đã xong, kết quả đã được máy chủ kiểm"
    part = done(mine, asked)
    assert part
    assert part.done == part.verified
    assert list(check()) == []


def test_all_about_who_and_where_is_the_server_s(lan_in: Client, mine: Enrolment, asked: Content) -> None:
    send(lan_in, mine, asked, event(1, chosen(asked)))
    here = unit(mine).unit_key
    for stored in claims():
        validate(stored, "1.0.3")
        assert stored["actor"] == actor(mine)
        assert stored["authority"] == authorities.h5p_claim().agent
        assert stored["object"]["id"] == part_iri(here, asked.key)
        context = stored["context"]
        assert (context["registration"], context["revision"], context["platform"]) == (str(mine.pk), "1", "Đại học số")
        around = [one["id"] for one in context["contextActivities"]["grouping"]]
        assert around == [course_iri(mine.course_key), f"{course_iri(mine.course_key)}/ban/1", unit_iri(here)]
        assert stored["result"]["score"] == {"raw": 1, "min": 0, "max": 1, "scaled": 1}
        assert stored["result"]["success"] is stored["result"]["completion"] is True
        assert verdict_of(stored) == Outcome.AGREED


def test_what_is_forged_is_not_taken(lan_in: Client, mine: Enrolment, others: Enrolment, asked: Content) -> None:
    forged = {
        **chosen(asked),
        "actor": actor(others),
        "authority": authorities.system().agent,
        "stored": "2020-01-01T00:00:00Z",
        "timestamp": "2020-01-01T00:00:00Z",
        "version": "2.0.0",
        "attachments": [{"usageType": "http://x.org/a"}],
    }
    forged["context"] |= {"registration": str(others.pk), "instructor": actor(others), "team": actor(others)}
    forged["context"]["contextActivities"]["grouping"] = [{"id": "https://example.org/khac"}]
    forged["object"]["definition"]["correctResponsesPattern"] = ["1"]
    forged["result"]["extensions"] = {verdict_iri(): {"outcome": "agreed"}, "https://x.org/b": 1}
    assert send(lan_in, mine, asked, event(1, forged)).status_code == 200
    stored = claims()[0]
    assert stored["actor"] == actor(mine)
    assert stored["authority"] == authorities.h5p_claim().agent
    assert stored["timestamp"] > "2021"
    assert "attachments" not in stored
    text = json.dumps(claims())
    for gone in (str(others.pk), str(others.alias_id), "example.org/khac", "x.org", "correctResponsesPattern"):
        assert gone not in text
    assert not Statement.objects.filter(registration=others.pk, authority=authorities.h5p_claim()).exists()


def test_where_the_server_comes_to_another_score_that_is_the_score(
    lan_in: Client, mine: Enrolment, asked: Content
) -> None:
    told = send(lan_in, mine, asked, event(1, chosen(asked, right=False, claimed=1))).json()
    assert (told["done"], told["verified"]) == (True, False)
    answered, completed = claims()
    for stored in (answered, completed):
        assert verdict_of(stored) == Outcome.DISAGREED
        assert stored["result"]["score"] == {"raw": 0, "min": 0, "max": 1, "scaled": 0}
        assert stored["result"]["success"] is False
    assert answered["result"]["extensions"][claimed_iri()] == {"raw": 1, "min": 0, "max": 1, "scaled": 1}


def test_sent_twice_it_is_recorded_once(lan_in: Client, mine: Enrolment, asked: Content) -> None:
    attempt = token(mine, asked)
    events = [event(1, said(asked, "attempted")), event(2, chosen(asked))]
    first = send(lan_in, mine, asked, *events, attempt=attempt).json()
    before = Progress.objects.values().get(pk=mine.pk)
    again = send(lan_in, mine, asked, *events, attempt=attempt).json()
    assert (len(first["recorded"]), again["recorded"]) == (2, [])
    assert (again["done"], again["verified"]) == (True, True)
    assert Progress.objects.values().get(pk=mine.pk) == before
    assert verbs() == ["answered", "completed"]


def test_its_own_id_is_kept_and_somebody_else_s_is_a_conflict(
    lan_in: Client, mine: Enrolment, others: Enrolment, asked: Content
) -> None:
    own = str(uuid.uuid4())
    send(lan_in, mine, asked, event(1, {**chosen(asked), "id": own.upper()}))
    assert claims()[0]["id"] == own
    foreign = Statement.objects.filter(registration=others.pk).first()
    assert foreign
    taken = {**chosen(asked), "id": str(foreign.statement_id)}
    assert send(lan_in, mine, asked, event(2, taken)).status_code == 409
    assert len(claims()) == 2


def test_two_phones_may_count_alike(lan_in: Client, another_phone: Client, mine: Enrolment, asked: Content) -> None:
    wrong, right = chosen(asked, right=False), chosen(asked)
    for client, page, statement in ((lan_in, "mot", wrong), (another_phone, "hai", right)):
        answer = send(client, mine, asked, event(1, statement), attempt=token(mine, asked, page=page))
        assert answer.status_code == 200
    # One try, so one completion; the answers are two.
    assert verbs() == ["answered", "completed", "answered"]


def test_what_arrives_late_counts_from_when_it_was(lan_in: Client, mine: Enrolment, asked: Content) -> None:
    attempt = token(mine, asked)
    send(lan_in, mine, asked, event(2, chosen(asked), minute(20)), attempt=attempt)
    send(lan_in, mine, asked, event(1, chosen(asked), minute(10)), attempt=attempt)
    part = done(mine, asked)
    assert part
    assert (timezone.now() - part.done).total_seconds() == pytest.approx(110 * 60, abs=30)
    assert part.done == part.verified
    assert list(check()) == []


@pytest.mark.parametrize(
    "at", ["", "hôm qua", "2020-01-01T00:00:00Z", "2999-01-01T00:00:00Z", "0001-01-01T00:00:00+23:00"]
)
def test_a_moment_that_cannot_be_is_set_to_one_that_can(
    lan_in: Client, mine: Enrolment, asked: Content, at: str
) -> None:
    issued = timezone.now()
    attempt = token(mine, asked, issued=issued)
    assert (
        send(lan_in, mine, asked, {"number": 1, "statement": chosen(asked), "at": at}, attempt=attempt).status_code
        == 200
    )
    part = done(mine, asked)
    assert part
    assert issued <= part.done <= timezone.now()


def test_before_the_first_touch_nothing_counts(lan_in: Client, mine: Enrolment, asked: Content) -> None:
    attempt = token(mine, asked)
    answer = send(lan_in, mine, asked, event(1, chosen(asked)), attempt=attempt, interacted=False)
    assert (answer.json()["recorded"], answer.json()["done"]) == ([], False)
    assert claims() == []
    # The content's own word for a touch counts as one.
    events = [event(2, chosen(asked)), event(3, said(asked, "interacted")), event(4, chosen(asked, right=False))]
    told = send(lan_in, mine, asked, *events, attempt=attempt, interacted=False).json()
    assert told["done"]
    assert verbs() == ["answered", "completed"]


@pytest.mark.parametrize("verb", ["voided", "registered", "satisfied", "scored", "https://example.org/la"])
def test_a_verb_that_is_no_content_s_is_refused_and_the_rest_is_taken(
    lan_in: Client, mine: Enrolment, asked: Content, verb: str
) -> None:
    told = send(lan_in, mine, asked, event(1, said(asked, verb)), event(2, chosen(asked))).json()
    assert [one["number"] for one in told["refused"]] == [1]
    assert "không được ghi" in told["refused"][0]["message"]
    assert verbs() == ["answered", "completed"]


@pytest.mark.parametrize("verb", ["attempted", "interacted", "progressed", "experienced", "suspended"])
def test_how_she_goes_about_it_is_kept_only_if_she_agreed(
    lan_in: Client, mine: Enrolment, asked: Content, verb: str, request: pytest.FixtureRequest
) -> None:
    assert send(lan_in, mine, asked, event(1, said(asked, verb))).json()["recorded"] == []
    request.getfixturevalue("agreed")
    assert len(send(lan_in, mine, asked, event(2, said(asked, verb))).json()["recorded"]) == 1
    assert verbs() == [verb]
    assert Statement.objects.get(verb__endswith=verb).kind == "telemetry"
    assert send(lan_in, mine, asked, event(3, chosen(asked))).json()["done"]


def test_no_assessment_is_passed_by_it(lan_in: Client, mine: Enrolment, asked: Content, agreed: None) -> None:
    before = Progress.objects.values().get(pk=mine.pk)
    exam = unit(mine, 1).unit_key
    assert unit(mine, 1).kind == UnitKind.ASSESSMENT
    claimed = {"score": {"raw": 1, "max": 1, "scaled": 1}, "success": True, "completion": True}
    for number, verb in enumerate(["passed", "completed", "answered", "mastered", "failed", "initialized", "exited"]):
        send(lan_in, mine, asked, event(number, said(asked, verb, **claimed)))
    forged = said(asked, "passed", **claimed)
    forged["object"]["id"] = unit_iri(exam)
    told = send(lan_in, mine, asked, event(9, forged)).json()
    assert [one["number"] for one in told["refused"]] == [9]
    attempt = token(mine, asked)
    elsewhere = lesson(mine, 1, f"tuong-tac/{asked.key}/su-kien")
    posted = {"attempt": attempt, "events": [event(1, chosen(asked))], "interacted": True}
    assert lan_in.post(elsewhere, json.dumps(posted), content_type=JSON).status_code == 403
    after = Progress.objects.values().get(pk=mine.pk)
    assert set(after["units"][str(unit(mine).unit_key)]) == {"parts"}
    assert {**after, "units": before["units"]} == before
    assert str(exam) not in after["units"]
    assert list(check()) == []


def test_a_token_is_for_one_enrolment_one_unit_and_one_content(
    lan_in: Client, mine: Enrolment, others: Enrolment, asked: Content, lan: Account
) -> None:
    huy_s = token(others, asked)
    mangled = token(mine, asked)[:-1]
    other_salt = signing.dumps([mine.pk.hex], salt="x")
    for wrong in (huy_s, mangled, other_salt, "", 1, None, [], {"a": 1}):
        posted = {"attempt": wrong, "events": [event(1, chosen(asked))], "interacted": True}
        answer = lan_in.post(part(mine, asked, "su-kien"), json.dumps(posted), content_type=JSON)
        assert answer.status_code == 403, wrong
        assert "tải lại trang" in answer.json()["message"]
        kept = lan_in.put(part(mine, asked, "trang-thai"), json.dumps({**posted, "state": {}}), content_type=JSON)
        assert kept.status_code == 403
    # Hers on his address, and his own on his.
    for attempt in (token(mine, asked), huy_s):
        assert send(lan_in, others, asked, event(1, chosen(asked)), attempt=attempt).status_code == 404
    assert claims() == []


def test_whoever_left_or_is_not_signed_in_is_told_so(
    client: Client, lan_in: Client, mine: Enrolment, asked: Content
) -> None:
    attempt = token(mine, asked)
    assert send(Client(), mine, asked, event(1, chosen(asked)), attempt=attempt).status_code == 401
    Enrolment.objects.filter(pk=mine.pk).update(left_at=timezone.now())
    assert send(lan_in, mine, asked, event(1, chosen(asked)), attempt=attempt).status_code == 404
    assert put(lan_in, mine, asked, {}, attempt=attempt).status_code == 404
    assert claims() == []


def test_another_site_s_form_is_nothing(lan: Account, mine: Enrolment, asked: Content) -> None:
    guarded = Client(enforce_csrf_checks=True)
    guarded.force_login(lan)
    assert send(guarded, mine, asked, event(1, chosen(asked))).status_code == 403
    body = json.dumps({"attempt": token(mine, asked), "events": [], "interacted": True})
    free = Client()
    free.force_login(lan)
    for kind in ("text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x"):
        assert free.post(part(mine, asked, "su-kien"), body, content_type=kind).status_code == 400
    assert claims() == []


def test_too_much_at_once_is_refused(lan_in: Client, mine: Enrolment, asked: Content, settings: Any) -> None:
    many = [event(number, said(asked, "attempted")) for number in range(MOST_EVENTS + 1)]
    assert send(lan_in, mine, asked, *many).status_code == 400
    assert send(lan_in, mine, asked, event(1, "x" * MAX_BYTES)).status_code == 413
    assert put(lan_in, mine, asked, {"0": {"state": "x" * MAX_BYTES}}).status_code == 413
    settings.STUDY_PER_MINUTE = 2
    codes = [send(lan_in, mine, asked, event(1, chosen(asked))).status_code for _ in range(3)]
    assert codes == [200, 200, 429]


@pytest.mark.parametrize(
    ("body", "path"),
    [
        ({"events": {}}, "events"),
        ({"events": [1]}, "events[0]"),
        ({"events": [{}]}, "events[0].number"),
        ({"events": [{"number": -1}]}, "events[0].number"),
        ({"events": [{"number": True}]}, "events[0].number"),
        ({"events": [{"number": 1, "at": 5}]}, "events[0].at"),
        ({"interacted": "true"}, "interacted"),
        ({"seconds": "9"}, "seconds"),
        ({"seconds": -1}, "seconds"),
    ],
)
def test_what_is_wrong_is_named(
    lan_in: Client, mine: Enrolment, asked: Content, body: dict[str, Any], path: str
) -> None:
    answer = lan_in.post(
        part(mine, asked, "su-kien"), json.dumps({"attempt": token(mine, asked), **body}), content_type=JSON
    )
    assert (answer.status_code, answer.json()["path"]) == (400, path)


@pytest.mark.parametrize("body", ["", "{", "null", "[]", '"x"', "1"])
def test_what_is_no_object_is_400(lan_in: Client, mine: Enrolment, asked: Content, body: str) -> None:
    for name, call in (("su-kien", lan_in.post), ("trang-thai", lan_in.put)):
        assert call(part(mine, asked, name), body, content_type=JSON).status_code == 400
    assert lan_in.get(part(mine, asked, "su-kien")).status_code == 405
    assert lan_in.delete(part(mine, asked, "trang-thai")).status_code == 405


def test_nothing_that_is_sent_breaks_it(lan_in: Client, mine: Enrolment, asked: Content) -> None:
    odd = [None, 1, "x", [], {}, {"verb": 1}, {"verb": {"id": Verb.ANSWERED}, "object": []}, {"object": {"id": {}}}]
    events = [event(number, statement) for number, statement in enumerate(odd)]
    told = send(lan_in, mine, asked, *events).json()
    assert [one["number"] for one in told["refused"]] == list(range(len(odd)))
