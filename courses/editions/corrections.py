"""What was corrected in released text, read from the audit log, for the history editors see."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

from django.contrib.auth import get_user_model

from courses.editions.models import UnitText
from mooc.foundation.models import AuditEntry

# The latest; what is older is in the audit log.
MOST = 50


@dataclass(frozen=True, slots=True)
class Corrected:
    """``title`` as the unit is called now; ``edition`` is the number of the release it was corrected in."""

    at: dt.datetime
    edition: int
    title: str
    by: str
    reason: str


def corrections(course_key: UUID) -> list[Corrected]:
    """The newest first; three queries for any number."""
    rows = UnitText.objects.filter(unit__edition__course_key=course_key)
    texts = {str(pk): (number, title) for pk, number, title in rows.values_list("pk", "unit__edition__number", "title")}
    entries = AuditEntry.objects.filter(
        verb="correct", subject_type=UnitText._meta.label_lower, subject_id__in=texts
    ).order_by("-pk")[:MOST]
    return list(_told(list(entries), texts))


def _told(entries: list[AuditEntry], texts: dict[str, tuple[int, str]]) -> Iterator[Corrected]:
    actors = {entry.actor for entry in entries} - {"system"}
    accounts = get_user_model().objects.select_related("person").filter(pk__in=actors)
    names = {str(account.pk): account.get_full_name() for account in accounts}
    for entry in entries:
        number, title = texts[entry.subject_id]
        yield Corrected(entry.at, number, title, names.get(entry.actor, ""), entry.reason)
