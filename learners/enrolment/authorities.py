"""The installation's own authorities: who vouches for what we record about our learners."""

from django.conf import settings

from xapi.models import Authority, Trust
from xapi.rows import agent_key

NAMES = {
    Trust.SYSTEM: "he-thong",
    Trust.SERVER_GRADED: "may-cham",
    Trust.LEARNER_SESSION: "phien-hoc",
}


def _own(trust: Trust) -> Authority:
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
