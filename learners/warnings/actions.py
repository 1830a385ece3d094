"""Making, changing and switching rules; saying what becomes of an alert."""

from typing import Any

from django.db import transaction
from django.utils import timezone

from learners.warnings.models import Alert, Answer, Rule
from mooc.foundation.models import audit

TOLD = ("kind", "level", "threshold", "fast", "least", "pause_reason")


def _facts(rule: Rule) -> dict[str, Any]:
    return {
        **{name: getattr(rule, name) for name in TOLD},
        "agency": str(rule.agency_id),
        "paused_until": rule.paused_until.isoformat() if rule.paused_until else None,
        "enabled": rule.enabled_at is not None,
    }


@transaction.atomic
def make_rule(*, acting_user: Any, **columns: Any) -> Rule:
    """A rule that is not switched on yet; its maker is its owner."""
    rule = Rule.objects.create(owner=acting_user, made_at=timezone.now(), **columns)
    audit(acting_user=acting_user, verb="warnings.make_rule", subject=rule, new=_facts(rule))
    return rule


@transaction.atomic
def change_rule(*, rule: Rule, acting_user: Any, **columns: Any) -> Rule:
    """Also pausing it, and taking the pause back."""
    held = Rule.objects.select_for_update().get(pk=rule.pk)
    old = _facts(held)
    for name, value in columns.items():
        setattr(held, name, value)
    if _facts(held) != old:
        held.save()
        audit(acting_user=acting_user, verb="warnings.change_rule", subject=held, old=old, new=_facts(held))
    return held


@transaction.atomic
def switch_rule(*, rule: Rule, on: bool, acting_user: Any) -> None:
    """Switched off, what it warned of closes."""
    held = Rule.objects.select_for_update().get(pk=rule.pk)
    if (held.enabled_at is not None) == on:
        return
    held.enabled_at = timezone.now() if on else None
    held.save(update_fields=["enabled_at"])
    if not on:
        held.alerts.filter(closed_on=None).update(closed_on=timezone.localdate())
    audit(acting_user=acting_user, verb="warnings.switch_rule", subject=held, new={"enabled": on})


@transaction.atomic
def answer_alert(*, alert: Alert, answer: str, note: str, acting_user: Any) -> None:
    """What somebody saw or does about it. A rush with nothing wrong is closed by that; nothing else ever is voided or
    changed by an answer."""
    held = Alert.objects.select_for_update().get(pk=alert.pk)
    old = {"answer": held.answer, "note": held.note}
    if old == {"answer": answer, "note": note}:
        return
    held.answer, held.note = answer, note
    held.answered_by, held.answered_at = acting_user, timezone.now()
    if answer == Answer.FINE and held.closed_on is None:
        held.closed_on = timezone.localdate()
    held.save()
    audit(acting_user=acting_user, verb="warnings.answer", subject=held, old=old, new={"answer": answer, "note": note})
