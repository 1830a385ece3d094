"""Synchronous signals of editions, sent inside the transaction of the release."""

from django.dispatch import Signal

# edition=Edition
edition_released = Signal()
