"""SQLite's views with triggers: made when they are needed, gone with a rollback and before migrations."""

import hashlib
import itertools
import uuid
from collections.abc import Callable

import pytest
from django.core.management import call_command
from django.db import OperationalError, connection, transaction

from tests.xapi.client import HOME, LESSON, authority, statement
from xapi import triggers
from xapi.models import Activity, Authority
from xapi.recording import record

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL has WITH"),
]
DIGEST = hashlib.sha256(b"x").hexdigest()


@pytest.fixture
def own() -> Authority:
    return authority("khach")


def define(own: Authority) -> str:
    """Record a statement on an activity nobody has named; its IRI."""
    iri = f"{LESSON}/{uuid.uuid4()}"
    record([statement(object={"id": iri, "definition": {"name": {"vi": "Bài"}}})], authority=own)
    return iri


def views() -> set[str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT name FROM sqlite_temp_master WHERE type = 'view'")
        return {name for (name,) in cursor.fetchall()}


def test_made_again_after_a_rollback(own: Authority) -> None:
    triggers.drop(using="default")
    with transaction.atomic():
        define(own)
        transaction.set_rollback(True)
    assert not views()
    assert Activity.objects.get(iri=define(own)).definition


def test_dropped_before_migrations(own: Authority) -> None:
    define(own)
    assert views()
    call_command("migrate", "xapi", verbosity=0)
    assert not views()
    assert Activity.objects.get(iri=define(own)).definition


def test_another_error_is_not_taken_for_a_view_that_is_missing() -> None:
    broken = triggers.View("broken", ["a"], {"true": ["INSERT INTO xapi_agent (key) SELECT abs(-9223372036854775808)"]})
    with pytest.raises(OperationalError, match="overflow"), transaction.atomic():
        broken.put([{"a": 1}])


def test_new_names_cost_the_same_whatever_is_stored(own: Authority) -> None:
    """SQLite looks for the other end of a reference that is missing: through the whole log, were an agent's."""
    few = steps(lambda: meet(own, 1))
    meet(own, 2000)
    assert steps(lambda: meet(own, 1)) < 1.5 * few


def meet(own: Authority, count: int) -> None:
    """``count`` statements of one who was never named, with a file."""
    actor = {"account": {"homePage": HOME, "name": str(uuid.uuid4())}}
    file = {"usageType": LESSON, "display": {}, "contentType": "text/plain", "length": 1, "sha2": DIGEST}
    made = [statement(actor=actor, attachments=[file]) for _ in range(count)]
    record(made, authority=own, files={DIGEST: b"x"})


def steps(action: Callable[[], None]) -> int:
    """Of SQLite's machine, in tens."""
    counted = itertools.count()
    connection.connection.set_progress_handler(lambda: next(counted) < 0, 10)
    try:
        action()
    finally:
        connection.connection.set_progress_handler(None, 0)
    return next(counted)
