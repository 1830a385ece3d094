"""A frozen report of the small province."""

from typing import Any

from learners.campaigns.models import Campaign
from learners.coverage.frozen.freezing import freeze_report
from learners.coverage.frozen.models import FrozenReport
from learners.coverage.reporting import report
from learners.coverage.teams import team_rows
from learners.people.models import Account
from tests.coverage import world


def freeze(campaign: Campaign, of: Any, by: Account | None = None, **extra: Any) -> FrozenReport:
    days = {name: extra.pop(name, world.DAY) for name in ("structure", "membership", "completion")}
    known = {"known_at": extra.pop("known_at")} if "known_at" in extra else {}
    found = report(campaign=campaign, root=of.pk, **known, **days)
    extra.setdefault("revision", 1)
    return freeze_report(report=found, teams=team_rows(found), acting_user=by, **extra)
