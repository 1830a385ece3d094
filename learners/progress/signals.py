"""Synchronous signals of progress, sent inside the transaction that changed it."""

from django.dispatch import Signal

# completion=Completion: a course completion has just been recorded.
course_completed = Signal()
# completion=Completion, reason=str: its proof was voided.
course_completion_withdrawn = Signal()
