"""The installation's own authorities: who vouches for what we record about our learners."""

from django.conf import settings

from mooc.foundation.remembered import Remembered
from xapi.models import Authority, Trust
from xapi.rows import agent_key

NAMES = {
    Trust.SYSTEM: "he-thong",
    Trust.SERVER_GRADED: "may-cham",
    Trust.LEARNER_SESSION: "phien-hoc",
}


# Never changed once made.
_made: Remembered[Trust, Authority] = Remembered()


def _own(trust: Trust) -> Authority:
    found = _made.get(trust)
    if found is None:
        found = _get_or_make(trust)
        _made.remember(trust, found)
    return found


def _get_or_make(trust: Trust) -> Authority:
    agent = {"objectType": "Agent", "account": {"homePage": settings.XAPI_HOME_PAGE, "name": NAMES[trust]}}
    authority, _ = Authority.objects.get_or_create(
        key=agent_key(agent), defaults={"name": trust.label, "agent": agent, "trust": trust}
    )
    return authority


def system() -> Authority:
    return _own(Trust.SYSTEM)


def server_graded() -> Authority:
    return _own(Trust.SERVER_GRADED)


def learner_session() -> Authority:
    return _own(Trust.LEARNER_SESSION)
