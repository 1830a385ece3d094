"""Who may ask for what: every address of ours x everybody, both ways.

An address that is not in the table fails the test, and so does a row nothing answers to.
"""

from http.cookies import SimpleCookie
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse

from tests.matrix import world
from tests.matrix.addresses import ADMIN as ADMIN_PREFIX
from tests.matrix.addresses import WAGTAILS_OUTSIDE, Address, others, ours
from xapi.views import RESOURCES

pytestmark = pytest.mark.django_db

# The cast in the order of world.CAST: a stranger; Lan, Huy; officers Minh, Tâm, and Thúy until yesterday; Oanh; Sơn.
EVERYBODY = "200 200 200 200 200 200 200 200"
SIGNED_IN = "302 200 200 200 200 200 200 200"
LAN = "302 200 404 404 404 404 404 404"
LAN_SENT_ON = "302 302 404 404 404 404 404 404"
SENT_ON = "302 302 302 302 302 302 302 302"
HUY = "302 404 200 404 404 404 404 404"
OFFICERS = "302 404 404 200 200 404 404 404"
MINH = "302 404 404 200 404 404 404 404"
MINH_SENT_ON = "302 404 404 302 404 404 404 404"
# Wagtail sends everybody without the right to its front door.
EDITORS = "302 302 302 302 302 302 200 200"
ADMIN = "302 302 302 302 302 302 302 200"
# Personal data: whoever is let into the admin is not let into these.
READERS = "302 302 302 302 302 302 404 200"
WRITERS = "302 404 404 404 404 404 200 200"
OANH = "302 302 302 302 302 302 200 404"
RIGHTS = "302 404 404 200 200 404 200 200"
RIGHTS_SENT_ON = "302 404 404 302 302 404 302 302"
NOBODY = SENT_ON
CLIENTS = "400 400 400 400 400 400 400 400"

# The right to make campaigns is Minh's.
RUNNERS = "302 404 404 200 404 404 404 200"
POSTED = {
    "campaigns:announce",
    "campaigns:cancel",
    "campaigns:move_end",
    "campaigns:withdraw",
    "coverage:new_code",
    "coverage:one_more",
    "external:apply",
    "external:give_up",
    "external:undo",
    "languages:choose",
    "notices:read",
    "notices:read_all",
    "people:allow",
    "people:look",
    "people:refuse",
    "people:sign_out",
    "people:take_back",
    "rehearsal:complete",
    "rehearsal:restart",
    "rehearsal:start",
    "rosters:step",
    "study:appeal",
    "study:ask",
    "study:complete",
    "study:enrol",
    "study:part_again",
    "study:part_seen",
    "study:start",
    "warnings:switch",
}
# What leads on to our own pages, which look at rights themselves.
LED_ON = ("add", "edit", "history", "history_results")
SNIPPETS = ("media_audio", "media_video", "questions_question")
TABLE = {
    # Nobody has objected to anything.
    "attempts:appeal": "302 302 302 302 302 302 404 404",
    "attempts:appeals": EDITORS,
    "attempts:grant": EDITORS,
    "attempts:log": READERS,
    "attempts:receipts": READERS,
    "attempts:request": EDITORS,
    "attempts:requests": EDITORS,
    "analysis:assessment": EDITORS,
    # Nothing has been handed in: there is nothing to say of a question.
    "analysis:question": "302 302 302 302 302 302 404 404",
    "beginning:start": EDITORS,
    # Announced before.
    "campaigns:announce": "302 404 404 302 404 404 404 302",
    # Whoever is asked: the people of Sở Y tế.
    "campaigns:ask": "302 200 200 200 404 200 404 404",
    # Without a reason: the page says what is missing.
    **{f"campaigns:{name}": RUNNERS for name in ("cancel", "change", "create", "index", "move_end", "sending", "show")},
    "campaigns:mine": SIGNED_IN,
    "campaigns:withdraw": LAN_SENT_ON,
    "catalogue:course": EVERYBODY,
    "catalogue:home": EVERYBODY,
    "catalogue:index": EVERYBODY,
    "catalogue:read": EVERYBODY,
    "certificates:name": "302 200 200 200 200 200 200 404",
    "certificates:pdf": LAN,
    "certificates:show": LAN,
    "certificates:verified": EVERYBODY,
    "certificates:verify": EVERYBODY,
    **{f"client_keys:{name}": ADMIN for name in ("add", "index", "index_results", "limit", "revoke", "rotate")},
    "coverage:add_membership": MINH,
    "coverage:agency": MINH,
    "coverage:agency_grants": MINH,
    "coverage:claim": MINH,
    "coverage:claims": OFFICERS,
    # Administrators decide about names too: of people of no agency, and of officers.
    "coverage:correction": "302 404 404 200 404 404 404 200",
    "coverage:corrections": "302 404 404 200 200 404 404 200",
    "coverage:calls": MINH,
    "coverage:contact": MINH,
    **{f"coverage:{name}": OFFICERS for name in ("by_course", "development")},
    "coverage:by_person": MINH,
    "coverage:duplicate": MINH,
    "coverage:duplicates": OFFICERS,
    "coverage:export": OFFICERS,
    # Whoever has nothing to answer for is told whom to ask.
    "coverage:home": SIGNED_IN,
    # Nobody of the cast heads an agency.
    "coverage:my_agency": "302 404 404 404 404 404 404 404",
    # Posted without the form's ticket: nothing is issued, and a page says that codes are shown once.
    # The only team he leads opens at once.
    "coverage:my_teams": "302 404 302 404 404 404 404 404",
    # Lan is grown up: nobody has to agree for her.
    "coverage:accommodations": MINH,
    # Minh answers for Sở Y tế with what is below it.
    "coverage:freeze": OFFICERS,
    **{
        f"coverage:{name}": MINH
        for name in ("frozen", "frozen_compare", "frozen_export", "layout", "sign", "signed_file")
    },
    "coverage:frozen_reports": OFFICERS,
    "coverage:membership": MINH,
    "coverage:guardian": "302 404 404 404 404 404 404 404",
    "coverage:new_code": MINH,
    # Lan has an attempt left: nothing is given, and the way leads back to her page.
    "coverage:one_more": "302 404 404 302 404 404 404 404",
    "coverage:people_export": MINH,
    "coverage:person": MINH,
    "coverage:person_waivers": MINH,
    # Nobody of an agency that stands waits to be placed.
    "coverage:pile": "302 404 404 404 404 404 404 404",
    "coverage:report": OFFICERS,
    "coverage:request": MINH,
    "coverage:requests": OFFICERS,
    "coverage:search": OFFICERS,
    "coverage:sheet": MINH,
    "coverage:split": MINH,
    "coverage:team": HUY,
    "coverage:waiver": MINH,
    "coverage:waivers": OFFICERS,
    "coverage:unassigned": OFFICERS,
    # By POST alone.
    "editions:cancel": "302 302 302 302 302 302 405 405",
    "editions:plan": "302 302 302 302 302 302 405 405",
    "editions:release": EDITORS,
    # Applied already: it is shown again.
    "external:apply": "302 404 404 302 404 404 404 404",
    "external:choose": OFFICERS,
    # There is none.
    "external:file": "302 404 404 404 404 404 404 404",
    "external:give_up": "302 404 404 404 404 404 404 404",
    "external:index": OFFICERS,
    "external:show": MINH,
    "external:single": MINH,
    # Without a reason: the page says what is missing.
    "external:undo": MINH,
    "feedback:give": LAN,
    "feedback_admin:course": EDITORS,
    "feedback_admin:courses": EDITORS,
    "exchange:choose": EDITORS,
    "exchange:give_up": "302 302 302 302 302 302 405 405",
    "exchange:preview": OANH,
    "exchange:take_out": EDITORS,
    "exchange:template": EDITORS,
    **{f"h5p_authoring:{name}": EDITORS for name in ("bring", "content", "export", "replace")},
    # Its owner's.
    "h5p_authoring:upload": OANH,
    **{f"h5p_writing:{name}": EDITORS for name in ("choose", "new")},
    # It came as a package.
    "h5p_writing:again": "302 302 302 302 302 302 404 404",
    **{f"h5p_authoring:{name}": ADMIN for name in ("bring_libraries", "library")},
    # To a newer patch of the same library.
    "h5p_authoring:move": ADMIN,
    # By POST alone.
    **{
        f"h5p_authoring:{name}": "302 302 302 302 302 302 405 405"
        for name in ("approve_all", "approve_brought", "approve_one", "try_again")
    },
    "importing:choose": EDITORS,
    # By POST alone.
    "importing:give_up": "302 302 302 302 302 302 405 405",
    # A waiting file is its owner's.
    "importing:preview": OANH,
    "importing:shown": OANH,
    "languages:choose": SENT_ON,
    "live": EVERYBODY,
    # Signed for whoever was shown the page; the file is not there.
    # Whoever knows an address; there are no such things, and no core is installed.
    **{f"h5p:{name}": " ".join(["404"] * 8) for name in ("bundle", "core", "library", "page")},
    "h5p:content": EVERYBODY,
    "media:captions": EVERYBODY,
    "media:recording": " ".join(["404"] * 8),
    # There is no such picture.
    "media:image": " ".join(["404"] * 8),
    # The right to mark is given apart; nothing has been handed in.
    "marking:file": "302 404 404 404 404 404 404 404",
    "marking:item": "302 404 404 404 404 404 404 404",
    "marking:marked": "302 404 404 404 404 404 404 200",
    "marking:queue": "302 404 404 404 404 404 404 200",
    "notices:index": SIGNED_IN,
    "notices:read": LAN_SENT_ON,
    "notices:read_all": SENT_ON,
    # By POST alone.
    "outline:arrange": "302 302 302 302 302 302 405 405",
    "outline:proof": EDITORS,
    # By POST alone.
    "outline:review": "302 302 302 302 302 302 405 405",
    "outline:show": EDITORS,
    # Without a code entered in this browser they lead to its entry.
    "people:allow": SENT_ON,
    "people:change_password": SIGNED_IN,
    "people:choose_password": SENT_ON,
    "people:confirm": SENT_ON,
    # Whoever only learns has nothing to set up; without a factor there is nothing to look after.
    "people:factor": RIGHTS,
    "people:factor_new_codes": RIGHTS_SENT_ON,
    "people:factor_other_phone": RIGHTS_SENT_ON,
    "people:factor_set_up": RIGHTS,
    # Without a password proved in this browser it leads to the sign-in.
    "people:factor_show": SENT_ON,
    "people:first_sign_in": EVERYBODY,
    "people:forgotten": EVERYBODY,
    "people:data_json": SIGNED_IN,
    "people:my_data": SIGNED_IN,
    # Read already.
    "people:notice": SENT_ON,
    "people:profile": SIGNED_IN,
    "people:refuse": SENT_ON,
    "people:refused": EVERYBODY,
    "people:guardian": SENT_ON,
    "people:look": SENT_ON,
    "people:register": EVERYBODY,
    "people:registered": SIGNED_IN,
    "people:sign_in": EVERYBODY,
    "people:sign_out": SENT_ON,
    "people:take_back": LAN_SENT_ON,
    "ready": EVERYBODY,
    "script_words": EVERYBODY,
    "script_words_localize": EVERYBODY,
    "robots": EVERYBODY,
    "sitemap": EVERYBODY,
    # Anyone without the right to write in the course finds nothing; a paper is in its editor's session alone.
    **{f"rosters:{name}": OFFICERS for name in ("index", "template")},
    **{f"rosters:{name}": MINH for name in ("file", "show")},
    **{f"rosters:{name}": MINH_SENT_ON for name in ("columns", "step", "units")},
    **{f"rehearsal:{name}": WRITERS for name in ("course", "outline", "unit")},
    **{f"rehearsal:{name}": "302 404 404 404 404 404 404 404" for name in ("attempt", "result")},
    **{f"rehearsal:{name}": "302 404 404 404 404 404 302 302" for name in ("complete", "restart", "start")},
    # To the learner's own.
    **{f"rehearsal:{name}": SENT_ON for name in ("home", "landing", "record")},
    # By POST alone.
    **{f"regrading:{name}": "302 302 302 302 302 302 405 405" for name in ("go_on", "stop")},
    **{f"regrading:{name}": READERS for name in ("decide", "file", "foresee", "index", "show")},
    **{f"reorganising:{name}": READERS for name in ("basis", "begin", "index", "show", "sources", "targets")},
    # By POST alone.
    **{f"reorganising:{name}": "302 302 302 302 302 302 405 405" for name in ("delete", "effective", "take_back")},
    **{f"structure:{name}": READERS for name in ("correct", "index", "life", "node", "search")},
    "statements:index": READERS,
    "statements:show": READERS,
    "statements:void": READERS,
    # The paper is open: there is no question to object to.
    "study:belonging": "302 200 200 200 200 200 200 404",
    "study:appeal": "302 404 404 404 404 404 404 404",
    # Without words: the page says what is missing.
    "study:ask": LAN,
    "study:attempt": LAN,
    "study:complete": LAN_SENT_ON,
    "study:enrol": SENT_ON,
    "study:file": LAN,
    "study:home": SIGNED_IN,
    "study:landing": SENT_ON,
    "study:leave": LAN,
    "study:outline": LAN,
    # There is no such part in that unit; tests/study/interactive/test_alone has one.
    "study:part": "302 404 404 404 404 404 404 404",
    # Posts of scripts alone.
    "study:part_events": "401 405 404 404 404 404 404 404",
    "study:part_state": "401 405 404 404 404 404 404 404",
    "study:part_again": LAN_SENT_ON,
    "study:part_seen": LAN_SENT_ON,
    "study:record": SIGNED_IN,
    "study:record_json": SIGNED_IN,
    "study:result": LAN_SENT_ON,
    "study:start": LAN_SENT_ON,
    "study:state": "401 400 404 404 404 404 404 404",
    "study:statements": "401 200 404 404 404 404 404 404",
    "study:unit": LAN,
    "warnings:index": OFFICERS,
    "warnings:new_rule": OFFICERS,
    "warnings:rule": MINH,
    "warnings:rules": OFFICERS,
    "warnings:show": MINH,
    "warnings:switch": "302 404 404 302 404 404 404 404",
    "weekly:agency": MINH,
    "weekly:index": OFFICERS,
    # Nobody of the cast is head of an agency.
    "weekly:mine": "302 404 404 404 404 404 404 404",
    "weekly:own": "302 404 404 404 404 404 404 404",
    "xapi:about": EVERYBODY,
    "xapi:about_2": EVERYBODY,
    **{f"xapi:{name}{suffix}": CLIENTS for name in RESOURCES for suffix in ("", "_2")},
    **{
        f"account_chooser:{name}": ADMIN for name in ("choose", "choose_results", "chosen", "chosen_multiple", "create")
    },
    **{f"agency_chooser:{name}": ADMIN for name in ("choose", "choose_results", "chosen", "chosen_multiple", "create")},
    **{
        f"scopes:{name}": ADMIN
        for name in ("add", "edit", "history", "history_results", "index", "index_results", "usage")
    },
    "scopes:delete": NOBODY,
    **{
        f"wagtailsnippetchoosers_{model}:{name}": EDITORS
        for model in SNIPPETS
        for name in ("choose", "choose_results", "chosen", "chosen_multiple", "create")
    },
    **{
        f"wagtailsnippets_{model}:{name}": EDITORS
        for model in SNIPPETS
        for name in ("add", "edit", "history", "history_results", "list", "list_results", "usage")
    },
    **{f"wagtailsnippets_{model}:delete": NOBODY for model in (*SNIPPETS, "h5p_content", "h5p_library")},
    **{
        f"wagtailsnippetchoosers_h5p_content:{name}": EDITORS
        for name in ("choose", "choose_results", "chosen", "chosen_multiple", "create")
    },
    **{f"wagtailsnippets_h5p_content:{name}": EDITORS for name in ("list", "list_results", "usage")},
    **{f"wagtailsnippets_h5p_library:{name}": ADMIN for name in ("list", "list_results", "usage")},
    **{f"wagtailsnippets_h5p_{model}:{name}": SENT_ON for model in ("content", "library") for name in LED_ON},
    **{
        f"wagtailusers_users:{name}": ADMIN
        for name in ("add", "copy", "delete", "edit", "history", "history_results", "index", "index_results", "usage")
    },
    # Lan has no second factor.
    "wagtailusers_users:reset_factor": "302 302 302 302 302 302 302 404",
}


def test_every_address_of_ours_is_in_the_table_and_nothing_else() -> None:
    assert {address.name for address in ours()} == TABLE.keys()


def test_what_is_not_ours_is_wagtail_s() -> None:
    """An address of any other package is looked at first: its name goes into the table, or its package in here."""
    packages = {address.module.split(".")[0] for address in others()}
    assert packages == {"django", "wagtail", "wagtail_localize"}
    outside = {address.name for address in others() if not address.route.startswith(ADMIN_PREFIX)}
    assert outside == WAGTAILS_OUTSIDE


def browsers(made: world.World) -> dict[str, Client]:
    """One for each of the cast, in their order."""
    found = {who: Client() for who in world.CAST}
    for who, account in made.accounts.items():
        found[who].force_login(account)
    return found


def answers(made: world.World, cast: dict[str, Client], address: Address) -> str:
    """What asking changes, in the database and in the browser, is taken back: each is asked as the first would be."""
    path = reverse(address.name, kwargs=made.arguments(address))
    found = []
    for client in cast.values():
        kept = client.cookies.output(header="", sep=";")
        with transaction.atomic():
            found.append(client.post(path) if address.name in POSTED else client.get(path))
            transaction.set_rollback(True)
        client.cookies = SimpleCookie(kept)
    return " ".join(str(answer.status_code) for answer in found)


def test_everybody_gets_what_the_table_says(monkeypatch: pytest.MonkeyPatch, settings: Any) -> None:
    # The player's page leads on where H5P's core is installed.
    settings.H5P_CORE = "khong-co"
    monkeypatch.setattr("django.utils.timezone.now", lambda: world.NOW)
    made = world.build()
    cast, wrong = browsers(made), {}
    for address in ours():
        found = answers(made, cast, address)
        if found != TABLE.get(address.name):
            wrong[address.name] = f"{found}, not {TABLE.get(address.name)}"
    assert not wrong
