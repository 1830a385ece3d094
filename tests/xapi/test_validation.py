"""Rules of statement bodies: each case is valid, or broken in one place that the error names."""

import copy
from typing import Any

import pytest

from xapi.validation import InvalidStatement, validate

VERSIONS = ["1.0.3", "2.0.0"]
LAN = {"account": {"homePage": "https://example.org", "name": "lan"}}
ID = "0f4a2c1e-7c1b-4f2e-9a63-2f4f6a1c7d10"
ACTIVITY = {"id": "https://example.org/hoat-dong/1"}


def statement(**changes: Any) -> dict[str, Any]:
    base = {"actor": LAN, "verb": {"id": "http://adlnet.gov/expapi/verbs/completed"}, "object": ACTIVITY}
    return copy.deepcopy({**base, **changes})


def defined(**definition: Any) -> dict[str, Any]:
    return statement(object={**ACTIVITY, "definition": definition})


def sub(**changes: Any) -> dict[str, Any]:
    return statement(object={"objectType": "SubStatement", **statement(), **changes})


GROUP = {"objectType": "Group", "member": [LAN]}
REF = {"objectType": "StatementRef", "id": ID}
CHOICES = [{"id": "a"}, {"id": "b", "description": {"vi": "Hai"}}]

VALID = [
    statement(),
    statement(id=ID, timestamp="2026-11-24T09:00:00.123+07:00", authority=LAN),
    statement(timestamp="2026-11-24T09:00:00+00:00"),
    statement(actor=GROUP),
    statement(actor={"objectType": "Group", "mbox": "mailto:to@example.org"}),
    statement(object=REF),
    statement(object={"objectType": "Agent", **LAN}),
    statement(result={"score": {"scaled": -1, "raw": 0, "min": 0, "max": 0}, "duration": "P1DT12H36M0.12567S"}),
    statement(result={"duration": "P4W", "extensions": {"https://example.org/x": None}}),
    statement(context={"contextActivities": {"parent": ACTIVITY, "other": [ACTIVITY]}, "language": "vi-VN"}),
    statement(context={"revision": "2", "platform": "web", "registration": ID, "team": GROUP, "statement": REF}),
    defined(interactionType="choice", choices=CHOICES, correctResponsesPattern=["a[,]b"]),
    defined(name={"zh-Hans-CN": "x", "en": ""}, type="https://example.org/type"),
    statement(version="1.0.9"),
    statement(version="1.0"),
    sub(),
    sub(object=REF),
]

BROKEN: list[tuple[str, Any]] = [
    ("", []),
    ("", {"actor": LAN, "verb": {"id": "https://x.y/z"}}),
    ("extra", statement(extra=1)),
    ("Actor", statement(Actor=LAN)),
    ("result", statement(result=None)),
    ("actor.name", statement(actor={**LAN, "name": None})),
    ("actor.name", statement(actor={**LAN, "name": 5})),
    ("actor", statement(actor={"name": "Lan"})),
    ("actor", statement(actor={**LAN, "mbox": "mailto:lan@example.org"})),
    ("actor.mbox", statement(actor={"mbox": "lan@example.org"})),
    ("actor.mbox_sha1sum", statement(actor={"mbox_sha1sum": "abc"})),
    ("actor.account", statement(actor={"account": {"name": "lan"}})),
    ("actor.account.homePage", statement(actor={"account": {"homePage": "x", "name": "lan"}})),
    ("actor.member", statement(actor={**LAN, "member": [LAN]})),
    ("actor.objectType", statement(actor={**LAN, "objectType": "agent"})),
    ("actor", statement(actor={"objectType": "Group"})),
    ("actor.member[0].objectType", statement(actor={"objectType": "Group", "member": [GROUP]})),
    ("authority", statement(authority=GROUP)),
    ("verb", statement(verb={"display": {"vi": "xong"}})),
    ("verb.id", statement(verb={"id": "completed"})),
    ("verb.display.not_a_tag", statement(verb={"id": "https://x.y/z", "display": {"not_a_tag": "x"}})),
    ("object.objectType", statement(object={**ACTIVITY, "objectType": "activity"})),
    ("object.id", statement(object={"objectType": "StatementRef", "id": "5"})),
    ("id", statement(id=ID + "0")),
    ("timestamp", statement(timestamp="2026-11-24T09:00:00-00:00")),
    ("timestamp", statement(timestamp="2026-11-24T09:00:00-0000")),
    ("timestamp", statement(timestamp="2026-11-24T09:00:00-00")),
    ("timestamp", statement(timestamp="2026-02-30T09:00:00Z")),
    ("timestamp", statement(timestamp="hôm qua")),
    ("stored", statement(stored="hôm qua")),
    ("version", statement(version="0.9.9")),
    ("version", statement(version="1.1.0")),
    ("result.success", statement(result={"success": "true"})),
    ("result.duration", statement(result={"duration": "90"})),
    ("result.duration", statement(result={"duration": "PT"})),
    ("result.duration", statement(result={"duration": "PT1.5H2M"})),
    ("result.extensions.x", statement(result={"extensions": {"x": 1}})),
    ("result.score.raw", statement(result={"score": {"raw": "5"}})),
    ("result.score.raw", statement(result={"score": {"raw": True}})),
    ("result.score.raw", statement(result={"score": {"raw": -1, "min": 0}})),
    ("result.score.raw", statement(result={"score": {"raw": 1, "max": 0}})),
    ("result.score", statement(result={"score": {"min": 1, "max": 0}})),
    ("result.score.scaled", statement(result={"score": {"scaled": 1.01}})),
    ("object.definition", defined(correctResponsesPattern=["a"])),
    ("object.definition.interactionType", defined(interactionType="Choice")),
    ("object.definition.scale", defined(interactionType="choice", scale=CHOICES)),
    ("object.definition.choices", defined(choices=CHOICES)),
    ("object.definition.choices", defined(interactionType="choice", choices=[{"id": "a"}, {"id": "a"}])),
    ("context.registration", statement(context={"registration": "5"})),
    ("context.language", statement(context={"language": "tiếng Việt"})),
    ("context.team.account", statement(context={"team": LAN})),
    ("context.revision", statement(object=REF, context={"revision": "2"})),
    ("context.platform", statement(object={"objectType": "Agent", **LAN}, context={"platform": "web"})),
    ("context.contextActivities.Parent", statement(context={"contextActivities": {"Parent": ACTIVITY}})),
    ("context.statement.objectType", statement(context={"statement": {"objectType": "Activity", "id": ID}})),
    ("object.id", sub(id=ID)),
    ("object.stored", sub(stored="2026-11-24T09:00:00Z")),
    ("object.version", sub(version="1.0.0")),
    ("object.authority", sub(authority=LAN)),
    ("object.object.objectType", sub(object={"objectType": "SubStatement", **statement()})),
    ("object.context.revision", sub(object=REF, context={"revision": "2"})),
    ("object", statement(verb={"id": "http://adlnet.gov/expapi/verbs/voided"})),
    ("attachments[0]", statement(attachments=[{}])),
]


@pytest.mark.parametrize("version", VERSIONS)
@pytest.mark.parametrize("body", VALID)
def test_a_valid_statement_is_accepted_and_left_alone(body: dict[str, Any], version: str) -> None:
    before = copy.deepcopy(body)
    validate(body, version)
    assert body == before


@pytest.mark.parametrize("version", VERSIONS)
@pytest.mark.parametrize(("path", "body"), BROKEN)
def test_a_broken_statement_is_refused_where_it_is_broken(path: str, body: Any, version: str) -> None:
    with pytest.raises(InvalidStatement) as refused:
        validate(body, version)
    expected = {"context.team.account": "context.team"}.get(path, path)
    assert refused.value.path == expected
    assert refused.value.message


CONTEXT_2 = [
    {"contextAgents": [{"objectType": "contextAgent", "agent": LAN, "relevantTypes": ["https://x.y/z"]}]},
    {"contextGroups": [{"objectType": "contextGroup", "group": GROUP}]},
]


@pytest.mark.parametrize("context", CONTEXT_2)
def test_context_agents_and_groups_belong_to_2_0(context: dict[str, Any]) -> None:
    validate(statement(context=context), "2.0.0")
    with pytest.raises(InvalidStatement):
        validate(statement(context=context), "1.0.3")


def test_relevant_types_are_not_empty() -> None:
    entry = {"objectType": "contextAgent", "agent": LAN, "relevantTypes": []}
    with pytest.raises(InvalidStatement):
        validate(statement(context={"contextAgents": [entry]}), "2.0.0")


def test_a_2_0_statement_is_refused_by_1_0_3() -> None:
    validate(statement(version="2.0.0"), "2.0.0")
    with pytest.raises(InvalidStatement):
        validate(statement(version="2.0.0"), "1.0.3")
