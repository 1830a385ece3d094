"""Red, amber or green: how an agency stands, by what the rules say of it and nothing else."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from learners.agencies.queries import name_on
from learners.campaigns.models import Assignment
from learners.coverage.errands import Kind
from learners.coverage.permissions import PeopleScope
from learners.warnings.evaluating import running
from learners.warnings.models import Alert, Answer, Level
from learners.warnings.permissions import alerts_of
from mooc.foundation.periods import on
from mooc.foundation.vietnamese import fold

GREEN = "green"
WORDS = {Level.RED: _("Đỏ"), Level.AMBER: _("Vàng"), GREEN: _("Xanh")}
TAGS = {Level.RED: "tag-overdue", Level.AMBER: "tag-due", GREEN: "tag-done"}


def light_of(alerts: Iterable[Alert]) -> str:
    levels = {alert.rule.level for alert in alerts}
    return Level.RED if Level.RED in levels else Level.AMBER if levels else GREEN


@dataclass
class Agency:
    key: UUID
    name: str
    alerts: list[Alert] = field(default_factory=list)

    @property
    def light(self) -> str:
        return light_of(self.alerts)

    @property
    def word(self) -> str:
        return str(WORDS[self.light])

    @property
    def tag(self) -> str:
        return TAGS[self.light]


def standing(scope: PeopleScope) -> QuerySet[Alert]:
    return alerts_of(scope).filter(closed_on=None)


def board(scope: PeopleScope) -> tuple[list[Agency], list[Agency]]:
    """The reader's agencies with a warning, red ones first; and those without that a running campaign asks."""
    found: dict[UUID, Agency] = {}
    for alert in standing(scope).order_by("opened_on", "pk"):
        found.setdefault(alert.agency_id, Agency(alert.agency_id, "")).alerts.append(alert)
    asked = Assignment.objects.filter(on(scope.day), campaign__in=running(scope.day), exempt=False)
    asked = asked.filter(agency__among=scope.agencies.reach(scope.day))
    calm = {agency for agency in asked.values_list("agency_id", flat=True).distinct() if agency not in found}
    names = name_on([*found, *calm], scope.day)
    for key, agency in found.items():
        agency.name = str(names.get(key) or key)
    warned = sorted(found.values(), key=lambda one: (one.light != Level.RED, fold(one.name)))
    green = [Agency(key, str(names.get(key) or key)) for key in calm]
    return warned, sorted(green, key=lambda one: fold(one.name))


def _unseen(scope: PeopleScope) -> QuerySet[Alert]:
    return standing(scope).filter(answer=Answer.NEW)


ERRAND = Kind(
    "warnings", _unseen,
    ngettext_lazy("%(number)d cảnh báo sớm chưa ai xem", "%(number)d cảnh báo sớm chưa ai xem", "number"),
    _("Xem vì sao và ghi cách xử lý"), "warnings:index",
)  # fmt: skip
