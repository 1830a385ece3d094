"""Synchronous signals of people, sent inside the transaction."""

from django.dispatch import Signal

# person_ids=[UUID]: these became one human being, or stopped being one.
people_merged = Signal()

# person_ids={UUID}: these have an account from now on, made many at a time; single ones are seen as they are saved.
accounts_made = Signal()

# code=SignInCode: whoever holds it said "không phải tôi"; ``code.issued_by`` should be told.
code_refused = Signal()

# account=Account, acting_user=Account or None: somebody took its second factor away.
factor_reset = Signal()
