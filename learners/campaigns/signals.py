"""Synchronous signals of campaigns, sent inside the transaction that changed them."""

from django.dispatch import Signal

# campaign_ids={int}: their window, audience or rule changed, or they were announced.
campaigns_changed = Signal()

# pairs={(campaign id, person id)}: an exemption, extension or exception of theirs began, changed or ended.
waivers_changed = Signal()

# asked=WaiverRequest: somebody asks for an exemption or an extension.
waivers_asked = Signal()

# about=WaiverRequest, Exemption or Extension, acting_user: it was decided, or given unasked; ended=reason: taken back.
waiver_decided = Signal()

# moves=[assigning.Move]: what was asked of people, and what is asked of them now.
assignments_moved = Signal()

# person_ids={UUID}: everything that is derived of these is to be derived again; their assignments are already.
people_rederived = Signal()
