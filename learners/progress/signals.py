"""Synchronous signals of progress, sent inside the transaction that changed it."""

from django.dispatch import Signal

# changes=[live.Change]: registrations were folded, of everything one call of ``record()`` brought; nothing has followed
# from it yet.
progressed = Signal()
# enrolment=Enrolment, completion_id=UUID: the ``completed`` of a course is about to be recorded on the system's word;
# a receiver may answer with a statement that is recorded together with it.
course_completing = Signal()
# completion=Completion, pinned=Pinned: a course completion has just been recorded; the edition it was judged by.
course_completed = Signal()
# completion=Completion, reason=str: its proof was voided.
course_completion_withdrawn = Signal()
# registration=UUID: something said in it was voided, its completions have been dealt with.
evidence_voided = Signal()
