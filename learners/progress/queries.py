"""What a learner sees of her progress."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from courses.editions.models import Edition, EditionUnit
from courses.editions.queries import units_of
from learners.enrolment.models import Enrolment
from learners.progress.folding import UnitState
from learners.progress.models import Completion, Progress
from learners.progress.storing import state_of
from xapi.models import Statement


@dataclass(frozen=True, slots=True)
class OutlineUnit:
    unit: EditionUnit
    state: UnitState
    position: int

    @property
    def is_done(self) -> bool:
        return self.state.done is not None


@dataclass(frozen=True, slots=True)
class OutlineModule:
    title: str
    units: list[OutlineUnit]


@dataclass(frozen=True, slots=True)
class Outline:
    enrolment: Enrolment
    edition: Edition
    progress: Progress
    modules: list[OutlineModule]

    @property
    def units(self) -> list[OutlineUnit]:
        return [unit for module in self.modules for unit in module.units]

    @property
    def next_unit(self) -> OutlineUnit | None:
        """The first required unit not done, else the first not done."""
        waiting = [unit for unit in self.units if not unit.is_done]
        return next((unit for unit in waiting if unit.unit.required), waiting[0] if waiting else None)

    def find(self, unit_key: UUID) -> OutlineUnit | None:
        return next((unit for unit in self.units if unit.unit.unit_key == unit_key), None)


def outline(enrolment: Enrolment, progress: Progress | None = None) -> Outline:
    """The pinned edition's units in order, with the learner's state: a query, none with ``progress`` (and its edition)
    at hand; one more the first time that a process meets the edition.
    """
    progress = progress or Progress.objects.select_related("edition").get(pk=enrolment.pk)
    modules = modules_of(units_of(progress.edition), state_of(progress).units)
    return Outline(enrolment, progress.edition, progress, modules)


def modules_of(units: Iterable[EditionUnit], states: Mapping[UUID, UnitState]) -> list[OutlineModule]:
    modules: list[OutlineModule] = []
    for position, unit in enumerate(units, start=1):
        if not modules or modules[-1].title != unit.module_title:
            modules.append(OutlineModule(unit.module_title, []))
        modules[-1].units.append(OutlineUnit(unit, states.get(unit.unit_key, UnitState()), position))
    return modules


def sources_of(completions: Iterable[Completion]) -> dict[UUID, str]:
    """Of those achieved elsewhere the name of who vouches for each, by statement: one query where there are any."""
    elsewhere = [row.pk for row in completions if row.external]
    if not elsewhere:
        return {}
    said = Statement.objects.filter(statement_id__in=elsewhere)
    return dict(said.values_list("statement_id", "authority__name"))
