"""What contents do, by the verbs of their statements; the player's own bar (copied, downloaded) is no learning."""

from xapi.vocabulary import Verb

_ADL = "http://adlnet.gov/expapi/verbs/"
ATTEMPTED = f"{_ADL}attempted"
# Accordion and Collage say nothing but this.
CONSUMED = "http://activitystrea.ms/schema/1.0/consume"

# A try at the top level ends with one of them.
ENDINGS = frozenset({Verb.COMPLETED, Verb.ANSWERED})

# Everything else a browser says is refused: nobody is registered, certified or made void from there.
ACCEPTED = frozenset(
    {
        *ENDINGS,
        ATTEMPTED,
        CONSUMED,
        Verb.EXPERIENCED,
        Verb.FAILED,
        Verb.INITIALIZED,
        Verb.INTERACTED,
        Verb.PASSED,
        Verb.PAUSED,
        Verb.PLAYED,
        Verb.PROGRESSED,
        Verb.SUSPENDED,
        f"{_ADL}exited",
        f"{_ADL}mastered",
        f"{_ADL}responded",
        f"{_ADL}resumed",
        f"{_ADL}terminated",
        "https://w3id.org/xapi/video/verbs/seeked",
    }
)
