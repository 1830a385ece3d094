"""Any valid statement is stored and comes back equal; a broken one is refused where it is broken and leaves nothing."""

import json
import uuid
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.xapi.client import VERSIONS, Lrs, authority
from tests.xapi.generated import broken, statements
from xapi.models import Authority, Statement
from xapi.rows import Json, fingerprint, parse_instant

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.xapi.urls")]
SHORT = settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow, HealthCheck.data_too_large],
)
LONG = settings(SHORT, max_examples=300)
SET_BY_THE_STORE = ("stored", "authority", "version", "timestamp")


def client(version: str) -> Lrs:
    owner = Authority.objects.filter(name="khach").first() or authority("khach")
    return Lrs(version, owner)


def comes_back(lrs: Lrs, body: Json) -> None:
    sent = {**body, "id": str(uuid.uuid4())}
    answer = lrs.post(sent)
    assert answer.status_code == 200, answer.content.decode()
    found = lrs.one(sent["id"])
    if "timestamp" in sent:
        assert parse_instant(found["timestamp"]) == parse_instant(sent["timestamp"])
    else:
        assert found["timestamp"] == found["stored"]
    bare = {name: value for name, value in found.items() if name not in SET_BY_THE_STORE or name in sent}
    assert fingerprint(bare) == fingerprint(sent)
    assert as_lists(bare) == as_lists(sent)
    assert lrs.post(sent).status_code == 200
    assert lrs.post({**found, "timestamp": sent.get("timestamp", found["timestamp"])}).status_code == 200


def as_lists(value: Json, inner: bool = False) -> Json:
    """Without the moments, which 2.0 tells in UTC; single activities of a context in lists, as they come back."""
    made = {name: part for name, part in value.items() if name != "timestamp"}
    if "contextActivities" in made.get("context", {}):
        groups = made["context"]["contextActivities"].items()
        lists = {role: part if isinstance(part, list) else [part] for role, part in groups}
        made["context"] = {**made["context"], "contextActivities": lists}
    if made["object"].get("objectType") == "SubStatement" and not inner:
        made["object"] = as_lists(made["object"], inner=True)
    return made


def is_refused(lrs: Lrs, case: tuple[str, str, Json]) -> None:
    what, path, sent = case
    answer = lrs.post(sent)
    assert answer.status_code == 400, (what, path)
    told = json.loads(answer.content)
    assert told["message"]
    # The place itself, what holds it, or what a wrong kind made of it.
    place = told.get("path", "")
    near = path.rsplit(".", 1)[0] if "." in path else ""
    assert place.startswith((path, near)) or path.startswith(place), (what, path, place)
    assert not Statement.objects.exists()


@pytest.mark.parametrize("version", VERSIONS)
@SHORT
@given(data=st.data())
def test_a_valid_statement_comes_back(db: Any, version: str, data: st.DataObject) -> None:
    comes_back(client(version), data.draw(statements(version)))


@pytest.mark.parametrize("version", VERSIONS)
@SHORT
@given(data=st.data())
def test_a_broken_statement_is_refused(db: Any, version: str, data: st.DataObject) -> None:
    is_refused(client(version), data.draw(broken(version)))


@pytest.mark.full
@pytest.mark.parametrize("version", VERSIONS)
@LONG
@given(data=st.data())
def test_many_valid_statements_come_back(db: Any, version: str, data: st.DataObject) -> None:
    comes_back(client(version), data.draw(statements(version)))


@pytest.mark.full
@pytest.mark.parametrize("version", VERSIONS)
@LONG
@given(data=st.data())
def test_many_broken_statements_are_refused(db: Any, version: str, data: st.DataObject) -> None:
    is_refused(client(version), data.draw(broken(version)))
