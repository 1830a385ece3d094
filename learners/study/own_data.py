"""What the rooms of learning have stored about one person, for her own file (``people.exporting``)."""

import json
from typing import Any

from django.db.models import F
from django.urls import reverse
from django.utils import timezone

from courses.catalogue.assessment_forms import MARKS
from learners.agencies.claim_models import MembershipClaim
from learners.agencies.models import Membership
from learners.attempts.accommodations import granted_to
from learners.attempts.models import (
    Accommodation,
    AnswerFile,
    Appeal,
    AttemptEvent,
    AttemptItem,
    AttemptRequest,
    ItemMark,
)
from learners.attempts.showing import shown_of
from learners.certificates.models import NameConfirmation, NameCorrection
from learners.enrolment.models import Enrolment
from learners.notices.models import Notice
from learners.people import exporting
from learners.people.models import Account
from learners.regrading.models import AttemptRegraded
from learners.study.access import hers
from learners.study.record import record_of
from learners.study.record_export import as_json
from learners.study.veiling import readable
from xapi.models import Document, DocumentKind, Statement


def register() -> None:
    exporting.register("workplaces", _workplaces)
    exporting.register("workplace_claims", _claims)
    exporting.register("notices", _notices)
    exporting.register("names", _names)
    exporting.register("record", lambda account: as_json(record_of(account, timezone.localdate())))
    exporting.register("answers", _answers)
    exporting.register("files", _files)
    exporting.register("marks", _marks)
    exporting.register("saves", _saves)
    exporting.register("accommodations", _accommodations)
    exporting.register("regradings", _regradings)
    exporting.register("attempt_requests", _requests)
    exporting.register("appeals", _appeals)
    exporting.register("statements", _statements)
    exporting.register("states", _states)


def _workplaces(account: Account) -> list[dict[str, Any]]:
    columns = ("agency", "category", "position", "is_head", "is_primary", "valid_from", "valid_to")
    mine = Membership.objects.filter(hers(account))
    return list(mine.order_by("valid_from", "pk").values(*columns))


def _claims(account: Account) -> list[dict[str, Any]]:
    columns = ("kind", "agency", "words", "wish", "asked_at", "decided_at", "accepted", "answer")
    return list(MembershipClaim.objects.filter(hers(account)).order_by("pk").values(*columns))


def _notices(account: Account) -> list[dict[str, Any]]:
    columns = ("kind", "text", "url", "created_at", "read_at", "emailed_at")
    return list(Notice.objects.filter(account=account).order_by("pk").values(*columns))


def _names(account: Account) -> dict[str, Any]:
    mine = hers(account)
    asked = NameCorrection.objects.filter(mine).order_by("asked_at")
    return {
        "confirmed": list(NameConfirmation.objects.filter(mine).values("full_name", "confirmed_at")),
        "corrections": list(asked.values("full_name", "note", "asked_at", "decided_at", "accepted", "answer")),
    }


def _answers(account: Account) -> list[dict[str, Any]]:
    """What she wrote and chose in assessments; choices by their index in the question as it was written.

    The points of an answer as far as she is shown them (``learners.attempts.showing``).
    """
    now = timezone.now()
    mine = AttemptItem.objects.filter(hers(account, "attempt__enrolment__person"))
    rows = list(mine.order_by("attempt__opened_at", "attempt", "position").select_related("attempt", "version"))
    granted = granted_to({row.attempt_id: row.attempt for row in rows}.values())
    return [
        {
            "attempt": row.attempt_id,
            "unit": row.attempt.unit_key,
            "submitted_at": row.attempt.submitted_at,
            "question": row.version.prompt,
            "answer": row.response,
            "points": row.points if MARKS in shown_of(row.attempt, now, granted=granted[row.attempt_id]) else None,
        }
        for row in rows
    ]


def _files(account: Account) -> list[dict[str, Any]]:
    """What she handed in with her answers, and where it can be fetched; ``position`` counts from 0."""
    mine = AnswerFile.objects.filter(hers(account, "item__attempt__enrolment__person")).select_related("item")
    return [
        {
            "attempt": row.item.attempt_id,
            "position": row.item.position,
            "name": row.name,
            "kind": row.kind,
            "bytes": row.size,
            "sha256": row.sha256,
            "uploaded_at": row.uploaded_at,
            "address": reverse("study:file", args=[row.item.attempt_id, row.pk]),
        }
        for row in mine.order_by("uploaded_at", "pk")
    ]


def _marks(account: Account) -> list[dict[str, Any]]:
    """What people decided about her answers and said to her, as far as she is shown it; ``position`` counts from 0."""
    now = timezone.now()
    mine = ItemMark.objects.filter(hers(account, "item__attempt__enrolment__person"), number__gt=0)
    rows = list(mine.order_by("marked_at", "pk").select_related("item__attempt"))
    granted = granted_to([row.item.attempt for row in rows])
    return [
        {
            "attempt": row.item.attempt_id,
            "position": row.item.position,
            "judgement": row.judgement,
            "comment": row.comment,
            "marked_at": row.marked_at,
        }
        for row in rows
        if not row.item.attempt.is_waiting
        and MARKS in shown_of(row.item.attempt, now, granted=granted[row.item.attempt_id])
    ]


def _saves(account: Account) -> list[dict[str, Any]]:
    """When answers and files of hers were kept, taken back or refused; ``positions`` count from 0."""
    columns = ("attempt", "at", "kind", "positions")
    mine = AttemptEvent.objects.filter(hers(account, "attempt__enrolment__person"))
    return list(mine.order_by("at", "pk").values(*columns))


def _accommodations(account: Account) -> list[dict[str, Any]]:
    columns = (
        "unit_key",
        "extra_percent",
        "extra_minutes",
        "extra_attempts",
        "opens_at",
        "closes_at",
        "reason",
        "granted_at",
        "withdrawn_at",
    )
    mine = Accommodation.objects.filter(hers(account, "enrolment__person"))
    return list(mine.order_by("granted_at", "pk").values(*columns))


def _requests(account: Account) -> list[dict[str, Any]]:
    columns = ("unit_key", "words", "asked_at", "answered_at", "granted", "answer")
    mine = AttemptRequest.objects.filter(hers(account, "enrolment__person"))
    return list(mine.order_by("asked_at", "pk").values(*columns))


def _appeals(account: Account) -> list[dict[str, Any]]:
    """What she objected to; ``position`` counts from 0."""
    columns = ("attempt", "position", "words", "made_at", "decision", "answered_at", "answer")
    mine = Appeal.objects.filter(hers(account, "item__attempt__enrolment__person")).order_by("made_at", "pk")
    return list(mine.annotate(attempt=F("item__attempt"), position=F("item__position")).values(*columns))


def _regradings(account: Account) -> list[dict[str, Any]]:
    """When an attempt was graded again and why; the old and the new result as far as she is shown it."""
    now = timezone.now()
    mine = AttemptRegraded.objects.filter(hers(account, "attempt__enrolment__person"))
    rows = list(mine.select_related("attempt", "regrade", "mark").order_by("at", "pk"))
    granted = granted_to({row.attempt_id: row.attempt for row in rows}.values())
    told = []
    for row in rows:
        is_shown = MARKS in shown_of(row.attempt, now, granted=granted[row.attempt_id])
        result = {"old": row.old, "new": row.new} if is_shown else {"old": None, "new": None}
        told.append({"attempt": row.attempt_id, "at": row.at, "reason": row.reason, **result})
    return told


def _statements(account: Account) -> list[dict[str, Any]]:
    """As they are in the log, the oldest first, but for those that tell what she is not shown yet of an attempt.

    What has expired or was taken out is gone.
    """
    mine = Enrolment.objects.filter(hers(account)).values("pk")
    rows = Statement.objects.filter(registration__in=mine).order_by("stored", "seq")
    return readable((json.loads(raw) for raw in rows.values_list("raw", flat=True)), timezone.now())


def _states(account: Account) -> list[dict[str, Any]]:
    """What her pages keep to go on from: where she stopped, what she did in interactive contents."""
    mine = Enrolment.objects.filter(hers(account)).values("pk")
    rows = Document.objects.filter(kind=DocumentKind.STATE, registration__in=mine).order_by("activity", "document_id")
    return [
        {"activity": row.activity, "state": row.document_id, "updated": row.updated, "content": _content_of(row)}
        for row in rows
    ]


def _content_of(row: Document) -> Any:
    """As JSON where it is; a client with a key may have put anything there."""
    text = bytes(row.content).decode("utf-8", "replace")
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return text
