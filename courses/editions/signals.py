"""Synchronous signals of editions, sent inside the transaction of the release."""

from django.dispatch import Signal

# edition=Edition
edition_released = Signal()

# plan=PlannedRelease, once its hour came: released, or refused with a reason.
planned_release_ended = Signal()
