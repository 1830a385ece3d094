"""Synchronous signals of agencies, sent inside the transaction."""

from django.dispatch import Signal

# person_ids={UUID}: memberships of these changed; of a merged record also the kept one is named.
memberships_changed = Signal()

# since=date: the tree, names, codes or successions are other than they were from this day on. placed={UUID}: of which
# agencies the places or successions are, empty where names or codes alone changed; None: of any.
structure_changed = Signal()
