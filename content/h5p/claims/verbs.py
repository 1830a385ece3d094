"""What contents do, by the verbs of their statements; the player's own bar (copied, downloaded) is no learning."""

from xapi.vocabulary import Verb

# A try at the top level ends with one of them.
ENDINGS = frozenset({Verb.COMPLETED, Verb.ANSWERED})

# Everything else a browser says is refused: nobody is registered, certified or made void from there.
ACCEPTED = frozenset(
    {
        *ENDINGS,
        Verb.ATTEMPTED,
        Verb.CONSUMED,
        Verb.EXPERIENCED,
        Verb.FAILED,
        Verb.INITIALIZED,
        Verb.INTERACTED,
        Verb.PASSED,
        Verb.PAUSED,
        Verb.PLAYED,
        Verb.PROGRESSED,
        Verb.SUSPENDED,
    }
)
