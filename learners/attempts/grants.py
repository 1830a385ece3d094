"""What learners hold beyond the rules, and from where: granted to one of them, or to the people of her agency."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.utils.dateparse import parse_datetime
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from learners.agencies.queries import name_on
from learners.attempts.accommodations import granted_in
from learners.attempts.models import Accommodation, AgencyAccommodation
from learners.attempts.opening import GRANTS
from learners.attempts.saying import moment_words
from learners.notices.wording import Facts

# Of a reason, in a notice.
LONGEST_REASON = 120


@dataclass(frozen=True, slots=True)
class Held:
    """``agency`` is the name of the one it was granted to; "" what is hers alone."""

    granted: Accommodation | AgencyAccommodation
    agency: str = ""

    @property
    def who(self) -> str:
        """Who granted it, where that is known."""
        return self.granted.granted_by.get_full_name() if self.granted.granted_by else ""


# By course and unit key.
Grants = dict[tuple[UUID, UUID], list[Held]]


def grants_of(enrolments: Iterable[UUID], agency: UUID | None, day: dt.date) -> Grants:
    """All that is in force for her who counts in ``agency`` on ``day``, hers first: two queries, and one where her
    agency has any."""
    found: Grants = defaultdict(list)
    own = Accommodation.objects.filter(enrolment__in=list(enrolments), withdrawn_at=None)
    for row in own.select_related("enrolment", "granted_by__person").order_by("-granted_at", "-pk"):
        found[row.enrolment.course_key, row.unit_key].append(Held(row))
    shared = list(granted_in(agency, day).select_related("agency", "granted_by__person")) if agency else []
    names = name_on({one.agency_id for one in shared}, day) if shared else {}
    for one in shared:
        found[one.course_key, one.unit_key].append(Held(one, str(names.get(one.agency_id) or one.agency)))
    return found


def granted_facts(made: Accommodation) -> dict[str, str | int]:
    """For a notice: numbers, moments as ISO texts ("" for none), the reason."""
    given = {name: getattr(made, name) for name in GRANTS}
    plain: dict[str, Any] = {
        name: value.isoformat() if isinstance(value, dt.datetime) else value or "" for name, value in given.items()
    }
    return {**plain, "reason": Truncator(made.reason).chars(LONGEST_REASON)}


def granted_words(facts: Facts) -> str:
    """Of ``granted_facts``: "thêm 1 lượt, thêm 10 phút"."""
    attempts, minutes = int(facts["extra_attempts"] or 0), int(facts["extra_minutes"] or 0)
    told = [
        attempts and ngettext("thêm %(number)d lượt", "thêm %(number)d lượt", attempts) % {"number": attempts},
        minutes and ngettext("thêm %(number)d phút", "thêm %(number)d phút", minutes) % {"number": minutes},
        facts["extra_percent"] and _("thêm %(number)d%% thời gian") % {"number": int(facts["extra_percent"])},
        facts["opens_at"] and _("làm bài từ %(at)s") % {"at": _moment(facts["opens_at"])},
        facts["closes_at"] and _("làm bài đến %(at)s") % {"at": _moment(facts["closes_at"])},
    ]
    return ", ".join(str(one) for one in told if one)


def _moment(iso: str | int) -> str:
    return moment_words(parse_datetime(str(iso)))
