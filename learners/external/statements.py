"""What is said of a course completed elsewhere, on the word of the other platform: source, evidence, reference."""

import datetime as dt
from typing import Any

from django.conf import settings
from django.utils import timezone

from learners.enrolment.models import Enrolment
from learners.enrolment.statements import derived_id, statement, voiding
from learners.external.models import Import, Line
from xapi.rows import Json
from xapi.vocabulary import Verb


def evidence_iri() -> str:
    return f"{settings.XAPI_ACTIVITY_BASE}/bang-chung"


def completed(line: Line, enrolment: Enrolment, batch: Import, now: dt.datetime) -> Json:
    result: dict[str, Any] = {"completion": True}
    if line.score is not None:
        result["score"] = {"scaled": float(line.score)}
    made = statement(
        enrolment,
        verb=Verb.COMPLETED,
        at=min(_noon(line.achieved_on), now),
        result=result,
        statement_id=line.statement_id,
    )
    evidence = {"reference": str(batch.pk), "line": line.number}
    for name, value in (("sha256", batch.sha256), ("certificate", line.certificate), ("link", line.link)):
        if value:
            evidence[name] = value
    made["context"] |= {"platform": batch.source.name, "extensions": {evidence_iri(): evidence}}
    return made


def _noon(day: dt.date) -> dt.datetime:
    """Lists have days, statements have instants: far from either midnight."""
    return timezone.make_aware(dt.datetime.combine(day, dt.time(12)), timezone.get_default_timezone())


def taken_back(line: Line, batch: Import) -> Json:
    return voiding(
        line.statement_id,
        registration=line.enrolment_id,
        statement_id=derived_id(line.statement_id, "external-undo"),
        by=batch.source.authority.agent,
        reason=batch.reason,
    )
