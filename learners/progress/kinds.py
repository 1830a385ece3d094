"""The project's table of kinds of statement (retention: DESIGN section 8)."""

from xapi.models import Kind
from xapi.vocabulary import Verb

KINDS = {
    **dict.fromkeys(
        [
            Verb.REGISTERED,
            Verb.INITIALIZED,
            Verb.COMPLETED,
            Verb.PASSED,
            Verb.FAILED,
            Verb.SCORED,
            Verb.SATISFIED,
            Verb.CERTIFIED,
            Verb.VOIDED,
        ],
        Kind.RECORD,
    ),
    Verb.ANSWERED: Kind.ANSWER,
    **dict.fromkeys(
        [
            Verb.EXPERIENCED,
            Verb.INTERACTED,
            Verb.PROGRESSED,
            Verb.PLAYED,
            Verb.PAUSED,
            Verb.SUSPENDED,
            Verb.ATTEMPTED,
            Verb.CONSUMED,
        ],
        Kind.TELEMETRY,
    ),
}
