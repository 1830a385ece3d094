"""Those outside who may be given a key: an account of their system, ``homePage`` and ``name``, is who they are."""

from typing import Any

from xapi.models import Authority, Trust
from xapi.rows import agent_key
from xapi.validation_parts import agent as check_agent

OUTSIDE = (Trust.EXTERNAL, Trust.TRUSTED_EXTERNAL)


class TrustDiffers(Exception):
    """The authority exists and is believed otherwise: that is never changed in passing."""


def account_of(name: str, home_page: str) -> dict[str, Any]:
    """The agent of an account; raises ``InvalidStatement`` when ``home_page`` is no IRI or ``name`` no text."""
    agent = {"objectType": "Agent", "account": {"homePage": home_page, "name": name}}
    check_agent(agent, "authority", "1.0.3")
    return agent


def outside_authority(*, name: str, home_page: str, trust: Trust) -> Authority:
    """The authority there is under this account, or a new one; raises ``InvalidStatement`` and ``TrustDiffers``."""
    agent = account_of(name, home_page)
    authority, made = Authority.objects.get_or_create(
        key=agent_key(agent), defaults={"name": name, "agent": agent, "trust": trust}
    )
    if not made and authority.trust != trust:
        raise TrustDiffers(f"{authority.key} exists and is {authority.trust}")
    return authority
