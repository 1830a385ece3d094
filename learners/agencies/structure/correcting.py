"""A fact that was wrong from the beginning is corrected: the row itself, with what it said and why in the audit.

What changed in the world is no correction but an event (``reorganising``): one fact closes, another opens.
"""

import datetime as dt
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from learners.agencies import closure
from learners.agencies.models import AgencyCode, AgencyName, AgencyPlacement
from learners.agencies.queries import name_on
from learners.agencies.reorganising.applying import lock_structure
from learners.agencies.signals import structure_changed
from mooc.foundation.models import audit
from mooc.foundation.vietnamese import fold

TABLES: dict[str, Any] = {str(model._meta.model_name): model for model in (AgencyName, AgencyCode, AgencyPlacement)}
FIELDS = {
    "agencyname": ("name", "short_name", "kind", "valid_from", "valid_to"),
    "agencycode": ("code", "valid_from", "valid_to"),
    "agencyplacement": ("parent_id", "valid_from", "valid_to"),
}


class CannotCorrect(Exception):
    """Nothing was changed. ``field`` is the one it can be mended at."""

    def __init__(self, field: str, text: str) -> None:
        self.field = field
        super().__init__(text)


@transaction.atomic
def correct_fact(*, row: Any, changes: dict[str, Any], reason: str, acting_user: Any) -> Any:
    """``changes`` by the names of ``FIELDS``; what stays the same may be among them. Raises ``CannotCorrect``."""
    lock_structure()
    model = type(row)
    kept = model.objects.select_for_update().get(pk=row.pk)
    old = {name: getattr(kept, name) for name in FIELDS[model._meta.model_name]}
    new = {name: value for name, value in changes.items() if name in old and value != old[name]}
    if not new:
        return kept
    for name, value in new.items():
        setattr(kept, name, value)
    _check(kept)
    if model is AgencyName:
        kept.folded = fold(kept.name)
    try:
        with transaction.atomic():
            kept.save()
            if model is AgencyPlacement:
                closure.update([kept.agency_id])
    except IntegrityError as caught:
        raise CannotCorrect("valid_from", _overlapping(kept)) from caught
    except closure.Cycle as caught:
        raise CannotCorrect("parent_id", _("Cơ quan này sẽ trực thuộc chính nó. Hãy chọn cơ quan khác.")) from caught
    before = {name: _plain(old[name]) for name in new}
    after = {name: _plain(value) for name, value in new.items()}
    audit(acting_user=acting_user, verb="correct_fact", subject=kept, old=before, new=after, reason=reason)
    placed = {kept.agency_id} if model is AgencyPlacement else set[UUID]()
    structure_changed.send(sender=model, since=min(old["valid_from"], kept.valid_from), placed=placed)
    return kept


def _plain(value: Any) -> Any:
    return str(value) if isinstance(value, dt.date | UUID) else value


def _check(row: Any) -> None:
    if row.valid_to is not None and row.valid_to <= row.valid_from:
        raise CannotCorrect("valid_to", _("Ngày cuối phải từ ngày bắt đầu trở đi."))
    if isinstance(row, AgencyPlacement) and row.parent_id is not None:
        lives = AgencyPlacement.objects.filter(agency=row.parent_id)
        if not any(one.covers(row.valid_from) for one in lives):
            text = _("Cơ quan cấp trên không tồn tại vào ngày %s.")
            raise CannotCorrect("parent_id", text % date_format(row.valid_from, "SHORT_DATE_FORMAT"))


def _overlapping(row: Any) -> str:
    """Which other fact holds on some of the days."""
    if isinstance(row, AgencyCode):
        others = AgencyCode.objects.filter(scheme=row.scheme, code=row.code).exclude(pk=row.pk)
        holder = next((one for one in others if _meet(one, row)), None)
        if holder is not None:
            name = name_on([holder.agency_id], holder.valid_from).get(holder.agency_id)
            text = _("Trong những ngày ấy mã %(code)s là của “%(name)s”.")
            return text % {"code": row.code, "name": name.name if name else "?"}
    return _("Đã có thông tin khác cho những ngày ấy. Hãy sửa ngày của nó trước.")


def _meet(one: Any, other: Any) -> bool:
    first, second = sorted((one, other), key=lambda row: row.valid_from)
    return first.valid_to is None or second.valid_from < first.valid_to
