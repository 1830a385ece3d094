"""A scope that ended yesterday shows nothing today: every address of an officer, however it is asked.

Thúy answered for Sở Y tế, as Minh does, until yesterday.
"""

import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse

from learners.agencies.models import Scope
from learners.certificates.models import NameCorrection
from learners.people.models import SignInCode
from tests.matrix import world
from tests.matrix.addresses import Address, ours
from tests.matrix.test_matrix import TABLE

# ``test_matrix`` asks for the same on both databases.
pytestmark = [pytest.mark.django_db, pytest.mark.alike]
MINH = world.CAST.index("minh")
# What an officer may still try on the day after: other days, another agency, another list.
ASKED = (
    "",
    "?hoan_thanh={day}&co_cau={day}&danh_sach={day}",
    "?co-quan={agency}",
    "?trang-thai=all",
    "?q=lan",
    "?ai=tat-ca",
)
SECRETS = ("Sở Y tế", "Nguyễn Thị Lan", "Bùi Thị Hạnh")


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> world.World:
    monkeypatch.setattr("django.utils.timezone.now", lambda: world.NOW)
    return world.build()


def officers() -> list[Address]:
    """Those Minh is let into for what he answers for."""
    theirs = [one for one in ours() if one.name.startswith("coverage:") and one.name != "coverage:home"]
    return [one for one in theirs if TABLE[one.name].split()[MINH] == "200"]


def paths(made: world.World) -> list[str]:
    day = Scope.objects.get(account=made.accounts["thuy"]).valid_from
    query = {"day": day, "agency": made.parameters["agency"]}
    found = [reverse(address.name, kwargs=made.arguments(address)) for address in officers()]
    return [path + asked.format(**query) for path in found for asked in ASKED]


def test_nothing_is_shown_and_nothing_done(client: Client, made: world.World) -> None:
    client.force_login(made.accounts["thuy"])
    asked = paths(made)
    assert len(asked) >= 10 * len(ASKED)
    said = {"phieu": "mot", "nguoi": made.parameters["person"], "decision": "sua", "answer": "x"}
    shown = []
    for path in asked:
        read, written = client.get(path).status_code, client.post(path, said).status_code
        # Some are asked for by POST alone, some never.
        if read not in (404, 405) or written not in (404, 405):
            shown.append((path, read, written))
    assert not shown
    home = client.get("/phu-trach/").content.decode()
    assert not [secret for secret in SECRETS if secret in home]
    assert not SignInCode.objects.exists()
    assert not NameCorrection.objects.exclude(decided_at=None).exists()


def test_on_her_last_day_she_saw_all_of_it(client: Client, made: world.World) -> None:
    Scope.objects.filter(account=made.accounts["thuy"]).update(valid_to=world.TODAY + dt.timedelta(days=1))
    client.force_login(made.accounts["thuy"])
    hidden = []
    for address in officers():
        path = reverse(address.name, kwargs=made.arguments(address))
        answer = client.get(path) if address.name != "coverage:new_code" else client.post(path)
        if answer.status_code != 200:
            hidden.append(path)
    assert not hidden
    assert "Sở Y tế" in client.get("/phu-trach/").content.decode()


def test_the_way_to_it_is_gone_from_every_page(client: Client, made: world.World) -> None:
    client.force_login(made.accounts["minh"])
    assert ">Phụ trách<" in client.get("/thong-bao/").content.decode()
    client.force_login(made.accounts["thuy"])
    assert ">Phụ trách<" not in client.get("/thong-bao/").content.decode()
