"""Whoever answers for the merged city on a day of the demonstration, and placing people as her page does."""

import datetime as dt
from typing import Any
from uuid import UUID

from learners.agencies.meant import one_meant
from learners.agencies.models import Agency, Scope
from learners.coverage.permissions import PeopleScope
from learners.coverage.placing import by_file, by_rule, place
from learners.coverage.unassigned import access_pile
from learners.people.models import Account
from mooc.foundation.spreadsheets.lines import Line


def officer(day: dt.date) -> PeopleScope:
    account = Account.objects.create_user("hr-thanh-pho")
    Scope.objects.create(account=account, agency=Agency.objects.get(source_key="ct"), valid_from=dt.date(2025, 7, 1))
    return PeopleScope(account, day)


def place_by_rule(gone: Agency, target: Agency, scope: PeopleScope, first_day: dt.date, **rule: Any) -> int:
    """Everybody of ``gone`` whom the rule names, to ``target``."""
    pile, meant = access_pile(scope, gone.pk), one_meant(target.pk, first_day)
    assert meant
    said = {"category": "", "position": "", "heads": False, "first_day": first_day, "reason": "Quyết định", **rule}
    return place(by_rule(pile, scope, said, meant).signed(), pile, scope, acting_user=None)


def place_by_file(gone: Agency, lines: list[tuple[str, str]], scope: PeopleScope, first_day: dt.date) -> list[UUID]:
    """(staff code or name, name of the new agency); returns whom it placed."""
    pile = access_pile(scope, gone.pk)
    said = {"first_day": first_day, "reason": "Quyết định"}
    plan = by_file(pile, scope, said, [Line("", number, line) for number, line in enumerate(lines, start=1)])
    assert not plan.problems
    place(plan.signed(), pile, scope, acting_user=None)
    return [one.membership.person_id for one in plan.placed]
