"""What was brought in about her from other platforms, for her own file."""

from typing import Any

from learners.external.models import Line
from learners.people.models import Account
from learners.people.records import of_person


def completions_of(account: Account) -> list[dict[str, Any]]:
    if account.person is None:
        return []
    rows = Line.objects.filter(of_person(account.person.canonical_id), enrolment__isnull=False)
    return [
        {
            "source": row.batch.source.name,
            "course": row.course_key,
            "achieved_on": row.achieved_on,
            "score": None if row.score is None else float(row.score),
            "certificate": row.certificate,
            "link": row.link,
            "statement": row.statement_id,
            "withdrawn": row.voided_at is not None,
        }
        for row in rows.select_related("batch__source").order_by("pk")
    ]
