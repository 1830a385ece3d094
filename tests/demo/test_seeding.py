"""Seeding: the same every time, and only into an empty site."""

import datetime as dt
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction

from learners.agencies.models import Membership, TeamMembership
from learners.attempts.models import AttemptItem
from learners.campaigns.models import Exemption
from learners.certificates.models import Certificate
from learners.people.models import Account, ActorAlias, Person
from learners.progress.models import Completion, Progress
from mooc.demo import seeding
from tests import factories
from xapi.models import Statement

TODAY = dt.date(2026, 11, 25)
SIZE = 0.05
# What has no id of its own drawn by the database or the software, table by table.
CONTENT: dict[Any, tuple[str, ...]] = {
    Person: ("id", "full_name", "birth_year", "staff_code", "phone"),
    ActorAlias: ("name", "person"),
    Account: ("username", "person", "phone", "is_staff"),
    Membership: ("person", "agency__source_key", "category", "position", "is_head", "valid_from", "valid_to"),
    TeamMembership: ("person", "team__source_key", "is_leader"),
    Exemption: ("person", "campaign__slug", "reason"),
    Statement: ("actor__key", "verb", "registration", "score_scaled", "success"),
    Progress: ("enrolment", "person", "status", "units_done", "started_at", "completed_at", "last_at"),
    Completion: ("enrolment", "person", "effective_at", "external"),
    AttemptItem: ("attempt", "attempt__number", "position", "order", "response", "points"),
    Certificate: ("number", "person", "course_title", "completed_on"),
}


@pytest.fixture(autouse=True)
def no_worker(settings: Any) -> None:
    settings.TASKS = {"default": {"BACKEND": "tests.unkept.Unkept"}}


def snapshot() -> dict[str, list[Any]]:
    rows = {table.__name__: list(table.objects.values_list(*names)) for table, names in CONTENT.items()}
    return {name: sorted(map(str, found)) for name, found in rows.items()}


def seed_small() -> None:
    seeding.seed(say=lambda _: None, size=SIZE, today=TODAY)


def test_it_is_the_same_every_time(db: None) -> None:
    found = []
    for _ in range(2):
        with transaction.atomic():
            seed_small()
            found.append(snapshot())
            transaction.set_rollback(True)
    assert found[0] == found[1]
    assert all(found[0].values())


def test_it_goes_only_into_an_empty_site(db: None) -> None:
    factories.person()
    with pytest.raises(CommandError, match="đã có người"):
        call_command("seed_demo", stdout=StringIO())
    assert Person.objects.count() == 1


def test_interrupted_it_is_not_seeded_and_says_how_to_begin_again(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    def stop(*_: Any, **__: Any) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(seeding, "load_catalogue", lambda **_: None)
    monkeypatch.setattr(seeding, "write_final_tests", lambda: None)
    monkeypatch.setattr(seeding, "write_interactive", lambda *_: None)
    monkeypatch.setattr(seeding, "release_courses", stop)
    with pytest.raises(KeyboardInterrupt):
        seed_small()
    assert Person.objects.exists()
    assert not seeding.is_seeded()
    with pytest.raises(CommandError, match="--reset"):
        call_command("seed_demo", stdout=StringIO())


def test_only_the_demonstration_is_emptied(db: None) -> None:
    factories.person()
    with pytest.raises(CommandError, match="không phải của bản trình diễn"):
        call_command("seed_demo", "--reset", stdout=StringIO())
    assert Person.objects.count() == 1
