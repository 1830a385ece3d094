"""Synchronous signals of enrolment, inside its transactions."""

from django.dispatch import Signal

# enrolments=[Enrolment]: made, before their ``registered`` statement is recorded.
enrolled = Signal()
# enrolments=[Enrolment]: pinned to another edition.
pins_changed = Signal()
