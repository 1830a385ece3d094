"""Taking an event back that was made by mistake: its facts go, what it closed is open again, it stays to be read.

Only while nothing rests on it: facts written since, or people put into an agency it began, have to be seen to first.
Every row that goes or opens again leaves an audit row with all it said.
"""

import datetime as dt
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.forms.models import model_to_dict
from django.utils.translation import gettext as _

from learners.agencies import closure
from learners.agencies.belonging import CannotChange, Correct, apply_changes
from learners.agencies.models import (
    AgencyPlacement,
    Membership,
    Reorganisation,
    ReorganisationStatus,
)
from learners.agencies.reorganising.applying import FACTS, lock_structure
from learners.agencies.signals import structure_changed
from mooc.foundation.models import audit, audit_each

MODELS = {model._meta.model_name: model for model in FACTS}


class CannotWithdraw(Exception):
    """Nothing was changed; the sentence says what rests on the event."""


@transaction.atomic
def withdraw(*, reorganisation: Reorganisation, reason: str, acting_user: Any) -> Reorganisation:
    """Raises ``CannotWithdraw``. Memberships it moved are corrected back to where they were."""
    lock_structure()
    event = Reorganisation.objects.select_for_update().get(pk=reorganisation.pk)
    if event.status != ReorganisationStatus.FINAL or "opened" not in event.effects:
        raise CannotWithdraw(_("Chỉ rút lại được sự kiện đang có hiệu lực và lập ở trang này."))
    opened, closed = _opened(event), _closed(event)
    _check_facts(event, opened, closed)
    moved = _moved(event)
    _check_people(event, moved)
    placed = {row.agency_id for row in [*opened, *(row for row, _end in closed)] if isinstance(row, AgencyPlacement)}
    _write(event, opened, closed, acting_user, reason)
    closure.update(placed)
    _send_back(moved, event, acting_user, reason)
    event.status = ReorganisationStatus.WITHDRAWN
    event.save(update_fields=["status"])
    audit(acting_user=acting_user, verb="withdraw_reorganisation", subject=event, old=event.effects, reason=reason)
    structure_changed.send(sender=Reorganisation, since=event.effective_on, placed=placed | _linked(event))
    return event


def _linked(event: Reorganisation) -> set[UUID]:
    return {agency for pair in event.links.values_list("source_id", "target_id") for agency in pair if agency}


def _opened(event: Reorganisation) -> list[Any]:
    return [MODELS[table].objects.filter(pk=row).first() for table, row in event.effects["opened"]]


def _closed(event: Reorganisation) -> list[tuple[Any, dt.date | None]]:
    found = [(MODELS[table].objects.filter(pk=row).first(), end) for table, row, end in event.effects["closed"]]
    return [(row, dt.date.fromisoformat(end) if end else None) for row, end in found]


def _check_facts(event: Reorganisation, opened: list[Any], closed: list[tuple[Any, dt.date | None]]) -> None:
    day = event.effective_on
    changed = any(row is None or row.valid_from != day for row in opened)
    changed |= any(row is None or row.valid_to != day for row, _end in closed)
    placed = [row.pk for row in opened if isinstance(row, AgencyPlacement)]
    begun = event.effects["begun"]
    later = AgencyPlacement.objects.filter(parent__in=begun).exclude(pk__in=placed)
    for model in FACTS:
        own = [row.pk for row in opened if isinstance(row, model)]
        touched = {row.agency_id for row in opened if isinstance(row, model)}
        later_here = model.objects.filter(agency__in=touched, valid_from__gt=day).exclude(pk__in=own)
        changed |= later_here.exists()
    if changed or later.exists():
        raise CannotWithdraw(
            _("Từ đó đã có thay đổi khác dựa trên sự kiện này. Hãy rút lại các thay đổi sau trước, mới nhất trước.")
        )


def _moved(event: Reorganisation) -> list[tuple[Membership, UUID]]:
    """Memberships it moved, as they are, and the agency each came from; whoever left since is left alone."""
    moved = event.effects.get("moved", [])
    rows = Membership.objects.in_bulk([after for _before, after, _origin in moved])
    targets = set(event.links.values_list("target_id", flat=True))
    return [
        (rows[after], UUID(origin))
        for _before, after, origin in moved
        if after in rows and rows[after].agency_id in targets and str(rows[after].agency_id) != origin
    ]


def _check_people(event: Reorganisation, moved: list[tuple[Membership, UUID]]) -> None:
    mine = [row.pk for row, _agency in moved]
    others = Membership.objects.filter(agency__in=event.effects["begun"]).exclude(pk__in=mine).count()
    if others:
        text = _("Đã có %s người được ghi vào cơ quan mới lập. Hãy chuyển hoặc sửa những người ấy trước.")
        raise CannotWithdraw(text % others)


def _write(
    event: Reorganisation, opened: list[Any], closed: list[tuple[Any, dt.date | None]], acting_user: Any, reason: str
) -> None:
    gone = [("withdraw_fact", row, _kept(row), None) for row in opened]
    again = [
        ("reopen", row, {"valid_to": str(event.effective_on)}, {"valid_to": str(end) if end else None})
        for row, end in closed
    ]
    audit_each(acting_user=acting_user, rows=[*gone, *again], reason=reason)
    for row in opened:
        row.delete()
    try:
        with transaction.atomic():
            for row, end in closed:
                row.valid_to = end
                row.save(update_fields=["valid_to"])
    except IntegrityError as caught:
        raise CannotWithdraw(_("Mã hoặc tên của cơ quan cũ nay đã được ghi cho cơ quan khác.")) from caught


def _kept(row: Any) -> dict[str, Any]:
    return {name: str(value) if value is not None else None for name, value in model_to_dict(row).items()}


def _send_back(moved: list[tuple[Membership, UUID]], event: Reorganisation, acting_user: Any, reason: str) -> None:
    changes = [Correct(membership=row.pk, changes={"agency": origin}) for row, origin in moved]
    try:
        apply_changes(changes, acting_user=acting_user, reason=reason, source=f"reorganisation:{event.pk}")
    except CannotChange as refused:
        raise CannotWithdraw(str(refused)) from refused
