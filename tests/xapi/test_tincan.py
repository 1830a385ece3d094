"""A client library nobody here wrote (``tincan``; it speaks 1.0.x alone) against a running server."""

import json
import uuid
from typing import Any

import pytest
from tincan import (
    Activity,
    ActivityDefinition,
    ActivityProfileDocument,
    Agent,
    AgentAccount,
    AgentProfileDocument,
    LanguageMap,
    RemoteLRS,
    Result,
    Score,
    StateDocument,
    Statement,
    StatementRef,
    Verb,
)
from tincan.http_request import HTTPRequest

from tests.xapi.client import HOME, LESSON, authority
from xapi.credentials import issue
from xapi.vocabulary import Verb as Verbs

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.urls("tests.xapi.urls")]


@pytest.fixture(params=["1.0.3", "1.0.1"])
def remote(request: pytest.FixtureRequest, live_server: Any) -> RemoteLRS:
    credential, secret = issue(authority=authority("khach"), scopes=["all"])
    endpoint = f"{live_server.url}/xapi/"
    return RemoteLRS(version=request.param, endpoint=endpoint, username=credential.key, password=secret)


def lan() -> Agent:
    return Agent(account=AgentAccount(home_page=HOME, name="lan"))


def lesson() -> Activity:
    return Activity(id=LESSON, definition=ActivityDefinition(name=LanguageMap({"vi": "Bài một"})))


def done(**changes: Any) -> Statement:
    parts = {"actor": lan(), "verb": Verb(id=Verbs.COMPLETED, display=LanguageMap({"vi": "hoàn thành"}))}
    return Statement(**{"id": str(uuid.uuid4()), **parts, "object": lesson(), **changes})


def ok(answer: Any) -> Any:
    assert answer.success, (answer.response.status, answer.data)
    return answer.content


def asked(remote: RemoteLRS, method: str, resource: str, headers: Any, content: Any, **query: str) -> Any:
    """What the library has no words for, through its own transport."""
    request = HTTPRequest(method=method, resource=resource, headers=headers, content=content, query_params=query)
    return remote._send_request(request)


def test_about(remote: RemoteLRS) -> None:
    """The library's own model of it refuses a store that speaks 2.0 as well."""
    answer = asked(remote, "GET", "about", {}, None)
    assert answer.success
    assert remote.version in [*json.loads(answer.data)["version"], "1.0.1"]


def test_a_statement_is_saved_and_retrieved(remote: RemoteLRS) -> None:
    sent = done(result=Result(score=Score(scaled=0.75, raw=7.5), success=True, response="vâng"))
    ok(remote.save_statement(sent))
    got = ok(remote.retrieve_statement(str(sent.id)))
    assert (str(got.id), got.actor.account.name, got.verb.display["vi"]) == (str(sent.id), "lan", "hoàn thành")
    assert (got.result.score.raw, got.result.response, got.object.definition.name["vi"]) == (7.5, "vâng", "Bài một")
    assert got.stored
    assert got.authority


def test_statements_are_queried_page_by_page(remote: RemoteLRS) -> None:
    sent = [done() for _ in range(7)]
    ok(remote.save_statements(sent))
    ok(remote.save_statement(done(actor=Agent(mbox="mailto:tam@example.org"))))
    query = {"agent": lan(), "verb": Verb(id=Verbs.COMPLETED), "activity": lesson(), "limit": 3}
    page = ok(remote.query_statements(query))
    seen = [str(item.id) for item in page.statements]
    while page.more:
        page = ok(remote.more_statements(page))
        seen += [str(item.id) for item in page.statements]
    assert seen == [str(item.id) for item in reversed(sent)]


def test_a_statement_is_voided(remote: RemoteLRS) -> None:
    sent = done()
    ok(remote.save_statement(sent))
    ok(remote.save_statement(done(verb=Verb(id=Verbs.VOIDED), object=StatementRef(id=str(sent.id)))))
    assert remote.retrieve_statement(str(sent.id)).response.status == 404
    assert str(ok(remote.retrieve_voided_statement(str(sent.id))).id) == str(sent.id)


def test_state_is_saved_read_and_cleared(remote: RemoteLRS) -> None:
    for name in ("mot", "hai"):
        document = StateDocument(id=name, activity=lesson(), agent=lan(), content=f"trang {name}")
        document.content_type = "text/plain"
        ok(remote.save_state(document))
    assert sorted(ok(remote.retrieve_state_ids(lesson(), lan()))) == ["hai", "mot"]
    got = ok(remote.retrieve_state(lesson(), lan(), "mot"))
    assert bytes(got.content) == b"trang mot"
    ok(remote.delete_state(got))
    assert remote.retrieve_state(lesson(), lan(), "mot").response.status == 404
    ok(remote.clear_state(lesson(), lan()))
    assert ok(remote.retrieve_state_ids(lesson(), lan())) == []


@pytest.mark.parametrize("kind", ["activity", "agent"])
def test_profiles_are_saved_read_and_deleted(remote: RemoteLRS, kind: str) -> None:
    owner: dict[str, Any] = {"activity": lesson()} if kind == "activity" else {"agent": lan()}
    (who,) = owner.values()
    made = ActivityProfileDocument if kind == "activity" else AgentProfileDocument
    document = made(id="so-thich", content='{"chu":"to"}', **owner)
    save, retrieve, ids, delete = (
        getattr(remote, name.format(kind))
        for name in ("save_{}_profile", "retrieve_{}_profile", "retrieve_{}_profile_ids", "delete_{}_profile")
    )
    # A new one has to be said to be new, which the library cannot.
    assert save(document).response.status == 400
    resource, query = ("activities/profile", {"activityId": LESSON})
    if kind == "agent":
        resource, query = "agents/profile", {"agent": lan().to_json(remote.version)}
    head = {"If-None-Match": "*", "Content-Type": "application/json"}
    assert asked(remote, "PUT", resource, head, document.content, profileId="so-thich", **query).success
    got = retrieve(who, "so-thich")
    assert json.loads(bytes(ok(got).content)) == {"chu": "to"}
    document.content, document.etag = '{"chu":"nho"}', got.response.getheader("ETag")
    ok(save(document))
    assert save(document).response.status == 412
    assert ok(ids(who)) == ["so-thich"]
    now = retrieve(who, "so-thich")
    assert json.loads(bytes(ok(now).content)) == {"chu": "nho"}
    document.etag = now.response.getheader("ETag")
    assert delete(document).success
    assert ok(ids(who)) == []
    assert retrieve(who, "so-thich").response.status == 404
