"""Verbs, and the mechanism that says what a statement is for.

The project registers its table with ``classify_verbs``; a verb nobody registered is *unclassified*: kept, not folded,
shown to the operator.
"""

from collections.abc import Mapping

from xapi.models import Kind


class Verb:
    """Verb IRIs of the ADL, cmi5, TLA and Activity Streams vocabularies."""

    REGISTERED = "http://adlnet.gov/expapi/verbs/registered"
    INITIALIZED = "http://adlnet.gov/expapi/verbs/initialized"
    COMPLETED = "http://adlnet.gov/expapi/verbs/completed"
    PASSED = "http://adlnet.gov/expapi/verbs/passed"
    FAILED = "http://adlnet.gov/expapi/verbs/failed"
    SCORED = "http://adlnet.gov/expapi/verbs/scored"
    ANSWERED = "http://adlnet.gov/expapi/verbs/answered"
    EXPERIENCED = "http://adlnet.gov/expapi/verbs/experienced"
    INTERACTED = "http://adlnet.gov/expapi/verbs/interacted"
    PROGRESSED = "http://adlnet.gov/expapi/verbs/progressed"
    SUSPENDED = "http://adlnet.gov/expapi/verbs/suspended"
    VOIDED = "http://adlnet.gov/expapi/verbs/voided"
    SATISFIED = "https://w3id.org/xapi/adl/verbs/satisfied"
    CERTIFIED = "https://w3id.org/xapi/tla/verbs/certified"
    PLAYED = "https://w3id.org/xapi/video/verbs/played"
    PAUSED = "https://w3id.org/xapi/video/verbs/paused"
    ATTEMPTED = "http://adlnet.gov/expapi/verbs/attempted"
    CONSUMED = "http://activitystrea.ms/schema/1.0/consume"


_kinds: dict[str, Kind] = {}


def classify_verbs(table: Mapping[str, Kind]) -> None:
    _kinds.update(table)


def kind_of(verb: str) -> Kind:
    return _kinds.get(verb, Kind.UNCLASSIFIED)
