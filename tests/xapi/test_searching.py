"""Filters against a naive reading of the same statements: references in any order of arrival, roles, voids, pages."""

import json
import uuid
from collections.abc import Callable, Iterator
from typing import Any
from unittest.mock import patch

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.xapi import closure
from tests.xapi.client import authority
from xapi import queries, searching
from xapi.models import Authority, Statement, StatementRefClosure
from xapi.recording import VoidForbidden, record
from xapi.rows import Json
from xapi.searching import Voided
from xapi.vocabulary import Verb

pytestmark = pytest.mark.django_db(transaction=True)
PEOPLE = [{"objectType": "Agent", "mbox": f"mailto:{name}@example.org"} for name in ("lan", "hoa", "minh")]
THINGS = [{"id": f"https://example.org/{name}"} for name in ("mot", "hai", "ba")]
VERBS = [Verb.COMPLETED, Verb.PASSED]
REGISTRATIONS = [str(uuid.UUID(int=number)) for number in (1, 2)]
IDS = [str(uuid.UUID(int=number)) for number in range(100, 112)]
person, thing = st.sampled_from(PEOPLE), st.sampled_from(THINGS)
team = st.builds(lambda members: {"objectType": "Group", "member": members}, st.lists(person, min_size=1, max_size=2))


@st.composite
def context(draw: st.DrawFn) -> Json:
    made: Json = {}
    if draw(st.booleans()):
        made["registration"] = draw(st.sampled_from(REGISTRATIONS))
    if draw(st.integers(0, 3)) == 0:
        made["instructor"] = draw(st.one_of(person, team))
    if draw(st.integers(0, 3)) == 0:
        made["contextActivities"] = {"parent": [draw(thing)]}
    return made


@st.composite
def statements(draw: st.DrawFn) -> list[Json]:
    """A log in order of arrival; what is referred to may come before, after or never."""
    made = []
    for statement_id in draw(st.permutations(IDS)):
        target = draw(st.sampled_from(IDS))
        reference = {"objectType": "StatementRef", "id": target}
        inner = {"actor": draw(person), "verb": {"id": VERBS[0]}, "object": draw(thing), "objectType": "SubStatement"}
        what = draw(st.sampled_from([draw(thing), draw(person), reference, inner, "void"]))
        verb = Verb.VOIDED if what == "void" else draw(st.sampled_from(VERBS))
        if target == statement_id and what in ("void", reference):
            continue
        item = {"id": statement_id, "actor": draw(st.one_of(person, team)), "verb": {"id": verb}}
        made.append({**item, "object": reference if what == "void" else what, "context": draw(context())})
    return made


def _agents(statement: Json, related: bool) -> Iterator[Json]:
    def members(agent: Json | None) -> Iterator[Json]:
        yield from [agent, *agent.get("member", [])] if agent else []

    yield from members(statement["actor"])
    if "mbox" in statement["object"]:
        yield statement["object"]
    if related:
        yield from members(statement["context"].get("instructor"))
        if statement["object"].get("objectType") == "SubStatement":
            yield statement["object"]["actor"]


def _things(statement: Json, related: bool) -> Iterator[Json]:
    target = statement["object"]
    if target in THINGS:
        yield target
    if related:
        yield from statement["context"].get("contextActivities", {}).get("parent", [])
        if target.get("objectType") == "SubStatement":
            yield target["object"]


def _fits(query: dict[str, str]) -> Callable[[Json], bool]:
    def fits(item: Json) -> bool:
        who = [agent.get("mbox") for agent in _agents(item, query.get("related_agents") == "true")]
        what = [activity["id"] for activity in _things(item, query.get("related_activities") == "true")]
        return (
            ("agent" not in query or json.loads(query["agent"])["mbox"] in who)
            and ("activity" not in query or query["activity"] in what)
            and query.get("verb", item["verb"]["id"]) == item["verb"]["id"]
            and query.get("registration") in (None, item["context"].get("registration"))
        )

    return fits


def _naive(log: list[Json], query: dict[str, str], standing: Voided | None = None) -> list[str]:
    """Newest first: what fits or refers to what fits; without what is voided, with it, or that alone."""
    here = {item["id"]: item for item in log}
    target = {item["id"]: item["object"]["id"] for item in log if item["object"].get("objectType") == "StatementRef"}
    voids = {item["id"] for item in log if item["verb"]["id"] == Verb.VOIDED}
    voided = {target[void] for void in voids} - voids
    fits = _fits(query)

    def reaches(item: Json) -> bool:
        seen: set[str] = set()
        at = item["id"]
        while at in here and at not in seen:
            if fits(here[at]):
                return True
            seen.add(at)
            at = target.get(at, "")
        return False

    left_out = {None: voided, Voided.ALSO: set(), Voided.ONLY: here.keys() - voided}[standing]
    return [item["id"] for item in reversed(log) if item["id"] not in left_out and reaches(item)]


query_of = st.fixed_dictionaries(
    {},
    optional={
        "agent": person.map(json.dumps),
        "activity": thing.map(lambda activity: activity["id"]),
        "verb": st.sampled_from([*VERBS, Verb.VOIDED]),
        "registration": st.sampled_from(REGISTRATIONS),
        "related_agents": st.sampled_from(["true", "false"]),
        "related_activities": st.sampled_from(["true", "false"]),
    },
)


def _walk(query: dict[str, str], only: Authority | None = None, standing: Voided | None = None) -> list[str]:
    filters, after, seen = queries.parse(query), None, []
    filters |= {"voided": standing} if standing else {}
    while True:
        rows, follows = queries.page(filters, only=only, after=after)
        seen += [json.loads(row.raw)["id"] for row in rows]
        if not follows:
            return seen
        after = rows[-1].place


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
@given(log=statements(), asked=st.lists(query_of, min_size=8, max_size=8))
def test_a_search_finds_what_a_naive_reading_finds(log: list[Json], asked: list[dict[str, str]]) -> None:
    Statement.objects.all().delete()
    StatementRefClosure.objects.all().delete()
    writer, stranger = _authority("tay-nay"), _authority("nguoi-la")
    kept = [item for item in log if _stored(item, writer)]
    for query in asked:
        expected = _naive(kept, query)
        assert _walk(query) == expected, query
        for rare in (0, 5, searching.RARE):
            with patch.object(searching, "RARE", rare):
                assert _walk({**query, "limit": "2"}, only=writer) == expected, query
        assert _walk({**query, "limit": "3", "ascending": "true"}) == expected[::-1], query
        assert _walk(query, only=stranger) == []
        for standing in Voided:
            expected = _naive(kept, query, standing)
            assert _walk({**query, "limit": "2"}, standing=standing) == expected, (query, standing)
            assert _walk({**query, "ascending": "true"}, writer, standing) == expected[::-1], (query, standing)
    closure.assert_is_whole()


def _stored(item: Json, writer: Authority) -> bool:
    """A void cannot be voided; unless it comes before what it points at."""
    try:
        return bool(record([item], authority=writer))
    except VoidForbidden:
        return False


def _authority(name: str) -> Authority:
    return Authority.objects.filter(name=name).first() or authority(name)


def test_a_batch_whose_references_point_both_ways(db: Any) -> None:
    log: list[Json] = [
        {"id": IDS[0], "actor": PEOPLE[0], "verb": {"id": VERBS[0]}, "object": _reference(IDS[1]), "context": {}},
        {"id": IDS[1], "actor": PEOPLE[1], "verb": {"id": VERBS[0]}, "object": _reference(IDS[2]), "context": {}},
        {"id": IDS[2], "actor": PEOPLE[2], "verb": {"id": VERBS[1]}, "object": THINGS[0], "context": {}},
    ]
    record(log, authority=_authority("tay-nay"))
    assert _walk({"activity": THINGS[0]["id"]}) == [IDS[2], IDS[1], IDS[0]]
    assert _walk({"agent": json.dumps(PEOPLE[1])}) == [IDS[1], IDS[0]]


def _reference(statement_id: str) -> Json:
    return {"objectType": "StatementRef", "id": statement_id}
