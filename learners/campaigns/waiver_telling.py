"""What people are told of exemptions and extensions; the officers' side is ``learners.coverage.waiver_telling``."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from learners.campaigns.models import Exemption, Extension, WaiverKind, WaiverRequest
from learners.notices.actions import notify_person
from learners.notices.wording import Facts

DECIDED, ASKED = "waiver-decided", "waiver-asked"
GRANTED, REFUSED, ENDED = "granted", "refused", "ended"


def tell_person(about: WaiverRequest | Exemption | Extension, ended: str = "", **kwargs: Any) -> None:
    """She reads what was decided, and why, wherever it was."""
    facts = {
        "campaign": about.campaign.name,
        "kind": _kind(about),
        "outcome": ENDED if ended else REFUSED if getattr(about, "granted", None) is False else GRANTED,
        "answer": ended or getattr(about, "answer", "") or about.reason,
    }
    notify_person(person_id=about.person_id, kind=DECIDED, facts=facts, url=reverse("campaigns:mine"))


def _kind(about: WaiverRequest | Exemption | Extension) -> str:
    if isinstance(about, WaiverRequest):
        return about.kind
    return str(WaiverKind.EXEMPTION if isinstance(about, Exemption) else WaiverKind.EXTENSION)


def decided_wording(facts: Facts) -> str:
    is_exemption = facts["kind"] == WaiverKind.EXEMPTION
    if facts["outcome"] == GRANTED:
        text = (
            _("Anh/chị được miễn đợt “%(campaign)s”. Căn cứ: %(answer)s")
            if is_exemption
            else _("Anh/chị được gia hạn đợt “%(campaign)s”. Căn cứ: %(answer)s")
        )
    elif facts["outcome"] == REFUSED:
        text = (
            _("Đề nghị miễn đợt “%(campaign)s” chưa được đồng ý. Lý do: %(answer)s")
            if is_exemption
            else _("Đề nghị gia hạn đợt “%(campaign)s” chưa được đồng ý. Lý do: %(answer)s")
        )
    else:
        text = (
            _("Việc miễn đợt “%(campaign)s” cho anh/chị đã thôi. Lý do: %(answer)s")
            if is_exemption
            else _("Việc gia hạn đợt “%(campaign)s” cho anh/chị đã thôi. Lý do: %(answer)s")
        )
    return text % facts


def asked_wording(facts: Facts) -> str:
    if facts["kind"] == WaiverKind.EXEMPTION:
        return _("%(name)s xin miễn đợt “%(campaign)s”.") % facts
    return _("%(name)s xin gia hạn đợt “%(campaign)s”.") % facts
