"""Who edits and learns, or answers for people, gets from the admin to her other roles."""

import json
import re

import pytest
from django.test import Client

from learners.people.models import Account
from tests import factories
from tests.coverage import world

pytestmark = pytest.mark.django_db


def menu(page: str) -> dict[str, str]:
    """Label and address of the entries of Wagtail's side menu, which the browser makes of this."""
    props = re.search(r'id="wagtail-sidebar-props"[^>]*>(.*?)</script>', page, re.DOTALL)
    assert props
    modules = {module["_type"]: module["_args"] for module in json.loads(props[1])["modules"]}
    entries = [entry["_args"][0] for entry in modules["wagtail.sidebar.MainMenuModule"][0]]
    return {entry["label"]: entry.get("url", "") for entry in entries}


def test_the_menu_leads_to_the_pages_whose_header_has_every_role(client: Client, province: world.Province) -> None:
    oanh: Account = factories.editor("oanh", of=world.member("Trần Kim Oanh", province.health))
    world.grant(oanh, province.health)
    client.force_login(oanh)
    entries = menu(client.get("/quan-tri/").content.decode())
    page = client.get(entries["Về trang học tập"]).content.decode()
    assert [address in page for address in ('href="/hoc/"', 'href="/phu-trach/"', 'href="/quan-tri/"')] == [True] * 3
