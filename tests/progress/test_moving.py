"""A province moves: its statements leave, an empty installation takes them in, and progress is what it was."""

import io
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from courses.catalogue.models import CoursePage
from courses.editions.models import Edition, UnitKind
from learners.certificates.models import Certificate
from learners.enrolment import authorities
from learners.enrolment.actions import enrol_many, move
from learners.enrolment.models import Enrolment
from learners.enrolment.statements import statement
from learners.people.models import Account
from learners.progress.models import Completion, Progress
from learners.progress.rebuilding import check
from learners.progress.receivers import make_rows
from mooc.foundation.remembered import forget_everything
from tests import factories
from tests.factories import at
from tests.progress.test_history import History, editions
from xapi.models import Statement
from xapi.recording import record
from xapi.vocabulary import Verb

__all__ = ["editions"]
pytestmark = pytest.mark.django_db
PROOFS = {
    UnitKind.LESSON: (Verb.COMPLETED, authorities.learner_session),
    UnitKind.ASSESSMENT: (Verb.PASSED, authorities.server_graded),
}
# What depends on when a store knew of something.
OWN_TIMES = ("recorded_at", "withdrawn_at", "known")


def folded() -> list[dict[str, Any]]:
    rows = [*Progress.objects.order_by("pk").values(), *Completion.objects.order_by("pk").values()]
    for row in rows:
        row["withdrawn"] = row.get("withdrawn_at") is not None
        for unit in row.get("units", {}).values():
            unit.pop("known", None)
        for name in OWN_TIMES:
            row.pop(name, None)
    return rows


def empty_log() -> None:
    """People, courses and enrolments have moved with the database's own tools; the log begins empty."""
    Completion.objects.all().delete()
    Progress.objects.all().delete()
    with connection.cursor() as cursor:
        links = ("referenceagent", "referenceactivity", "statementagent", "statementactivity")
        for table in (*links, "statementrefclosure", "statement", "authority"):
            cursor.execute(f"DELETE FROM xapi_{table}")
    forget_everything()
    make_rows(Enrolment.objects.all())


def complete_course(edition: Edition) -> None:
    (enrolment,) = enrol_many(
        course_key=edition.course_key, people=[(factories.person("Xong"), at(1))], acting_user=None
    )
    move(enrolment=enrolment, edition=edition, acting_user=None)
    for unit in edition.units.all():
        verb, who = PROOFS[UnitKind(unit.kind)]
        record([statement(enrolment, verb=verb, unit_key=unit.unit_key, at=at(5))], authority=who())
    assert Progress.objects.get(pk=enrolment.pk).status == "completed"


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_progress_is_folded_equal_and_nothing_happens_twice(
    editions: list[Edition], oanh: Account, course: CoursePage, tmp_path: Path, seed: int
) -> None:
    """Voids before and after what they void, moves and mergers; no certificate is issued once more."""
    complete_course(editions[0])
    History(editions, seed).play()
    path, before = tmp_path / "log.jsonl", folded()
    ids = set(Statement.objects.values_list("statement_id", flat=True))
    certificates = list(Certificate.objects.order_by("pk").values())
    call_command("export_statements", str(path))
    assert certificates

    empty_log()
    with pytest.raises(CommandError, match="nothing of the file"):
        call_command("import_statements", str(path), stdout=io.StringIO(), stderr=io.StringIO())
    assert not Statement.objects.exists()
    call_command("import_statements", str(path), "--trust-own", stdout=io.StringIO())
    assert set(Statement.objects.values_list("statement_id", flat=True)) == ids
    assert list(check()) == []
    assert folded() == before
    assert list(Certificate.objects.order_by("pk").values()) == certificates
