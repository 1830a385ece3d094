"""Synchronous signals of agencies, sent inside the transaction."""

from django.dispatch import Signal

# person_ids={UUID}: memberships of these changed; of a merged record also the kept one is named.
memberships_changed = Signal()

# since=date: the tree, names, codes or successions are other than they were from this day on.
structure_changed = Signal()
