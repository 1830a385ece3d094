"""Audit: who changed what, from what, to what, written in the transaction of the change. And whose turn a task is."""

from collections.abc import Iterable
from typing import Any

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from mooc.foundation.batches import insert_rows


class AuditEntry(models.Model):
    """One change. ``actor`` is an account's opaque id or "system": it outlives the account."""

    at = models.DateTimeField(auto_now_add=True, db_index=True)
    actor = models.CharField(max_length=64)
    verb = models.CharField(max_length=64)
    subject_type = models.CharField(max_length=64)
    subject_id = models.CharField(max_length=64)
    old = models.JSONField(null=True)
    new = models.JSONField(null=True)
    reason = models.TextField(blank=True)

    class Meta:
        ordering = ["-id"]
        # The life of one subject, newest first.
        indexes = [models.Index(fields=["subject_type", "subject_id", "-id"], name="audit_subject")]

    def __str__(self) -> str:
        return f"{self.verb} {self.subject_type} {self.subject_id}"


def audit(
    *,
    acting_user: Any,
    verb: str,
    subject: models.Model,
    old: dict[str, Any] | None = None,
    new: dict[str, Any] | None = None,
    reason: str = "",
) -> AuditEntry:
    """Write the audit row of a change to ``subject``; ``acting_user`` None means the system itself."""
    entry = _entry(acting_user, verb, subject, old, new, reason)
    entry.save(force_insert=True)
    return entry


def audit_many(*, acting_user: Any, verb: str, changes: Iterable[tuple[models.Model, dict[str, Any]]]) -> None:
    """One audit row for each (subject, what is new), written at once."""
    audit_each(acting_user=acting_user, rows=((verb, subject, None, new) for subject, new in changes))


def audit_each(
    *,
    acting_user: Any,
    rows: Iterable[tuple[str, models.Model, dict[str, Any] | None, dict[str, Any] | None]],
    reason: str = "",
) -> None:
    """One audit row for each (verb, subject, old, new), written at once."""
    actor, now = _actor(acting_user), timezone.now()
    told = (
        (now, actor, verb, subject._meta.label_lower, str(subject.pk), old, new, reason)
        for verb, subject, old, new in rows
    )
    insert_rows(AuditEntry, ("at", "actor", "verb", "subject_type", "subject_id", "old", "new", "reason"), told)


def _entry(acting_user: Any, verb: str, subject: models.Model, old: Any, new: Any, reason: str) -> AuditEntry:
    return AuditEntry(
        actor=_actor(acting_user),
        verb=verb,
        subject_type=subject._meta.label_lower,
        subject_id=str(subject.pk),
        old=old,
        new=new,
        reason=reason,
    )


def _actor(acting_user: Any) -> str:
    return str(acting_user.pk) if acting_user is not None else "system"


class Outcome(models.TextChoices):
    NEVER = "never", _("chưa chạy")
    RUNNING = "running", _("đang chạy")
    DONE = "done", "xong"
    FAILED = "failed", _("lỗi")
    BROKEN_OFF = "broken-off", _("dừng giữa chừng")


class Turn(models.Model):
    """A recurring task: its last run and its next. The worker that holds ``claim`` has it until ``claimed_until``."""

    name = models.CharField(max_length=64, primary_key=True)
    next_due = models.DateTimeField()
    started_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)
    outcome = models.CharField(max_length=16, choices=Outcome, default=Outcome.NEVER)
    claim = models.UUIDField(null=True)
    claimed_until = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.name}: {self.outcome}"
