"""What a campaign's form offers: agencies near the top of the reader's, and courses that were released."""

from typing import Any
from uuid import UUID

from django.db.models import OuterRef, Subquery

from courses.editions.models import Edition
from learners.agencies.models import AgencyPlacement
from learners.agencies.queries import name_on
from learners.campaigns.definition import Definition
from learners.campaigns.forms import DefinitionForm, Named, typed
from learners.campaigns.running import Runner
from mooc.foundation.periods import on
from mooc.foundation.vietnamese import fold


def near_agencies(runner: Runner) -> tuple[Named, Named]:
    """Those granted, and the ones right below them by name; all others are typed."""
    below = AgencyPlacement.objects.filter(on(runner.today), parent__in=runner.roots)
    children = list(below.values_list("agency_id", flat=True))
    names = {agency: name.name for agency, name in name_on([*runner.roots, *children], runner.today).items()}
    ordered = sorted(set(children) - set(runner.roots), key=lambda agency: fold(names.get(agency, "")))
    roots, units = (
        [(agency, names.get(agency, str(agency))) for agency in agencies] for agencies in (runner.roots, ordered)
    )
    return roots, units


def released_courses() -> list[tuple[UUID, str]]:
    """By the title of the newest edition: one query."""
    newest = Edition.objects.filter(course_key=OuterRef("course_key")).order_by("-number").values("pk")[:1]
    found = Edition.objects.filter(pk=Subquery(newest)).order_by("title")
    return list(found.values_list("course_key", "title"))


def definition_form(runner: Runner, data: Any = None, of: Definition | None = None) -> DefinitionForm:
    """Empty, posted, or filled in with ``of``."""
    near = near_agencies(runner)
    initial = typed(of, near, runner.today) if of else None
    courses = released_courses()
    known = {key for key, _title in courses}
    # One that was chosen before there were only released ones is kept until somebody takes it out.
    unreleased = sorted((of.mandatory | of.electives) - known) if of else []
    courses += [(key, str(key)) for key in unreleased]
    return DefinitionForm(data, initial=initial, runner=runner, near=near, courses=courses)
