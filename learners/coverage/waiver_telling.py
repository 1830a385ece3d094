"""What officers are told when somebody asks for an exemption or an extension."""

from typing import Any

from django.urls import reverse
from django.utils import timezone

from learners.campaigns.models import WaiverRequest
from learners.campaigns.waiver_telling import ASKED
from learners.coverage.requests import officers_of
from learners.notices.actions import notify


def tell_officers(asked: WaiverRequest, **kwargs: Any) -> None:
    """Those who stand nearest to her counting agency; not whoever asks for her."""
    officers = officers_of(asked.person, timezone.localdate()) - {asked.asked_by_id}
    facts = {"name": asked.person.full_name, "campaign": asked.campaign.name, "kind": asked.kind}
    notify(account_ids=officers, kind=ASKED, facts=facts, url=reverse("coverage:waiver", args=[asked.pk]))
