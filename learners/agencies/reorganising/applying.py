"""Making a draft effective: its consequences are written in one transaction, or it stays a draft.

``effects`` of the event then hold what it did: ``{"opened": [[table, row]], "closed": [[table, row, former end]],
"begun": [agency], "moved": [[membership before, membership after, agency before]]}``, rows by their keys, tables by
their model's name.
"""

from typing import Any
from uuid import UUID, uuid4

from django.db import transaction

from learners.agencies import closure
from learners.agencies.facts import NAME, PLACE, Fact
from learners.agencies.models import (
    Agency,
    AgencyCode,
    AgencyName,
    AgencyPlacement,
    Reorganisation,
    ReorganisationLink,
    ReorganisationStatus,
    StructureStamp,
)
from learners.agencies.reorganising.consequences import NEW, Consequences, Problem, consequences, cycle
from learners.agencies.reorganising.held import read_held
from learners.agencies.reorganising.proposal import Proposal
from learners.agencies.signals import structure_changed
from mooc.foundation.models import audit, audit_each
from mooc.foundation.vietnamese import fold

FACTS: tuple[Any, ...] = (AgencyName, AgencyCode, AgencyPlacement)


class CannotReorganise(Exception):
    """Nothing was written. ``problems`` name the step and field each can be mended at."""

    def __init__(self, problems: list[Problem]) -> None:
        self.problems = problems
        super().__init__("\n".join(problem.text for problem in problems))


class NotADraft(Exception):
    """It was made effective, withdrawn or deleted by somebody else, or by the same button pressed twice."""


def lock_structure() -> None:
    """Changes of the tree wait for each other, so that what one found free of contradictions stays so.

    Before the row of a reorganisation, and before persons: whatever is written to either gives a new stamp.
    """
    list(StructureStamp.objects.select_for_update())


@transaction.atomic
def make_effective(*, reorganisation: Reorganisation, acting_user: Any) -> Reorganisation:
    """Write the facts of a draft, or raise ``CannotReorganise`` or ``NotADraft``. People follow on the day."""
    lock_structure()
    event = Reorganisation.objects.select_for_update().filter(pk=reorganisation.pk).first()
    if event is None or event.status != ReorganisationStatus.DRAFT:
        raise NotADraft
    proposal = Proposal.of(event)
    found = consequences(proposal, read_held(proposal))
    if found.problems:
        raise CannotReorganise(found.problems)
    keys = {fact.agency: uuid4() for fact in found.open if fact.agency.startswith(NEW)}
    event.status, event.effects = ReorganisationStatus.FINAL, _write(event, found, keys, acting_user)
    event.save(update_fields=["status", "effects"])
    audit(acting_user=acting_user, verb="reorganise", subject=event, new=event.effects, reason=event.decision)
    structure_changed.send(sender=Reorganisation, since=event.effective_on, placed=_placed(found, keys))
    return event


def table_of(fact: Fact) -> Any:
    return {NAME: AgencyName, PLACE: AgencyPlacement}.get(fact.table, AgencyCode)


def _placed(found: Consequences, keys: dict[str, UUID]) -> set[UUID]:
    """Agencies whose places or successions are others now."""
    going = {agency for one in found.going for agency in (one.source, one.target) if agency}
    return {keys.get(agency) or UUID(agency) for agency in going.union(found.placed)}


def _write(event: Reorganisation, found: Consequences, keys: dict[str, UUID], acting_user: Any) -> dict[str, Any]:
    Agency.objects.bulk_create(Agency(pk=key) for key in keys.values())
    closed: list[list[Any]] = []
    opened: list[list[Any]] = []
    try:
        with transaction.atomic():
            for model in FACTS:
                rows = [fact.row for fact in found.close if table_of(fact) is model]
                ends = dict(model.objects.filter(pk__in=rows).values_list("pk", "valid_to"))
                model.objects.filter(pk__in=rows).update(valid_to=event.effective_on)
                closed += [[model._meta.model_name, row, str(end) if end else None] for row, end in ends.items()]
            for model in FACTS:
                made = [_row(model, fact, keys) for fact in found.open if table_of(fact) is model]
                opened += [[model._meta.model_name, row.pk] for row in model.objects.bulk_create(made)]
            closure.update({keys.get(agency) or UUID(agency) for agency in found.placed})
    except closure.Cycle as caught:
        raise CannotReorganise([cycle(_name(agency) for agency in caught.args)]) from caught
    _note_closed(found, event, acting_user)
    ReorganisationLink.objects.bulk_create(
        ReorganisationLink(
            reorganisation=event,
            source_id=UUID(one.source),
            target_id=(keys.get(one.target) or UUID(one.target)) if one.target else None,
            partial=one.partial,
        )
        for one in found.going
    )
    return {"opened": opened, "closed": closed, "begun": [str(key) for key in keys.values()], "moved": []}


def _note_closed(found: Consequences, event: Reorganisation, acting_user: Any) -> None:
    new = {"valid_to": str(event.effective_on), "reorganisation": event.pk}
    rows = [("close", table_of(fact)(pk=fact.row), None, new) for fact in found.close]
    audit_each(acting_user=acting_user, rows=rows, reason=event.decision)


def _name(agency: str) -> str:
    return str(Agency.objects.get(pk=agency))


def _row(model: Any, fact: Fact, keys: dict[str, UUID]) -> Any:
    def key(agency: str) -> UUID | None:
        return (keys.get(agency) or UUID(agency)) if agency else None

    row = model(agency_id=key(fact.agency), valid_from=fact.period.start, valid_to=fact.period.end)
    if model is AgencyName:
        row.name, row.short_name, row.kind = fact.value
        row.folded = fold(row.name)
    elif model is AgencyPlacement:
        row.parent_id = key(fact.value[0])
    else:
        row.scheme, row.code = fact.table, fact.value[0]
    return row


@transaction.atomic
def keep_draft(*, reorganisation: Reorganisation, proposal: Proposal, acting_user: Any) -> Reorganisation:
    """A draft as it is now; only drafts change."""
    lock_structure()
    event = reorganisation
    if event.pk is not None:
        kept = Reorganisation.objects.select_for_update().filter(pk=event.pk).first()
        if kept is None or kept.status != ReorganisationStatus.DRAFT:
            raise NotADraft
    event.status, event.proposal = ReorganisationStatus.DRAFT, proposal.as_json()
    event.kind, event.effective_on = proposal.kind, proposal.day
    event.save()
    return event


@transaction.atomic
def delete_draft(*, reorganisation: Reorganisation, acting_user: Any) -> None:
    """A draft changed nothing and may go; what it said stays in the audit."""
    lock_structure()
    event = Reorganisation.objects.select_for_update().filter(pk=reorganisation.pk).first()
    if event is None or event.status != ReorganisationStatus.DRAFT:
        raise NotADraft
    kept = {"kind": event.kind, "effective_on": str(event.effective_on), **event.proposal}
    audit(acting_user=acting_user, verb="delete_draft", subject=event, old=kept, reason=event.decision)
    event.delete()
