"""How statements are found and shown: every role, chains of references, formats, languages, the next page."""

import json
import uuid
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
from django.core import signing

from tests.xapi.client import HOME, LAN, LESSON, TAM, Lrs, authority, reference, statement, void
from xapi.rows import Json
from xapi.statement_views import SALT
from xapi.vocabulary import Verb

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.xapi.urls")]
HOA: Json = {"objectType": "Agent", "mbox": "mailto:hoa@example.org"}
CLASS: Json = {"objectType": "Group", "account": {"homePage": HOME, "name": "lop"}, "member": [HOA]}
OTHER: Json = {"id": "https://example.org/hoat-dong/khac"}


def sub(**changes: Any) -> Json:
    inner = {"objectType": "SubStatement", "actor": TAM, "verb": {"id": Verb.PASSED}, "object": {"id": f"{LESSON}/0"}}
    return {**inner, **changes}


# Where HOA stands, and whether ``agent`` alone finds her.
AGENT_ROLES: list[tuple[Json, bool]] = [
    ({"actor": HOA}, True),
    ({"object": HOA}, True),
    ({"actor": CLASS}, True),
    ({"actor": {"objectType": "Group", "member": [LAN, HOA]}}, True),
    ({"object": CLASS}, True),
    ({"context": {"instructor": HOA}}, False),
    ({"context": {"instructor": CLASS}}, False),
    ({"context": {"team": CLASS}}, False),
    ({"object": sub(actor=HOA)}, False),
    ({"object": sub(actor=CLASS)}, False),
    ({"object": sub(object=HOA)}, False),
    ({"object": sub(context={"instructor": HOA})}, False),
    ({"object": sub(context={"team": CLASS})}, False),
]
AGENT_ROLES_2: list[tuple[Json, bool]] = [
    ({"context": {"contextAgents": [{"objectType": "contextAgent", "agent": HOA}]}}, False),
    ({"context": {"contextGroups": [{"objectType": "contextGroup", "group": CLASS}]}}, False),
    ({"object": sub(context={"contextAgents": [{"objectType": "contextAgent", "agent": HOA}]})}, False),
]
ACTIVITY_ROLES: list[tuple[Json, bool]] = [
    ({"object": OTHER}, True),
    *(
        ({"context": {"contextActivities": {role: [OTHER]}}}, False)
        for role in ("parent", "grouping", "category", "other")
    ),
    ({"context": {"contextActivities": {"parent": OTHER}}}, False),
    ({"object": sub(object=OTHER)}, False),
    ({"object": sub(context={"contextActivities": {"category": [OTHER]}})}, False),
]


def _check(lrs: Lrs, changes: Json, direct: bool, name: str, value: str, flag: str) -> None:
    sent = statement(**changes)
    assert lrs.post([sent, statement()]).status_code == 200
    assert lrs.ids(**{name: value}) == ([sent["id"]] if direct else [])
    assert lrs.ids(**{name: value, flag: "false"}) == ([sent["id"]] if direct else [])
    assert lrs.ids(**{name: value, flag: "true"}) == [sent["id"]]


@pytest.mark.parametrize(("changes", "direct"), AGENT_ROLES)
def test_an_agent_is_found_in_each_of_her_roles(lrs: Lrs, changes: Json, direct: bool) -> None:
    _check(lrs, changes, direct, "agent", json.dumps(HOA), "related_agents")


@pytest.mark.parametrize(("changes", "direct"), AGENT_ROLES_2)
def test_an_agent_is_found_in_the_roles_2_0_added(lrs: Lrs, changes: Json, direct: bool) -> None:
    if lrs.is_2:
        _check(lrs, changes, direct, "agent", json.dumps(HOA), "related_agents")
    else:
        assert lrs.post(statement(**changes)).status_code == 400


@pytest.mark.parametrize(("changes", "direct"), ACTIVITY_ROLES)
def test_an_activity_is_found_in_each_of_its_roles(lrs: Lrs, changes: Json, direct: bool) -> None:
    _check(lrs, changes, direct, "activity", OTHER["id"], "related_activities")


def test_a_group_is_found_by_its_identifier(lrs: Lrs) -> None:
    sent = statement(actor=CLASS)
    lrs.post(sent)
    assert lrs.ids(agent=json.dumps({"objectType": "Group", "account": CLASS["account"]})) == [sent["id"]]


def test_an_authority_is_a_related_agent(lrs: Lrs) -> None:
    sent = statement()
    lrs.post(sent)
    who = json.dumps(lrs.one(sent["id"])["authority"])
    assert lrs.ids(agent=who) == []
    assert lrs.ids(agent=who, related_agents="true") == [sent["id"]]


# -- References ------------------------------------------------------------------


@pytest.mark.parametrize("order", [[0, 1, 2, 3], [3, 2, 1, 0], [1, 3, 0, 2], [2, 0, 3, 1]])
@pytest.mark.parametrize("at_once", [True, False])
def test_a_chain_is_found_by_its_end_in_any_order_of_arrival(lrs: Lrs, order: list[int], at_once: bool) -> None:
    ids = [str(uuid.uuid4()) for _ in range(4)]
    chain = [statement(id=ids[n], actor=TAM, object=reference(ids[n + 1])) for n in range(3)]
    chain.append(statement(id=ids[3], object=OTHER))
    sent = [chain[number] for number in order]
    for batch in [sent] if at_once else [[item] for item in sent]:
        assert lrs.post(batch).status_code == 200
    newest_first = [ids[number] for number in reversed(order)]
    assert lrs.ids(activity=OTHER["id"]) == newest_first
    assert lrs.walk(activity=OTHER["id"], limit="1") == newest_first
    assert lrs.ids(agent=json.dumps(LAN)) == newest_first
    assert lrs.ids(agent=json.dumps(LAN), activity=LESSON) == []


@pytest.mark.parametrize("at_once", [True, False])
def test_a_void_before_its_target_voids_it(lrs: Lrs, at_once: bool) -> None:
    target = statement()
    made = [void(target), target]
    for batch in [made] if at_once else [[item] for item in made]:
        assert lrs.post(batch).status_code == 200
    assert lrs.read("statements", statementId=target["id"]).status_code == 404
    assert lrs.read("statements", voidedStatementId=target["id"]).status_code == 200
    assert lrs.ids() == [made[0]["id"]]


def test_a_void_is_never_void_and_voiding_again_changes_nothing(lrs: Lrs) -> None:
    target = statement()
    first, second = void(target), void(target)
    assert lrs.post([target, first]).status_code == 200
    assert lrs.post(second).status_code == 200
    assert lrs.post(void(first)).status_code in (400, 403)
    assert lrs.post(first).status_code == 200
    assert set(lrs.ids()) == {first["id"], second["id"]}


# -- Formats and languages -------------------------------------------------------


def rich() -> Json:
    part = {"id": OTHER["id"], "definition": {"name": {"vi": "Khác"}}}
    context: Json = {
        "instructor": {**HOA, "name": "Hoa"},
        "team": {**CLASS, "name": "Lớp"},
        "contextActivities": {"parent": [part]},
    }
    inner = sub(
        actor={**TAM, "name": "Tâm"},
        verb={"id": Verb.PASSED, "display": {"vi": "đạt"}},
        object={"id": LESSON, "definition": {"name": {"vi": "Bài"}}},
        context=context,
    )
    members = [{**LAN, "name": "Lan"}, {**TAM, "name": "Tâm"}]
    return statement(actor={"objectType": "Group", "name": "Hai người", "member": members}, object=inner)


def test_ids_leaves_identifiers_alone(lrs: Lrs) -> None:
    sent = rich()
    lrs.post(sent)
    found = lrs.one(sent["id"], format="ids")
    assert found["actor"] == {"objectType": "Group", "member": [LAN, TAM]}
    assert found["verb"] == {"id": Verb.COMPLETED}
    inner = found["object"]
    assert (inner["actor"], inner["verb"], inner["object"]) == (TAM, {"id": Verb.PASSED}, {"id": LESSON})
    assert inner["context"] == {
        "instructor": HOA,
        "team": {"objectType": "Group", "account": CLASS["account"]},
        "contextActivities": {"parent": [{"id": OTHER["id"]}]},
    }
    assert json.loads(lrs.get(format="ids").content)["statements"][0] == found
    exact = lrs.one(sent["id"], format="exact")
    assert {name: exact[name] for name in sent} == sent


NAMES = {"en": "Lesson", "vi": "Bài", "en-GB": "Lesson (GB)", "zh-Hans": "课"}


@pytest.mark.parametrize(
    ("wanted", "tag"),
    [
        ("vi", "vi"),
        ("vi-VN,en;q=0.5", "vi"),
        ("en;q=0.2,vi;q=0.8", "vi"),
        ("en-GB", "en-GB"),
        ("EN-gb;q=0.9, vi;q=0.1", "en-GB"),
        ("zh-Hans-CN", "zh-Hans"),
        ("vi;q=0, en", "en"),
        ("km, *;q=0.1", "en"),
        ("km", "en"),
        ("", "en"),
        ("rác;;q=x", "en"),
        ("vi;q=²", "vi"),
    ],
)
def test_canonical_has_one_language_and_the_stores_definition(lrs: Lrs, wanted: str, tag: str) -> None:
    sent = statement(
        verb={"id": Verb.COMPLETED, "display": NAMES},
        object={"id": LESSON, "definition": {"name": {"en": "Lesson"}}},
        context={"contextActivities": {"other": [{"id": OTHER["id"]}]}},
        result={"extensions": {"https://x.y/z": {"name": NAMES}}},
    )
    more = {"description": {"vi": "Mô tả"}, "type": "https://example.org/loai", "name": NAMES}
    choices = [{"id": "a", "description": NAMES}]
    lrs.post([sent, statement(object={"id": LESSON, "definition": more})])
    lrs.post(
        statement(object={**OTHER, "definition": {"interactionType": "choice", "choices": choices, "name": NAMES}})
    )
    found = lrs.one(sent["id"], {"Accept-Language": wanted}, format="canonical")
    chosen = {tag: NAMES[tag]}
    assert found["verb"]["display"] == chosen
    definition = found["object"]["definition"]
    assert definition == {"name": chosen, "description": {"vi": "Mô tả"}, "type": "https://example.org/loai"}
    other = found["context"]["contextActivities"]["other"][0]["definition"]
    assert (other["name"], other["choices"]) == (chosen, [{"id": "a", "description": chosen}])
    assert found["result"]["extensions"]["https://x.y/z"] == {"name": NAMES}
    exact = lrs.one(sent["id"], {"Accept-Language": wanted})
    assert exact["verb"]["display"] == NAMES
    assert exact["object"]["definition"] == {"name": {"en": "Lesson"}}


def test_a_key_that_may_not_define_leaves_definitions_alone(lrs: Lrs) -> None:
    writer = Lrs(lrs.version, authority("chi-ghi"), "statements/write")
    lrs.post(statement(object={"id": LESSON, "definition": {"name": {"vi": "Bài"}}}))
    writer.post(statement(actor={**LAN, "name": "Sai"}, object={"id": LESSON, "definition": {"name": {"vi": "Sai"}}}))
    described = json.loads(lrs.read("activities", activityId=LESSON).content)
    assert described["definition"] == {"name": {"vi": "Bài"}}
    assert "name" not in json.loads(lrs.read("agents", agent=json.dumps(LAN)).content)


# -- The next page ---------------------------------------------------------------


def first_more(lrs: Lrs, **query: str) -> str:
    more: str = json.loads(lrs.get(limit="2", **query).content)["more"]
    return more


def with_token(more: str, token: str) -> str:
    return f"{urlsplit(more).path}?{urlencode({'more': token})}"


def test_more_stays_on_its_prefix_and_keeps_format_and_language(lrs: Lrs) -> None:
    sent = [statement(verb={"id": Verb.COMPLETED, "display": NAMES}) for _ in range(3)]
    lrs.post(sent)
    lrs.headers["Accept-Language"] = "vi"
    more = first_more(lrs, format="canonical")
    assert more.startswith(lrs.url)
    lrs.headers["Accept-Language"] = "en"
    (last,) = json.loads(lrs.get(more).content)["statements"]
    assert last["verb"]["display"] == {"vi": "Bài"}


def test_a_forged_changed_or_outdated_link_is_400_and_anothers_403(lrs: Lrs) -> None:
    lrs.post([statement() for _ in range(3)])
    more = first_more(lrs)
    token = parse_qs(urlsplit(more).query)["more"][0]
    honest = signing.loads(token, salt=SALT)
    assert lrs.get(with_token(more, token)).status_code == 200
    changed = [token[:-1] + ("A" if token[-1] != "A" else "B"), "A" + token[1:], token[:-20], "", "x", ":", "a:b:c"]
    other_salt = signing.dumps(honest, salt="khac")
    for wrong in [*changed, other_salt]:
        assert lrs.get(with_token(more, wrong)).status_code == 400, wrong
    # What an earlier release may have signed.
    for old in [
        {},
        [],
        "x",
        {**honest, "query": 5},
        {**honest, "stored": "hôm qua"},
        {**honest, "stored": 5},
        {**honest, "seq": "x"},
        {**honest, "query": {"limit": 2, "agent": 7}},
        {**honest, "query": {"gone": "1"}},
        {name: value for name, value in honest.items() if name != "authority"},
    ]:
        assert lrs.get(with_token(more, signing.dumps(old, salt=SALT))).status_code == 400, old
    assert lrs.read("statements", more=token, limit="1").status_code == 400
    assert Lrs(lrs.version, authority("nguoi-la")).get(more).status_code == 403


def test_more_shows_no_more_than_the_key_may_read_by_then(lrs: Lrs) -> None:
    owner = authority("hai-khoa")
    lrs.post([statement() for _ in range(4)])
    more = first_more(Lrs(lrs.version, owner, "statements/read"))
    mine = Lrs(lrs.version, owner, "statements/read/mine")
    assert json.loads(mine.get(more).content) == {"statements": [], "more": ""}
