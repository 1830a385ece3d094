"""Synchronous signals of campaigns, sent inside the transaction that changed them."""

from django.dispatch import Signal

# campaign_ids={int}: their window, audience or rule changed, or they were announced.
campaigns_changed = Signal()

# pairs={(campaign id, person id)}: an exemption, extension or exception of theirs began, changed or ended.
waivers_changed = Signal()
