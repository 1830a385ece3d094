"""The installation's own authorities: who vouches for what we record about our learners."""

from typing import Any

from django.conf import settings

from mooc.foundation.remembered import Remembered
from xapi.models import Authority, Trust
from xapi.rows import agent_key

NAMES = {
    Trust.SYSTEM: "he-thong",
    Trust.SERVER_GRADED: "may-cham",
    Trust.LEARNER_SESSION: "phien-hoc",
    Trust.H5P_CLAIM: "noi-dung-tuong-tac",
}


# What an administrator voids by hand, whoever recorded it.
ADMINISTRATION = "quan-tri"
# Never changed once made.
_made: Remembered[str, Authority] = Remembered()


def _own(trust: Trust) -> Authority:
    return _made.get(NAMES[trust]) or _make(NAMES[trust], name=trust.label, trust=trust)


def _make(account: str, **defaults: Any) -> Authority:
    agent = {"objectType": "Agent", "account": {"homePage": settings.XAPI_HOME_PAGE, "name": account}}
    made, _ = Authority.objects.get_or_create(key=agent_key(agent), defaults={"agent": agent, **defaults})
    _made.remember(account, made)
    return made


def administration() -> Authority:
    return _made.get(ADMINISTRATION) or _make(ADMINISTRATION, name="Người quản trị", trust=Trust.SYSTEM, can_void=True)


def system() -> Authority:
    return _own(Trust.SYSTEM)


def server_graded() -> Authority:
    return _own(Trust.SERVER_GRADED)


def learner_session() -> Authority:
    return _own(Trust.LEARNER_SESSION)


def h5p_claim() -> Authority:
    """What an interactive content said in her browser, whatever the server then made of it."""
    return _own(Trust.H5P_CLAIM)
