"""Statements about an enrolment: the server sets actor, registration, grouping and revision, never a browser.

IRIs come from immutable keys: ``<base>/khoa/<course key>``, ``<base>/bai/<unit key>``, and below a unit its interactive
parts: ``/tuong-tac/<content key>``, and what is inside of one: ``/<sub-content id>``.
"""

import datetime as dt
import uuid
from typing import Any
from uuid import UUID

from django.conf import settings

from learners.enrolment.models import DerivedNamespace, Enrolment
from mooc.foundation.remembered import Remembered
from xapi.rows import Json, format_instant

_namespace: Remembered[int, UUID] = Remembered()
# In the IRI of an interactive part.
PART = "tuong-tac"


def course_iri(course_key: UUID) -> str:
    return f"{settings.XAPI_ACTIVITY_BASE}/khoa/{course_key}"


def edition_iri(course_key: UUID, number: int) -> str:
    """A release of the course, by its number."""
    return f"{course_iri(course_key)}/ban/{number}"


def unit_iri(unit_key: UUID) -> str:
    return f"{settings.XAPI_ACTIVITY_BASE}/bai/{unit_key}"


def unit_key_of(iri: str) -> UUID | None:
    """The unit an activity IRI names; None for every other activity."""
    return _key_of(iri, "bai")


def course_key_of(iri: str) -> UUID | None:
    """The course an activity IRI names; None for every other activity."""
    return _key_of(iri, "khoa")


def _key_of(iri: str, what: str) -> UUID | None:
    prefix = f"{settings.XAPI_ACTIVITY_BASE}/{what}/"
    if not iri.startswith(prefix):
        return None
    try:
        return UUID(iri[len(prefix) :])
    except ValueError:
        return None


def part_iri(unit_key: UUID, content_key: UUID, within: str = "") -> str:
    """An interactive part of a unit, or the sub-content ``within`` it."""
    part = f"{unit_iri(unit_key)}/{PART}/{content_key}"
    return f"{part}/{within}" if within else part


def part_of(iri: str) -> tuple[UUID, UUID] | None:
    """Unit and content of the interactive part an activity IRI names; None for what is inside of one, and the rest."""
    found = part_around(iri)
    return found if found and iri == part_iri(*found) else None


def part_around(iri: str) -> tuple[UUID, UUID] | None:
    """Unit and content of the interactive part that ``iri`` is or lies below."""
    unit, within, rest = iri.partition(f"/{PART}/")
    unit_key = unit_key_of(unit) if within else None
    try:
        return (unit_key, UUID(rest.partition("/")[0])) if unit_key else None
    except ValueError:
        return None


def actor(enrolment: Enrolment) -> Json:
    account = {"homePage": settings.XAPI_HOME_PAGE, "name": str(enrolment.alias_id)}
    return {"objectType": "Agent", "account": account}


def derived_id(cause: object, what: str) -> UUID:
    """The id of what follows from ``cause``: a cause cannot bring it about twice, nobody else foresees it."""
    namespace = _namespace.get(1)
    if namespace is None:
        namespace = DerivedNamespace.objects.get(pk=1).namespace
        _namespace.keep(1, namespace)
    return uuid.uuid5(namespace, f"{cause}|{what}")


def statement(
    enrolment: Enrolment,
    *,
    verb: str,
    unit_key: UUID | None = None,
    at: dt.datetime | None = None,
    result: dict[str, Any] | None = None,
    statement_id: UUID | None = None,
    extra_object: Json | None = None,
    revision: str = "",
) -> Json:
    """A statement of this enrolment about its course, one of its units or ``extra_object``.

    ``at`` becomes the timestamp (aware); without it the store's own moment counts.
    """
    course = {"objectType": "Activity", "id": course_iri(enrolment.course_key)}
    about = extra_object or ({"objectType": "Activity", "id": unit_iri(unit_key)} if unit_key is not None else course)
    context: Json = {"registration": str(enrolment.pk), "language": "vi"}
    groups = {"grouping": [course]} if about["id"] != course["id"] else {}
    if extra_object is not None and unit_key is not None:
        groups["parent"] = [{"objectType": "Activity", "id": unit_iri(unit_key)}]
    if groups:
        context["contextActivities"] = groups
    if revision:
        context["revision"] = revision
    built: Json = {
        "id": str(statement_id or uuid.uuid4()),
        "actor": actor(enrolment),
        "verb": {"id": verb},
        "object": about,
        "context": context,
    }
    if result:
        built["result"] = result
    if at is not None:
        built["timestamp"] = format_instant(at)
    return built


def voiding(target: UUID, *, registration: UUID | None, statement_id: UUID, by: Json, reason: str = "") -> Json:
    """``reason`` is what somebody who voids by hand gives; ``reason_of`` reads it."""
    made: Json = {
        "id": str(statement_id),
        "actor": by,
        "verb": {"id": "http://adlnet.gov/expapi/verbs/voided"},
        "object": {"objectType": "StatementRef", "id": str(target)},
    }
    context: Json = {}
    if registration:
        context["registration"] = str(registration)
    if reason:
        context |= {"language": "vi", "extensions": {reason_iri(): reason}}
    return {**made, "context": context} if context else made


def reason_iri() -> str:
    return f"{settings.XAPI_ACTIVITY_BASE}/ly-do-huy"


def reason_of(void: Json) -> str:
    """Why somebody voided by hand; "" where no reason was written, or it was redacted."""
    return str(void.get("context", {}).get("extensions", {}).get(reason_iri(), ""))
