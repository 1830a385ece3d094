"""Who was where on a day, and who had finished by it: of rosters and completions alone, to hold pages against."""

import datetime as dt
from typing import Any

from learners.agencies.belonging import Correct, Withdraw, apply_changes
from learners.agencies.models import Agency, Membership
from learners.agencies.queries import existing, subtree
from learners.campaigns.models import CampaignCourse, Exemption
from learners.people.models import Person
from learners.progress.models import Completion
from mooc.demo.campaigns import CLOSED
from mooc.foundation.periods import on

# The last day of the old tree, the first of the new one.
BEFORE, MERGED = dt.date(2025, 6, 30), dt.date(2025, 7, 1)
# District staff wait for their places; the campaign after the merger has begun.
WAITING, SEPTEMBER = dt.date(2025, 7, 15), dt.date(2025, 9, 30)


def agency(key: str) -> Agency:
    return Agency.objects.get(source_key=key)


def below(key: str, day: dt.date) -> list[Any]:
    return list(subtree(agency(key), day))


def staff(key: str, day: dt.date) -> set[Any]:
    found = Membership.objects.filter(on(day), agency__in=below(key, day), is_primary=True)
    return set(found.values_list("person", flat=True))


def who(people: set[Any]) -> set[str]:
    """As lists call them."""
    rows = Membership.objects.filter(person__in=people).select_related("person")
    return {f"{row.person.full_name} sinh {row.person.birth_year}" for row in rows}


def finished(people: set[Any], last: dt.date) -> set[Any]:
    """Both campaigns ask for the one course."""
    course = CampaignCourse.objects.get(campaign__slug=CLOSED).course_key
    done = Completion.objects.filter(person__in=people, effective_at__date__lte=last, course_key=course)
    return set(done.values_list("person", flat=True))


def excused(people: set[Any]) -> set[Any]:
    found = Exemption.objects.filter(campaign__slug=CLOSED, person__in=people)
    return set(found.values_list("person", flat=True))


def waiting() -> dict[Any, Membership]:
    """Who is on the roster of an agency that is no more, by person."""
    held = Membership.objects.filter(on(WAITING), is_primary=True).exclude(agency__in=existing(WAITING))
    return {one.person_id: one for one in held}


def undo_the_placing() -> dict[Any, Person]:
    """The people of the ward, as on the day itself: nobody had been assigned to a part of it yet."""
    held = Membership.objects.filter(agency=agency("x31178"), valid_to=MERGED, is_primary=True)
    people = {one.person_id: one.person for one in held.select_related("person")}
    later = Membership.objects.filter(person__in=people, valid_from=MERGED, is_primary=True)
    apply_changes([Withdraw(membership=one.pk) for one in later], acting_user=None)
    apply_changes([Correct(membership=one.pk, changes={"valid_to": None}) for one in held], acting_user=None)
    return people
