"""From what somebody types to what the log can be asked: whose statements, about what.

Both give *choices*: none, one, or several to choose from. A learner is found with all her actors and registrations, for
what others state in her registration is about her too.
"""

import re
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db.models import Q, QuerySet

from courses.editions.models import Edition, EditionUnit
from learners.enrolment.models import Enrolment
from learners.enrolment.statements import course_iri, course_key_of, unit_iri
from learners.people.models import ActorAlias, Person
from learners.people.records import of_person
from mooc.foundation.vietnamese import fold
from xapi import queries
from xapi.rows import agent_key
from xapi.validation_values import IRI
from xapi.validation_values import UUID as UUID_FORM

MOST = 12
_EMAIL = re.compile(r"[^\s@|]+@[^\s@|]+")

Filters = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Choice:
    """``typed`` is what finds exactly this one when it is typed."""

    typed: str
    title: str
    detail: str = ""


def people_like(text: str) -> list[Person]:
    """By id, code, sign-in name, or all words of the name, without marks; at most ``MOST``, merged ones once."""
    rows = Person.objects.select_related("account", "merged_into")
    if UUID_FORM.fullmatch(text):
        found = rows.filter(Q(pk=text) | Q(aliases__name=text) | Q(enrolments=text))
    else:
        exact = rows.filter(Q(staff_code__iexact=text) | Q(account__username=text.lower()))
        found = exact if exact.exists() else _named(rows, text)
    kept = {person.canonical_id: person.merged_into or person for person in found.distinct()[:MOST]}
    return list(kept.values())


def _named(rows: QuerySet[Person], text: str) -> QuerySet[Person]:
    words = fold(text).split()
    condition = Q()
    for word in words:
        condition &= Q(folded_name__contains=word)
    return rows.filter(condition) if words else rows.none()


def person_choice(person: Person) -> Choice:
    detail = person.staff_code or (person.account.username if hasattr(person, "account") else "")
    return Choice(str(person.pk), person.full_name, detail)


def agent_of(text: str) -> str | None:
    """The key of an agent typed as such: its JSON, an address, an OpenID or the key itself; None for anything else.

    Raises ``InvalidStatement`` for JSON that is no agent.
    """
    if text.startswith("{"):
        key: str = queries.parse({"agent": text})["agent"]
        return key
    if text.startswith(("mbox|", "sha1|", "openid|", "account|", "long|")):
        return text
    if text.startswith(("http://", "https://")):
        return agent_key({"openid": text})
    if _EMAIL.fullmatch(text.removeprefix("mailto:")):
        return agent_key({"mbox": f"mailto:{text.removeprefix('mailto:')}"})
    return None


def sources_of(person: Person, activity: Filters) -> list[Filters]:
    """What to ask the log for: each of her actors, each of her registrations; of one ``activity``, if given.

    What is in a registration is about its course: then its index alone is walked.
    """
    family = of_person(person.canonical_id)
    names = ActorAlias.objects.filter(family).order_by("name").values_list("name", flat=True)
    registrations = Enrolment.objects.filter(family).order_by("pk")
    course = course_key_of(activity.get("activity", ""))
    if course:
        registrations = registrations.filter(course_key=course)
    about = {} if course else activity
    asked: list[Filters] = [{"agent": _account(name), **activity} for name in names]
    return asked + [{"registration": str(key), **about} for key in registrations.values_list("pk", flat=True)]


def _account(name: UUID) -> str | None:
    return agent_key({"account": {"homePage": settings.XAPI_HOME_PAGE, "name": str(name)}})


def activities_like(text: str) -> list[Choice]:
    """Courses and units whose title has all the words; one whose title is just that comes alone."""
    found = _titled(text)
    exact = [choice for choice in found if fold(choice.title) == fold(text)]
    return exact if len(exact) == 1 else found[:MOST]


def _titled(text: str) -> list[Choice]:
    courses = dict(Edition.objects.order_by("number").values_list("course_key", "title"))
    rows = EditionUnit.objects.order_by("edition__number", "position")
    units = {row[0]: row for row in rows.values_list("unit_key", "title", "edition__course_key")}
    choices = [Choice(course_iri(key), title) for key, title in courses.items()]
    choices += [Choice(unit_iri(key), title, courses[course]) for key, title, course in units.values()]
    words = fold(text).split()
    return [choice for choice in choices if words and all(word in fold(choice.title) for word in words)]


def is_iri(text: str) -> bool:
    return IRI.fullmatch(text) is not None
