"""The worker's part of an import: what was left half done goes on, whoever began it."""

from learners.external.actions import carry_on
from learners.external.models import Import, State
from mooc.foundation.recurring import Alive


def run(alive: Alive) -> int:
    """Everything that waits, the oldest first; how many imports."""
    waiting = list(Import.objects.filter(state__in=(State.RUNNING, State.UNDOING)).select_related("source__authority"))
    for batch in reversed(waiting):
        while carry_on(batch):
            alive()
    return len(waiting)
