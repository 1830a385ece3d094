"""The words around an agency's report: those it set, else what its name and place in the tree say."""

from typing import Any
from uuid import UUID

from django.db import transaction

from learners.agencies.models import Agency
from learners.coverage.documents.models import ReportLayout
from learners.coverage.rows import Report
from mooc.foundation.models import audit

FIELDS = (
    "superior_body", "issuing_body", "code", "place", "addressee", "signer_authority", "signer_title", "recipients",
)  # fmt: skip
FILED = "Lưu: VT."


def layout_of(report: Report) -> ReportLayout:
    """Not saved where nothing was set: the agency above, the agency's own name, and blank places."""
    held = ReportLayout.objects.filter(agency=report.root).first() if report.root else None
    above = report.trail[-1][1] if report.trail else ""
    return held or usual(report.root, report.name, above)


def usual(agency: UUID | None, name: str, above: str = "") -> ReportLayout:
    made = ReportLayout(issuing_body=name[:200], superior_body=above[:200], recipients=FILED)
    if agency:
        made.agency_id = agency
    return made


@transaction.atomic
def set_layout(*, agency: Agency, words: dict[str, str], acting_user: Any) -> ReportLayout:
    """``words`` by ``FIELDS``; what stands already is changed by nobody and audited by nobody."""
    held = ReportLayout.objects.select_for_update().filter(agency=agency).first()
    old = {name: getattr(held, name) for name in FIELDS} if held else None
    new = {name: words[name] for name in FIELDS}
    if held and old == new:
        return held
    made, _ = ReportLayout.objects.update_or_create(agency=agency, defaults=new)
    audit(acting_user=acting_user, verb="set_report_layout", subject=agency, old=old, new=new)
    return made
