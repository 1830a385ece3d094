"""The verb: freeze what a reader sees of a report, once for each revision."""

import datetime as dt
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from learners.coverage.frozen import content, inputs
from learners.coverage.frozen.models import FrozenInputs, FrozenReport
from learners.coverage.heat import heat_of
from learners.coverage.rows import Report
from learners.coverage.teams import TeamRow
from learners.coverage.wording import audience_text, campaign_words, course_titles, rule_text
from mooc.foundation.models import audit


class NotFrozen(Exception):
    """Nothing was frozen; the message says why, in the reader's language."""


class AlreadyFrozen(NotFrozen):
    """``frozen`` is there already: the form was sent twice, or somebody was faster."""

    def __init__(self, frozen: FrozenReport) -> None:
        self.frozen = frozen
        super().__init__(_("Bản chốt số %(number)d đã có.") % {"number": frozen.revision})


def series_of(report: Report) -> dict[str, Any]:
    """By what the revisions of ``report`` are found."""
    question = report.question
    return {
        "campaign_id": question.campaign.pk,
        "agency_id": report.root,
        "structure": question.structure,
        "membership": question.membership,
        "completion": question.completion,
    }


def latest_of(report: Report) -> FrozenReport | None:
    return FrozenReport.objects.filter(**series_of(report)).order_by("-revision").first()


def freeze_report(
    *,
    report: Report,
    teams: list[TeamRow],
    revision: int,
    reason: str = "",
    acting_user: Any,
    at: dt.datetime | None = None,
) -> FrozenReport:
    """Keep ``report`` as it stands. ``revision`` is the number the officer was shown; from 2 on a reason is needed.

    Rights are the caller's business (``permissions.FrozenScope.holds``). Everything is read before the transaction
    begins. ``at`` dates a record of the past that is brought in. Raises ``NotFrozen``, and ``AlreadyFrozen`` for a
    revision that is there.
    """
    latest = latest_of(report)
    if latest and latest.revision >= revision:
        raise AlreadyFrozen(latest)
    if latest and not reason.strip():
        raise NotFrozen(_("Hãy ghi lý do chốt lại."))
    question, lines = report.question, inputs.read(report.question, report.total.rosters)
    told = content.of_report(report, teams, **_words(report), courses=heat_of(report).as_data())
    marks = {"content_hash": content.digest(told), "inputs_hash": inputs.digest(lines)}
    if latest and marks == {name: getattr(latest, name) for name in marks}:
        raise NotFrozen(
            _("Số liệu không khác bản chốt số %(number)d, nên không cần chốt lại.") % {"number": latest.revision}
        )
    made = FrozenReport(
        **series_of(report),
        **marks,
        known_at=min(question.known_at, at) if at else question.known_at,
        revision=latest.revision + 1 if latest else 1,
        reason=reason.strip() if latest else "",
        content=told,
        frozen_by=str(acting_user.pk) if acting_user else "system",
        frozen_by_name=acting_user.get_full_name() if acting_user else "",
        frozen_at=at or timezone.now(),
    )
    return _keep(made, lines, acting_user)


def _words(report: Report) -> dict[str, Any]:
    """What is said beside the numbers, as it was."""
    question = report.question
    titles = course_titles(question.course_keys)
    return {
        "campaign": campaign_words(question.campaign),
        "rule": rule_text(question, titles),
        "audience": audience_text(question),
    }


def _keep(made: FrozenReport, lines: list[str], acting_user: Any) -> FrozenReport:
    try:
        with transaction.atomic():
            made.save(force_insert=True)
            FrozenInputs.objects.create(frozen=made, packed=inputs.pack(lines))
            new = {
                "agency": str(made.agency_id), "revision": made.revision, "completion": str(made.completion),
                "structure": str(made.structure), "membership": str(made.membership), "hash": made.content_hash,
                "inputs": made.inputs_hash,
            }  # fmt: skip
            audit(acting_user=acting_user, verb="freeze_report", subject=made, new=new, reason=made.reason)
    except IntegrityError:
        # Two at once: the other's is the revision.
        there = FrozenReport.objects.filter(**made.series, revision=made.revision).first()
        if there is None:
            raise
        raise AlreadyFrozen(there) from None
    return made
