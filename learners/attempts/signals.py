"""Synchronous signals of attempts, sent inside the transaction that changed something."""

from django.dispatch import Signal

# asked=AttemptRequest: a learner asks for more attempts.
attempts_asked = Signal()
# asked=AttemptRequest, acting_user=Account: it was answered.
request_answered = Signal()
# made=Accommodation, acting_user=Account: granted without having been asked for.
accommodated = Signal()
# appeal=Appeal: an author answered what a learner objected to.
appeal_answered = Signal()
