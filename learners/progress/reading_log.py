"""Reading what one person did is itself written down: who looked at whom, and how."""

from typing import Any

from django.db import models

from learners.people.models import Person
from learners.progress.browsing import Asked
from mooc.foundation.models import audit
from xapi.models import Agent, Statement

READ = "statements.read"


def note_search(asked: Asked, *, acting_user: Any) -> None:
    """A search for one learner; a list of everybody's is nobody's in particular."""
    if not asked.is_settled:
        return
    subject: models.Model | None = asked.person
    if asked.agent:
        subject = Agent.objects.filter(key=asked.agent).first()
    if subject is not None:
        audit(acting_user=acting_user, verb=READ, subject=subject, new={"activity": asked.activity_title})


def note_statement(row: Statement, person: Person | None, *, acting_user: Any) -> None:
    """One statement, of a person we know or of an actor of somebody else's."""
    audit(acting_user=acting_user, verb=READ, subject=person or row, new={"statement": str(row.statement_id)})
