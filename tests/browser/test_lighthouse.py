"""Lighthouse gives the pages of a first day at least 95 of 100 in each category.

Of its audits one is left out, and only for pages behind the sign-in: ``is-crawlable`` of the category SEO. These are
personal; robots.txt forbids them on purpose, so that the audit's complaint is what we want. Every other audit of the
category (title, description, links, language) holds for them as well.
"""

import pytest
from django.conf import settings
from django.test import Client
from pytest_django.live_server_helper import LiveServer

from learners.people.models import Account
from tests.browser import lighthouse
from tests.browser.places import places

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.full,
    pytest.mark.skipif(not lighthouse.is_there(), reason=f"Lighthouse was not found: {lighthouse.INSTALL}"),
]
SEEN = {"home", "course", "lesson", "assessment", "record", "officer"}
LEAST = 95


def cookie_of(account: Account | None) -> str:
    if account is None:
        return ""
    client = Client()
    client.force_login(account)
    return f"{settings.SESSION_COOKIE_NAME}={client.cookies[settings.SESSION_COOKIE_NAME].value}"


def test_every_category_of_every_page(live_server: LiveServer) -> None:
    wrong = []
    seen = [place for place in places() if place.name in SEEN]
    for place in seen:
        private = ("is-crawlable",) if place.account else ()
        verdict = lighthouse.judge(live_server.url + place.path, cookie_of(place.account), private)
        assert verdict.points.keys() == set(lighthouse.CATEGORIES)
        if min(verdict.points.values()) < LEAST:
            wrong.append(f"{place.name}: {verdict.points} {verdict.faults}")
    assert {place.name for place in seen} == SEEN
    assert not wrong, "\n".join(wrong)
