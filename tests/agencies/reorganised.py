"""Drafts of reorganisations made effective, and what has to hold before and after."""

import datetime as dt
from typing import Any

import pytest

from learners.agencies import closure
from learners.agencies.models import (
    Agency,
    AgencyClosure,
    AgencyCode,
    AgencyName,
    AgencyPlacement,
    Membership,
    Reorganisation,
    ReorganisationLink,
)
from learners.agencies.queries import name_on
from learners.agencies.reorganising.applying import (
    CannotReorganise,
    keep_draft,
    make_effective,
)
from learners.agencies.reorganising.proposal import Proposal, Source, Target
from mooc.foundation.models import AuditEntry

DAY = dt.date(2026, 12, 1)
BEFORE = DAY - dt.timedelta(days=1)


def draft(kind: str, *sources: Source | Agency, day: dt.date = DAY, **rest: Any) -> Reorganisation:
    named = tuple(Source(one.pk) if isinstance(one, Agency) else one for one in sources)
    event = Reorganisation(kind=kind, effective_on=day, decision="QĐ 45/QĐ-UBND")
    return keep_draft(reorganisation=event, proposal=Proposal(kind, day, named, **rest), acting_user=None)


def effective(kind: str, *sources: Source | Agency, **rest: Any) -> Reorganisation:
    return make_effective(reorganisation=draft(kind, *sources, **rest), acting_user=None)


def problems(kind: str, *sources: Source | Agency, **rest: Any) -> dict[str, str]:
    """By their fields, with the proof that nothing was changed."""
    before = everything()
    with pytest.raises(CannotReorganise) as caught:
        effective(kind, *sources, **rest)
    assert everything() == before
    assert not AuditEntry.objects.filter(verb="reorganise").exists()
    return {problem.field: problem.text for problem in caught.value.problems}


def everything() -> list[Any]:
    tables = (Agency, AgencyName, AgencyCode, AgencyPlacement, AgencyClosure, ReorganisationLink, Membership)
    return [list(table.objects.order_by("pk").values_list()) for table in tables]


def closure_is_right() -> None:
    columns = ("ancestor_id", "descendant_id", "depth", "valid_from", "valid_to")
    kept = set(AgencyClosure.objects.values_list(*columns))
    closure.rebuild()
    assert set(AgencyClosure.objects.values_list(*columns)) == kept


def named(agency: Agency, day: dt.date) -> str:
    return name_on([agency.pk], day)[agency.pk].name


NEW = Target(name="Phòng Tổng hợp", kind="phong", codes={"agency_code": "H99.01.09"})


def new_below(parent: Agency, **changed: Any) -> Target:
    return Target(**{"name": NEW.name, "kind": NEW.kind, "codes": NEW.codes, "parent": parent.pk, **changed})
