"""The statement resource as a client meets it, in both versions."""

import base64
import json
import uuid

import pytest
from django.test import Client

from tests.xapi.client import LAN, TAM, Lrs, authority, statement
from xapi.models import Agent, Statement
from xapi.queries import complete_through
from xapi.rows import agent_key
from xapi.vocabulary import Verb

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.xapi.urls")]


def test_a_statement_goes_in_and_comes_out(lrs: Lrs) -> None:
    sent = statement()
    answer = lrs.post(sent)
    assert (answer.status_code, json.loads(answer.content)) == (200, [sent["id"]])
    got = lrs.get(statementId=sent["id"])
    assert got.status_code == 200
    assert got["X-Experience-API-Version"] == lrs.version
    assert got["X-Experience-API-Consistent-Through"]
    body = json.loads(got.content)
    assert body["actor"] == LAN
    assert body["version"] == ("1.0.0" if lrs.version == "1.0.3" else "2.0.0")
    assert {"stored", "timestamp", "authority"} <= body.keys()


def test_put_then_the_same_again_then_another(lrs: Lrs) -> None:
    sent = statement()
    assert lrs.put(sent, sent["id"]).status_code == 204
    assert lrs.put(sent, sent["id"]).status_code == 204
    assert lrs.post(sent).status_code == 200
    assert lrs.post({**sent, "actor": TAM}).status_code == 409
    assert lrs.put(sent, str(uuid.uuid4())).status_code == 400
    assert Statement.objects.count() == 1


def test_wrong_and_malformed_credentials_are_401(lrs: Lrs) -> None:
    for header in ["", "Basic", "Basic !!!", "Bearer x", "Basic " + base64.b64encode(b"khach:sai").decode()]:
        refused = lrs.post(statement(), Authorization=header)
        assert refused.status_code == 401
        assert refused["X-Experience-API-Version"] == lrs.version
    assert not Statement.objects.exists()


def test_a_scope_allows_only_what_it_names(lrs: Lrs) -> None:
    owner = authority("chi-doc")
    reader, writer = Lrs(lrs.version, owner, "statements/read"), Lrs(lrs.version, owner, "statements/write")
    assert reader.post(statement()).status_code == 403
    assert writer.post(statement()).status_code == 200
    assert writer.get().status_code == 403
    assert reader.get().status_code == 200


def test_read_mine_sees_nothing_of_others(lrs: Lrs) -> None:
    mine = Lrs(lrs.version, authority("rieng"), "statements/read/mine", "statements/write")
    sent, own = statement(), statement()
    lrs.post(sent)
    mine.post(own)
    assert mine.ids() == [own["id"]]
    assert mine.get(statementId=sent["id"]).status_code == 404


def test_a_refused_batch_stores_nothing(lrs: Lrs) -> None:
    twice = statement()
    for batch in ([statement(), statement(extra=1)], [statement(), twice, twice]):
        refused = lrs.post(batch)
        assert refused.status_code == 400
        assert json.loads(refused.content)["message"]
    assert not Statement.objects.exists()
    lrs.post(twice)
    assert lrs.post([statement(), {**twice, "actor": TAM}]).status_code == 409
    assert Statement.objects.count() == 1


def test_the_version_header_is_required_and_always_answered(lrs: Lrs) -> None:
    for named in ("", "0.9.5", "3.0.0", "x"):
        refused = lrs.post(statement(), **{"X-Experience-API-Version": named})
        assert (refused.status_code, refused["X-Experience-API-Version"]) == (400, lrs.version)
        assert refused["X-Experience-API-Consistent-Through"]


@pytest.mark.parametrize(
    "query",
    [
        {"unknown": "1"},
        {"Agent": "{}"},
        {"agent": "{}"},
        {"limit": "-1"},
        {"registration": "5"},
        {"since": "hôm qua"},
        {"ascending": "True"},
        {"format": "short"},
        {"statementId": "5"},
        {"statementId": str(uuid.UUID(int=1)), "limit": "1"},
        {"statementId": str(uuid.UUID(int=1)), "voidedStatementId": str(uuid.UUID(int=2))},
        {"more": "forged"},
    ],
)
def test_a_query_outside_the_standard_is_400(lrs: Lrs, query: dict[str, str]) -> None:
    assert lrs.get(**query).status_code == 400


def test_filters_find_what_they_name(lrs: Lrs) -> None:
    registration = str(uuid.uuid4())
    first = statement(context={"registration": registration, "instructor": TAM})
    second = statement(actor=TAM, verb={"id": Verb.PASSED}, object={"id": "https://example.org/hoat-dong/2"})
    lrs.post([first, second])
    assert lrs.ids(agent=json.dumps(LAN)) == [first["id"]]
    assert lrs.ids(agent=json.dumps(TAM)) == [second["id"]]
    assert set(lrs.ids(agent=json.dumps(TAM), related_agents="true")) == {first["id"], second["id"]}
    assert lrs.ids(verb=Verb.PASSED) == [second["id"]]
    assert lrs.ids(activity="https://example.org/hoat-dong/2") == [second["id"]]
    assert lrs.ids(registration=registration) == [first["id"]]
    stored = json.loads(lrs.get(statementId=first["id"]).content)["stored"]
    assert lrs.ids(since=stored) == []
    assert set(lrs.ids(until=stored)) == {first["id"], second["id"]}


def test_pages_are_walked_without_loss_and_only_by_their_reader(lrs: Lrs) -> None:
    sent = [statement() for _ in range(5)]
    lrs.post(sent)
    page = json.loads(lrs.get(limit="2", ascending="true").content)
    stranger = Lrs(lrs.version, authority("nguoi-la"))
    assert stranger.get(page["more"]).status_code == 403
    seen = [item["id"] for item in page["statements"]]
    while page["more"]:
        page = json.loads(lrs.get(page["more"]).content)
        seen += [item["id"] for item in page["statements"]]
    assert seen == [item["id"] for item in sent]


def test_a_voided_statement_is_found_only_as_voided(lrs: Lrs) -> None:
    sent = statement()
    void = statement(verb={"id": Verb.VOIDED}, object={"objectType": "StatementRef", "id": sent["id"]})
    lrs.post(sent)
    assert Lrs(lrs.version, authority("nguoi-la")).post(void).status_code == 403
    assert lrs.post(void).status_code == 200
    assert lrs.get(statementId=sent["id"]).status_code == 404
    assert lrs.get(voidedStatementId=sent["id"]).status_code == 200
    assert lrs.ids(verb=Verb.COMPLETED) == [void["id"]]


def test_formats(lrs: Lrs) -> None:
    verb = {"id": Verb.COMPLETED, "display": {"en": "completed", "vi": "hoàn thành"}}
    sent = statement(verb=verb, actor={**LAN, "name": "Lan"})
    lrs.post(sent)
    ids = json.loads(lrs.get(statementId=sent["id"], format="ids").content)
    assert (ids["actor"], ids["verb"]) == (LAN, {"id": Verb.COMPLETED})
    lrs.headers["Accept-Language"] = "vi-VN,en;q=0.5"
    canonical = json.loads(lrs.get(statementId=sent["id"], format="canonical").content)
    assert canonical["verb"]["display"] == {"vi": "hoàn thành"}


def test_head_is_get_without_a_body(lrs: Lrs) -> None:
    lrs.post(statement())
    got, head = lrs.get(), Client().head(lrs.url, headers=lrs.headers)
    assert (head.status_code, head.content) == (200, b"")
    assert head["Content-Length"] == str(len(got.content))


def test_about_needs_neither_version_nor_key(lrs: Lrs) -> None:
    answer = Client().get(lrs.url.replace("statements", "about"))
    assert json.loads(answer.content) == {"version": ["1.0.3", "2.0.0"]}
    assert answer["X-Experience-API-Version"] == lrs.version


def test_attachments_need_an_address(lrs: Lrs) -> None:
    attachment = {
        "usageType": "https://example.org/a",
        "display": {"vi": "Ảnh"},
        "contentType": "image/png",
        "length": 3,
        "sha2": "0" * 64,
    }
    assert lrs.post(statement(attachments=[attachment])).status_code == 400
    assert lrs.post(statement(attachments=[{**attachment, "fileUrl": "https://example.org/a.png"}])).status_code == 200


def test_2_0_returns_the_same_instant_in_utc(lrs: Lrs) -> None:
    sent = statement(timestamp="2026-11-24T09:00:00+07:00", context={"contextActivities": {"parent": {"id": "a:b"}}})
    lrs.post(sent)
    assert lrs.post(sent).status_code == 200
    body = json.loads(lrs.get(statementId=sent["id"]).content)
    utc = "2026-11-24T02:00:00.000000Z"
    assert body["timestamp"] == (utc if lrs.version == "2.0.0" else sent["timestamp"])
    assert body["context"]["contextActivities"]["parent"] == [{"id": "a:b"}]


def test_malformed_json_and_other_content_are_400(lrs: Lrs) -> None:
    for body, kind in [("{", "application/json"), ("NaN", "application/json"), ("{}", "text/plain"), ("null", "")]:
        answer = Client().post(lrs.url, body, content_type=kind or "application/json", headers=lrs.headers)
        assert answer.status_code == 400


@pytest.mark.parametrize("name", ['"', "\\", "{a,b}", "a, b", 'x","y', "NULL", "", " ", "Đỗ\u00a0Thị Lan"])
def test_a_name_is_one_agent_whatever_it_is_made_of(lrs: Lrs, name: str) -> None:
    who = {"objectType": "Agent", "account": {"homePage": "https://example.org", "name": f"lan{name}"}}
    for _ in range(2):
        assert lrs.post(statement(actor=who)).status_code == 200
    assert Agent.objects.filter(key=agent_key(who)).count() == 1
    assert len(lrs.ids(agent=json.dumps(who))) == 2


@pytest.mark.postgres
def test_a_reader_always_asks_who_is_still_writing_and_a_writer_may_know() -> None:
    marks = [complete_through(), complete_through(60), complete_through(60)]
    assert marks[0] == marks[1] == marks[2]
    assert complete_through() > marks[0]
