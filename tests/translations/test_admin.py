"""The admin in Vietnamese on every path our people walk; Wagtail itself brings little of it."""

import json
import re
from pathlib import Path
from types import ModuleType
from typing import Any

import polib
import pytest
import wagtail
import wagtail_localize
from django.test import Client
from django.urls import NoReverseMatch, reverse

from courses.catalogue.models import CoursePage
from learners.people.models import Account
from mooc.translations.catalogues import mismatched, path_of
from tests.matrix import world
from tests.translations.admin_places import addresses, furnish, parameters_of
from tests.translations.asked import ROOT, Asked

# Which words a page asks for is decided by no database; ``test_matrix`` asks its addresses of both.
pytestmark = [pytest.mark.django_db, pytest.mark.alike]
# So many pages at least show something: an editor may see fewer.
LEAST = {"son": 230, "oanh": 100}


@pytest.fixture
def places(monkeypatch: pytest.MonkeyPatch) -> tuple[world.World, dict[str, Any]]:
    monkeypatch.setattr("django.utils.timezone.now", lambda: world.NOW)
    made = world.build()
    return made, furnish(CoursePage.objects.get(pk=made.parameters["course"]), made.accounts["son"])


def paths(made: world.World, more: dict[str, Any]) -> list[str]:
    """Every address whose places can be filled."""
    found = []
    for name, route in addresses():
        space = name.split(":")[0]
        values = {one: _value(made, more, space, one) for one in parameters_of(route)}
        try:
            found.append(reverse(name, kwargs=values))
        except NoReverseMatch:
            continue
    return [*found, *bulk_actions(more)]


def bulk_actions(more: dict[str, Any]) -> list[str]:
    things = {
        ("wagtailcore", "page", more["page_id"]): ("delete", "move", "publish", "unpublish"),
        ("media", "courseimage", more["image_id"]): ("delete", "add_tags", "add_to_collection"),
        ("media", "coursedocument", more["document_id"]): ("delete", "add_tags", "add_to_collection"),
        ("people", "account", more["wagtailusers_users:pk"]): ("delete", "assign_role", "set_active_state"),
        ("questions", "question", more["question"]): ("delete",),
    }
    return [
        f"{reverse('wagtail_bulk_action', args=[app, model, action])}?id={number}"
        for (app, model, number), actions in things.items()
        for action in actions
    ]


def _value(made: world.World, more: dict[str, Any], space: str, name: str) -> object:
    for key in (f"{space}:{name}", name):
        for known in (more, made.parameters):
            if key in known:
                return known[key]
    return ""


@pytest.mark.parametrize("who", ["son", "oanh"])
def test_nothing_in_the_admin_is_asked_for_in_vain(who: str, places: tuple[world.World, dict[str, Any]]) -> None:
    made, more = places
    client, asked = Client(), Asked()
    client.force_login(made.accounts[who])
    walked = 0
    with asked.listening():
        for path in paths(made, more):
            asked.where = path
            walked += client.get(path).status_code == 200
    assert walked >= LEAST[who]
    assert asked.missing == {}


def test_the_list_of_sites_names_its_columns_in_vietnamese(client: Client, son: Account) -> None:
    client.force_login(son)
    shown = client.get(reverse("wagtailsites:index")).content.decode()
    for wanted, unwanted in {"Cổng": "Port", "Tên trang web": "Site name", "Trang gốc": "Root page"}.items():
        assert re.search(rf">\s*{wanted}\s*<", shown), wanted
        assert not re.search(rf">\s*{unwanted}\s*<", shown), unwanted
    # What it lists are no pages; and no page of the admin bears the name of what it is built with.
    assert re.search(r"<title>\s*Trang web\s* - Đại học số</title>", shown)
    assert "Thêm trang web" in shown


@pytest.mark.parametrize("package", [wagtail, wagtail_localize])
def test_every_word_of_the_admin_s_scripts_is_served_in_vietnamese(client: Client, package: ModuleType) -> None:
    served = client.get(reverse("wagtailadmin_javascript_catalog")).content.decode()
    said = json.loads(re.search(r"const newcatalog = ({.*?});\n", served, re.DOTALL)[1])  # type: ignore[index]
    wanted = [
        entry
        for path in Path(package.__file__ or "").parent.rglob("locale/en/LC_MESSAGES/djangojs.po")
        for entry in polib.pofile(str(path))
    ]
    assert len(wanted) > 40
    assert [entry.msgid for entry in wanted if entry.msgid not in said] == []


def test_words_of_the_admin_keep_their_placeholders() -> None:
    for domain in ("django", "djangojs"):
        assert mismatched(path_of(ROOT, "vi", domain)) == []
