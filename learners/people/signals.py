"""Synchronous signals of people, sent inside the transaction."""

from django.dispatch import Signal

# person_ids=[UUID]: these became one human being, or stopped being one.
people_merged = Signal()
