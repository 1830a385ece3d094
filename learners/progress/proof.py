"""Who may prove what: authority class x verb x kind of unit, in one table read by every fold.

A score computed in a browser never earns a certificate: an assessment is passed only on the server's word. What an
interactive content claims proves that part of its lesson and nothing else.
"""

from courses.editions.models import UnitKind
from xapi.models import Trust
from xapi.vocabulary import Verb


class Subject:
    COURSE = "course"
    # An interactive content within a lesson.
    PART = "part"


PROVES: frozenset[tuple[str, str, str]] = frozenset(
    {
        (Trust.SYSTEM, Verb.COMPLETED, UnitKind.LESSON),
        (Trust.LEARNER_SESSION, Verb.COMPLETED, UnitKind.LESSON),
        (Trust.SERVER_GRADED, Verb.PASSED, UnitKind.ASSESSMENT),
        (Trust.SYSTEM, Verb.COMPLETED, Subject.COURSE),
        (Trust.TRUSTED_EXTERNAL, Verb.COMPLETED, Subject.COURSE),
        (Trust.H5P_CLAIM, Verb.COMPLETED, Subject.PART),
    }
)

# What shows that a learner was there without proving that she is done.
SHOWS: frozenset[tuple[str, str, str]] = PROVES | {
    (Trust.SYSTEM, Verb.INITIALIZED, UnitKind.LESSON),
    (Trust.SYSTEM, Verb.INITIALIZED, UnitKind.ASSESSMENT),
    (Trust.LEARNER_SESSION, Verb.INITIALIZED, UnitKind.LESSON),
    (Trust.LEARNER_SESSION, Verb.INITIALIZED, UnitKind.ASSESSMENT),
    (Trust.SERVER_GRADED, Verb.FAILED, UnitKind.ASSESSMENT),
}


def proves(trust: str, verb: str, kind: str) -> bool:
    return (trust, verb, kind) in PROVES


def shows_activity(trust: str, verb: str, kind: str) -> bool:
    return (trust, verb, kind) in SHOWS
