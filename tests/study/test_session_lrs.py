"""Lan's own pages and the statement store: whatever her browser claims, the server says who, where, when."""

import json
import uuid
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client

from courses.editions.models import UnitKind
from learners.enrolment import authorities
from learners.enrolment.models import Enrolment
from learners.enrolment.statements import actor, course_iri, statement, unit_iri
from learners.people.consents import give, issue_text, text_in_force, withdraw
from learners.people.models import Account, DataPurpose
from learners.progress.models import Progress
from learners.progress.proof import Subject, shows_activity
from learners.study.saying import MAX_STATEMENTS, VERBS
from learners.study.session_views import MAX_BYTES
from tests.progress.lrs import queries_of
from tests.study.session import JSON, at
from tests.study.world import address, text, units
from xapi.models import Statement, Trust
from xapi.recording import record
from xapi.vocabulary import Verb

pytestmark = pytest.mark.django_db
# Session, account, her enrolment, and what any statement costs (tests/study/test_costs.py).
MOST_QUERIES = 3 + 6
SOMEBODY = {"objectType": "Agent", "mbox": "mailto:ai-do@example.org"}


def agree(account: Account) -> None:
    give(account=account, text=text_in_force(DataPurpose.READING), acting_user=account)


@pytest.fixture
def lan_in(lan_in: Client, lan: Account) -> Client:
    """She lets her reading be measured: without it nothing a page says is taken."""
    agree(lan)
    return lan_in


def reading(mine: Enrolment, **changes: Any) -> dict[str, Any]:
    said = {"verb": {"id": Verb.EXPERIENCED}, "object": {"id": unit_iri(units(mine)[0].unit_key)}}
    return {**said, "result": {"duration": "PT40S"}, **changes}


def send(client: Client, mine: Enrolment, body: Any, **options: Any) -> HttpResponse:
    return client.post(at(mine), json.dumps(body), content_type=JSON, **options)


def said_by_pages() -> list[dict[str, Any]]:
    rows = Statement.objects.filter(authority__trust=Trust.LEARNER_SESSION).order_by("seq")
    return [json.loads(row.raw) for row in rows]


def ids(answer: HttpResponse) -> list[str]:
    assert answer.status_code == 200, answer.content.decode()
    return [item["id"] for item in json.loads(answer.content)["statements"]]


def test_her_page_says_what_she_does(lan_in: Client, mine: Enrolment) -> None:
    answer = send(lan_in, mine, reading(mine))
    assert answer.status_code == 200
    (stored,) = said_by_pages()
    assert json.loads(answer.content) == [stored["id"]]
    assert stored["actor"] == actor(mine)
    assert stored["context"]["registration"] == str(mine.pk)
    assert stored["result"] == {"duration": "PT40S"}


def test_whatever_it_claims_of_who_and_when_is_the_server_s(lan_in: Client, mine: Enrolment, others: Enrolment) -> None:
    claims = {
        "actor": actor(others),
        "authority": {"objectType": "Agent", "account": authorities.system().agent["account"]},
        "stored": "2020-01-01T00:00:00Z",
        "timestamp": "2020-01-01T00:00:00Z",
        "version": "1.0.2",
        "context": {
            "registration": str(others.pk),
            "instructor": SOMEBODY,
            "contextActivities": {"grouping": [{"id": "https://example.org/khac"}]},
        },
        "result": {"duration": "PT1S", "success": True, "completion": True, "score": {"scaled": 1}},
    }
    assert send(lan_in, mine, reading(mine, **claims)).status_code == 200
    (stored,) = said_by_pages()
    assert stored["actor"] == actor(mine)
    assert stored["authority"] == authorities.learner_session().agent
    assert stored["stored"] == stored["timestamp"] > "2021"
    assert stored["version"] == "1.0.2"
    assert stored["context"]["registration"] == str(mine.pk)
    assert stored["context"]["contextActivities"]["grouping"][0]["id"] == course_iri(mine.course_key)
    assert "instructor" not in stored["context"]
    assert stored["result"] == {"duration": "PT1S"}
    assert not Statement.objects.filter(registration=others.pk, verb=Verb.EXPERIENCED).exists()


def test_no_verb_of_a_page_counts_for_anything() -> None:
    subjects = [*UnitKind.values, Subject.COURSE]
    assert Verb.EXPERIENCED in VERBS
    assert not any(shows_activity(Trust.LEARNER_SESSION, verb, kind) for verb in VERBS for kind in subjects)


@pytest.mark.parametrize(
    "verb",
    [
        Verb.INITIALIZED,
        Verb.COMPLETED,
        Verb.PASSED,
        Verb.FAILED,
        Verb.SCORED,
        Verb.SATISFIED,
        Verb.CERTIFIED,
        Verb.REGISTERED,
        Verb.ANSWERED,
        "https://example.org/dong-tu-la",
    ],
)
def test_what_only_the_server_says_is_refused_with_the_whole_batch(lan_in: Client, mine: Enrolment, verb: str) -> None:
    before = Progress.objects.values().get(pk=mine.pk)
    answer = send(lan_in, mine, [reading(mine), reading(mine, verb={"id": verb})])
    assert answer.status_code == 403
    assert json.loads(answer.content)["path"] == "verb.id"
    assert said_by_pages() == []
    assert Progress.objects.values().get(pk=mine.pk) == before


@pytest.mark.parametrize("verb", sorted(VERBS))
@pytest.mark.parametrize("call", ["POST", "PUT"])
def test_how_she_reads_is_not_taken_until_she_agrees(
    client: Client, lan: Account, mine: Enrolment, verb: str, call: str
) -> None:
    client.force_login(lan)
    before = Statement.objects.count()

    def say() -> HttpResponse:
        said = reading(mine, verb={"id": verb}, id=str(uuid.uuid4()))
        if call == "POST":
            return send(client, mine, [said])
        return client.put(f"{at(mine)}?statementId={said['id']}", json.dumps(said), content_type=JSON)

    def is_refused() -> None:
        answer = say()
        assert answer.status_code == 403
        told = json.loads(answer.content)
        assert "chưa đồng ý cho đo thời gian đọc bài nên không có gì được lưu" in told["message"]
        assert told["path"] == "verb.id"

    is_refused()
    assert (Statement.objects.count(), said_by_pages()) == (before, [])
    agree(lan)
    assert say().status_code in (200, 204)
    withdraw(consent=lan.consents.get(text__purpose=DataPurpose.READING), acting_user=lan)
    is_refused()
    assert len(said_by_pages()) == 1
    # Her own statements and states are hers to read and keep all the same.
    assert client.get(at(mine)).status_code == 200


def test_a_new_text_asks_again_before_anything_more_is_taken(lan_in: Client, mine: Enrolment, son: Account) -> None:
    assert send(lan_in, mine, reading(mine)).status_code == 200
    issue_text(purpose=DataPurpose.READING, version="99", title="Cho đo", body="Đo", acting_user=son)
    assert send(lan_in, mine, reading(mine)).status_code == 403
    assert len(said_by_pages()) == 1


def test_she_voids_nothing(lan_in: Client, mine: Enrolment) -> None:
    (target,) = json.loads(send(lan_in, mine, reading(mine)).content)
    void = {"verb": {"id": Verb.VOIDED}, "object": {"objectType": "StatementRef", "id": target}}
    assert send(lan_in, mine, void).status_code == 403
    assert Statement.objects.get(statement_id=target).voided_at is None


def test_it_speaks_of_her_course_and_what_is_below_its_units_alone(lan_in: Client, mine: Enrolment) -> None:
    unit = unit_iri(units(mine)[0].unit_key)
    for iri in (course_iri(mine.course_key), unit, f"{unit}/trang/2"):
        assert send(lan_in, mine, reading(mine, object={"id": iri})).status_code == 200, iri
    below = said_by_pages()[-1]
    assert below["context"]["contextActivities"]["parent"][0]["id"] == unit
    key = str(units(mine)[0].unit_key)
    wrong = ["https://example.org/khac", course_iri(uuid.uuid4()), unit_iri(uuid.uuid4()), f"{unit}x"]
    for iri in (*wrong, unit.replace(key, key.replace("-", "")), unit.replace(key, key.upper().replace("-", ""))):
        assert send(lan_in, mine, reading(mine, object={"id": iri})).status_code == 403, iri
    assert send(lan_in, mine, reading(mine, object=SOMEBODY)).status_code == 403
    assert len(said_by_pages()) == 3


def test_what_it_says_of_activities_and_verbs_is_not_remembered(lan_in: Client, mine: Enrolment) -> None:
    named = {"id": course_iri(mine.course_key), "definition": {"name": {"vi": "Tên giả"}}}
    assert send(lan_in, mine, reading(mine, object=named)).status_code == 200
    assert "Tên giả" not in json.dumps(said_by_pages(), ensure_ascii=False)


def test_sent_twice_it_is_said_once(lan_in: Client, mine: Enrolment) -> None:
    once = reading(mine, id=str(uuid.uuid4()), timestamp="2026-01-01T00:00:00Z")
    for _ in range(2):
        assert send(lan_in, mine, once).status_code == 200
    path = f"{at(mine)}?statementId={once['id']}"
    assert lan_in.put(path, json.dumps(once), content_type=JSON).status_code == 204
    assert len(said_by_pages()) == 1
    assert send(lan_in, mine, {**once, "result": {"duration": "PT9S"}}).status_code == 409
    assert send(lan_in, mine, [once, once]).status_code == 400


def test_too_much_at_once_is_refused(lan_in: Client, mine: Enrolment) -> None:
    assert send(lan_in, mine, [reading(mine)] * (MAX_STATEMENTS + 1)).status_code == 400
    long = reading(mine, result={"response": "x" * MAX_BYTES})
    assert send(lan_in, mine, long).status_code == 413
    assert said_by_pages() == []


@pytest.mark.parametrize("body", ["", "{", "null", "[1]", '"x"', "[[]]", '{"verb": 1}', "{}"])
def test_what_is_no_statement_is_400(lan_in: Client, mine: Enrolment, body: str) -> None:
    assert lan_in.post(at(mine), body, content_type=JSON).status_code == 400
    assert said_by_pages() == []


def test_neither_forms_nor_files_nor_the_alternate_syntax(lan_in: Client, mine: Enrolment) -> None:
    form = {"content": json.dumps(reading(mine)), "X-Experience-API-Version": "1.0.3"}
    assert lan_in.post(f"{at(mine)}?method=PUT", form).status_code == 400
    assert lan_in.post(at(mine), form).status_code == 400
    assert lan_in.post(f"{at(mine)}?method=PUT", json.dumps(reading(mine)), content_type=JSON).status_code == 400
    assert lan_in.post(at(mine), b"--a--", content_type="multipart/mixed; boundary=a").status_code == 400
    assert lan_in.delete(at(mine)).status_code == 405
    assert said_by_pages() == []


def test_signed_out_stale_and_strangers_store_nothing(
    client: Client, lan: Account, huy: Account, mine: Enrolment
) -> None:
    answer = send(client, mine, reading(mine))
    assert (answer.status_code, answer["Content-Type"]) == (401, JSON)
    for resource in ("statements", "activities/state"):
        assert client.get(at(mine, resource)).status_code == 401
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(lan)
    for call in (strict.post, strict.put):
        answer = call(at(mine), json.dumps(reading(mine)), content_type=JSON)
        assert (answer.status_code, answer["Content-Type"]) == (403, JSON)
    client.force_login(huy)
    answer = send(client, mine, reading(mine))
    assert (answer.status_code, answer["Content-Type"]) == (404, JSON)
    assert client.get(at(mine)).status_code == 404
    assert said_by_pages() == []


def test_the_page_of_who_lets_it_measure_opens_the_door_with_its_token(lan: Account, mine: Enrolment) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(lan)
    assert "data-reading" not in text(strict, address(mine, 0))
    agree(lan)
    page = text(strict, address(mine, 0))
    token = page.split('data-token="')[1].split('"')[0]
    assert f'data-reading="{at(mine)}"' in page
    assert send(strict, mine, reading(mine), headers={"X-CSRFToken": token}).status_code == 200


def test_she_reads_her_own_of_this_registration_alone(
    lan_in: Client, mine: Enrolment, others: Enrolment, son: Account
) -> None:
    (hers,) = json.loads(send(lan_in, mine, reading(mine)).content)
    foreign = statement(others, verb=Verb.EXPERIENCED)
    # Somebody else's, under her registration; and one that refers to hers.
    under_hers = {**statement(mine, verb=Verb.EXPERIENCED), "actor": SOMEBODY, "id": str(uuid.uuid4())}
    about_hers = {
        **under_hers,
        "id": str(uuid.uuid4()),
        "object": {"objectType": "StatementRef", "id": hers},
        "context": {},
    }
    record([foreign, under_hers, about_hers], authority=authorities.system())
    every = Statement.objects.filter(registration=mine.pk, actor__key__contains=str(mine.alias_id))
    expected = {str(row.statement_id) for row in every}
    claims = {"registration": str(others.pk), "agent": json.dumps(actor(others)), "related_agents": "true"}
    for query in ({}, claims, {"alone": "false"}, {"registration": str(others.pk)}):
        answer = lan_in.get(at(mine), query)
        if "alone" in query:
            assert answer.status_code == 400
        else:
            assert set(ids(answer)) == expected
    assert lan_in.get(at(mine), {"statementId": hers}).status_code == 200
    for other in (foreign, under_hers, about_hers):
        assert lan_in.get(at(mine), {"statementId": other["id"]}).status_code == 404


def test_her_pages_follow_and_nobody_else_s_do(
    lan_in: Client, huy: Account, mine: Enrolment, others: Enrolment
) -> None:
    send(lan_in, mine, [reading(mine) for _ in range(5)])
    query = {"verb": Verb.EXPERIENCED, "limit": "2", "ascending": "true"}
    found, answer = [], lan_in.get(at(mine), query)
    first = json.loads(answer.content)["more"]
    while True:
        found += ids(answer)
        more = json.loads(answer.content)["more"]
        if not more:
            break
        answer = lan_in.get(more)
    assert found == [item["id"] for item in said_by_pages()]
    his = Client()
    his.force_login(huy)
    assert his.get(first).status_code == 404
    assert his.get(first.replace(str(mine.pk), str(others.pk))).status_code == 403


def test_a_browser_that_asks_too_often_waits_and_nobody_else_does(
    lan_in: Client, huy: Account, mine: Enrolment, others: Enrolment, settings: Any
) -> None:
    settings.STUDY_PER_MINUTE = 2
    # A clock that moves to the next minute between two requests gives two more: never five.
    answers = [send(lan_in, mine, reading(mine)) for _ in range(5)]
    answer = answers[-1]
    assert [answers[0].status_code, answer.status_code] == [200, 429]
    assert 1 <= int(answer["Retry-After"]) <= 60
    assert "Trang học gửi quá nhiều yêu cầu" in json.loads(answer.content)["message"]
    assert len(said_by_pages()) == sum(answer.status_code == 200 for answer in answers) <= 4
    his = Client()
    his.force_login(huy)
    agree(huy)
    assert send(his, others, reading(others)).status_code == 200


@pytest.mark.django_db(transaction=True)
def test_a_report_costs_what_a_statement_costs(lan_in: Client, mine: Enrolment) -> None:
    send(lan_in, mine, reading(mine))
    assert len(queries_of(lambda: send(lan_in, mine, reading(mine)))) <= MOST_QUERIES
    ten = [reading(mine) for _ in range(10)]
    assert len(queries_of(lambda: send(lan_in, mine, ten))) <= MOST_QUERIES
    assert len(queries_of(lambda: lan_in.get(at(mine)))) <= 4
