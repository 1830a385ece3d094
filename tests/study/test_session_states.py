"""The states Lan's own pages keep: filed under her, with an end, her bookmark among them."""

import json
from collections.abc import Callable

import pytest
from django.test import Client

from learners.enrolment.models import Enrolment
from learners.enrolment.statements import actor, course_iri
from learners.study import session_views
from learners.study.bookmarks import STATE_ID, bookmarks, remember
from tests.study.session import JSON, at
from tests.study.world import address, text, units
from xapi.models import Document

pytestmark = pytest.mark.django_db


@pytest.fixture
def states(mine: Enrolment) -> Callable[..., str]:
    def path(iri: str = "", **query: str) -> str:
        parts = {"activityId": iri or course_iri(mine.course_key), **query}
        return at(mine, "activities/state?") + "&".join(f"{name}={value}" for name, value in parts.items())

    return path


def test_states_are_filed_under_her_whatever_it_claims(
    lan_in: Client, mine: Enrolment, others: Enrolment, states: Callable[..., str]
) -> None:
    claimed = states(stateId="ghi-chu", registration=str(others.pk), agent=json.dumps(actor(others)))
    assert lan_in.put(claimed, '{"a": 1}', content_type=JSON).status_code == 204
    row = Document.objects.get(document_id="ghi-chu")
    assert (row.registration, str(mine.alias_id) in row.agent) == (mine.pk, True)
    assert lan_in.post(states(stateId="ghi-chu"), '{"b": 2}', content_type=JSON).status_code == 204
    answer = lan_in.get(states(stateId="ghi-chu"))
    assert json.loads(answer.content) == {"a": 1, "b": 2}
    assert lan_in.get(states()).json() == ["ghi-chu"]
    stale = lan_in.put(states(stateId="ghi-chu"), "{}", content_type=JSON, headers={"If-Match": '"cu"'})
    assert stale.status_code == 412
    assert lan_in.delete(states(stateId="ghi-chu")).status_code == 204
    assert lan_in.get(states(stateId="ghi-chu")).status_code == 404


def test_states_of_other_activities_and_other_content_are_refused(
    lan_in: Client, mine: Enrolment, states: Callable[..., str]
) -> None:
    elsewhere = states("https://example.org/khac", stateId="x")
    assert lan_in.get(elsewhere).status_code == 403
    assert lan_in.put(elsewhere, "{}", content_type=JSON).status_code == 403
    assert lan_in.delete(states("https://example.org/khac")).status_code == 403
    assert lan_in.put(states(stateId="x"), b"x", content_type="text/plain").status_code == 400
    assert lan_in.put(states(stateId="x"), "{", content_type=JSON).status_code == 400
    assert not Document.objects.exists()


def test_her_states_have_an_end_and_replacing_one_makes_room(
    lan_in: Client, mine: Enrolment, states: Callable[..., str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def put(state_id: str, size: int) -> int:
        body = json.dumps("x" * (size - 2))
        return lan_in.put(states(stateId=state_id), body, content_type=JSON).status_code

    monkeypatch.setattr(session_views, "MAX_STATE_BYTES", 100)
    assert [put("a", 60), put("b", 40), put("c", 3), put("a", 61), put("a", 50)] == [204, 204, 413, 413, 204]
    grown = lan_in.post(states(stateId="c"), json.dumps({"a": "x" * 20}), content_type=JSON)
    assert grown.status_code == 413
    assert "đã đầy" in json.loads(grown.content)["message"]
    assert lan_in.get(states()).json() == ["a", "b"]
    assert lan_in.delete(states(stateId="b")).status_code == 204
    assert put("c", 40) == 204
    monkeypatch.setattr(session_views, "MAX_STATES", 2)
    assert [put("d", 3), put("c", 3)] == [413, 204]


def test_her_bookmark_is_one_of_her_states(lan_in: Client, mine: Enrolment, states: Callable[..., str]) -> None:
    first, second = units(mine)[:2]
    remember(mine, first.unit_key)
    answer = lan_in.get(states(stateId=STATE_ID))
    assert answer.json() == {"unit": str(first.unit_key)}
    there = {"If-Match": answer["ETag"]}
    body = json.dumps({"unit": str(second.unit_key)})
    assert lan_in.put(states(stateId=STATE_ID), body, content_type=JSON, headers=there).status_code == 204
    assert bookmarks([mine])[mine.pk].unit_key == second.unit_key
    assert lan_in.put(states(stateId=STATE_ID), '{"unit": "?"}', content_type=JSON).status_code == 204
    text(lan_in, f"/hoc/{mine.pk}/")
    text(lan_in, address(mine, 0))
    assert lan_in.get(states(stateId=STATE_ID)).json() == {"unit": str(first.unit_key)}
