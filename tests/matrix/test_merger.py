"""Every report and export of an agency x the cast, the day before a merger and the day of it.

Sở A (Minh's) and Sở B (Tâm's) become Sở C on the day of the merger; Chi answers for C from then on, Phúc for the whole
province. Hạnh heads A, Huy leads a team of volunteers there, Lan learns there, Sơn administers.
"""

import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse

from learners.agencies import closure
from learners.agencies.models import (
    Agency,
    CommunityTeam,
    Reorganisation,
    ReorganisationLink,
    TeamMembership,
)
from learners.coverage.frozen.models import FrozenReport
from learners.people.models import Account
from tests.coverage import world
from tests.coverage.frozen.making import freeze
from tests.matrix.addresses import Address, ours

pytestmark = pytest.mark.django_db

MERGER = dt.date(2026, 11, 10)
BEFORE, AFTER = MERGER - dt.timedelta(days=1), MERGER
# Whose numbers each may open on the two days; nobody else's, and Lan, Hạnh, Huy and Sơn nobody's at all.
REACH = {
    BEFORE: {"minh": "a", "tam": "b", "chi": "", "phuc": "ab"},
    AFTER: {"minh": "a", "tam": "b", "chi": "abc", "phuc": "abc"},
}
OTHERS = ("lan", "hanh", "huy", "son")
# What an address asks for besides; a view of teams, of a phone list, of one format.
FORMATS = {"export": ("xlsx", "csv", "docx", "pdf"), "frozen_export": ("xlsx", "csv", "docx", "pdf")}
PEOPLE_FORMATS = ("xlsx", "csv")


class Merger:
    """The agencies by letter, the accounts by name, and what was frozen of A and B before they went."""

    def __init__(self) -> None:
        root = world.agency("Tỉnh Sông Hậu", kind="ubnd_tinh", code="H99")
        self.agencies = {
            "a": world.agency("Sở A", root, end=MERGER, code="H99.01"),
            "b": world.agency("Sở B", root, end=MERGER, code="H99.02"),
            "c": world.agency("Sở C", root, start=MERGER, code="H99.03"),
        }
        event = Reorganisation.objects.create(effective_on=MERGER, kind="merge", decision="12/NQ-HĐND")
        for source in "ab":
            ReorganisationLink.objects.create(
                reorganisation=event, source=self.agencies[source], target=self.agencies["c"]
            )
        closure.rebuild()
        self.campaign = world.campaign(root)
        self.accounts = {name: self._account(name) for name in ("minh", "tam", "chi", "phuc", *OTHERS)}
        for name, place, start in (
            ("minh", self.agencies["a"], world.START),
            ("tam", self.agencies["b"], world.START),
            ("chi", self.agencies["c"], MERGER),
            ("phuc", root, world.START),
        ):
            world.grant(self.accounts[name], place, start)
        team = CommunityTeam.objects.create(name="Tổ ấp 1", agency=self.agencies["a"])
        leader = self.accounts["huy"].person
        TeamMembership.objects.create(team=team, person=leader, is_leader=True, valid_from=world.START)
        self.frozen = {letter: self._frozen(letter) for letter in "ab"}

    def _account(self, name: str) -> Account:
        if name == "son":
            return Account.objects.create_superuser("son", None)
        of = self.agencies["b" if name == "tam" else "a"]
        person = world.member(f"Người {name}", of, valid_to=MERGER, is_head=name == "hanh")
        world.join(person, self.agencies["c"], MERGER)
        return Account.objects.create_user(name, person=person)

    def _frozen(self, letter: str) -> FrozenReport:
        days = dict.fromkeys(("structure", "membership", "completion"), BEFORE)
        return freeze(self.campaign, self.agencies[letter], **days)

    def paths(self, letter: str, *, dated: bool) -> list[str]:
        """Every address that names the agency or is asked about it; ``dated``: asked for the day before the merger."""
        found = [path for address in _reports() for path in self._of(address, letter)]
        if not dated:
            return found
        # A file is made of what the page shows: the pages are enough.
        pages = [path for path in found if "tai-ve" not in path and "bao-cao-chot" not in path]
        return [f"{path}{'&' if '?' in path else '?'}{DAYS}" for path in pages]

    def _of(self, address: Address, letter: str) -> list[str]:
        agency: Agency = self.agencies[letter]
        name = address.name.split(":")[1]
        if "<frozen>" in address.route or "int:frozen" in address.route:
            if letter not in self.frozen or "copy" in address.route:
                return []
            formats = FORMATS.get(name, ("",))
            return [_reverse(address, frozen=self.frozen[letter].pk, fmt=fmt) for fmt in formats]
        formats = PEOPLE_FORMATS if name == "people_export" else FORMATS.get(name, ("",))
        asked = "" if "agency" in address.route else f"?co-quan={agency.pk}"
        return [_reverse(address, slug=self.campaign.slug, agency=agency.pk, fmt=fmt) + asked for fmt in formats]


DAYS = f"hoan_thanh={BEFORE}&co_cau={BEFORE}&danh_sach={BEFORE}"


def _reports() -> list[Address]:
    """Of the officers' pages all that stand below a campaign, and all of what is frozen."""
    theirs = [one for one in ours() if one.name.startswith("coverage:")]
    return [one for one in theirs if "slug" in one.route or "int:frozen" in one.route]


def _reverse(address: Address, **known: object) -> str:
    return reverse(address.name, kwargs={key: value for key, value in known.items() if _names(address, key)})


def _names(address: Address, key: str) -> bool:
    return f":{key}>" in address.route or f"<{key}>" in address.route


@pytest.fixture
def merger(monkeypatch: pytest.MonkeyPatch) -> Merger:
    _be_at(AFTER, monkeypatch)
    return Merger()


def _be_at(day: dt.date, monkeypatch: pytest.MonkeyPatch) -> None:
    noon = dt.datetime.combine(day, dt.time(5), tzinfo=dt.UTC)
    monkeypatch.setattr("django.utils.timezone.now", lambda: noon)


@pytest.mark.parametrize("day", [BEFORE, AFTER], ids=["before", "after"])
def test_each_sees_the_reports_of_what_she_answers_for_and_no_others(
    client: Client, merger: Merger, monkeypatch: pytest.MonkeyPatch, day: dt.date
) -> None:
    _be_at(day, monkeypatch)
    expected = {**REACH[day], **dict.fromkeys(OTHERS, "")}
    wrong = []
    for name, reach in expected.items():
        client.force_login(merger.accounts[name])
        for letter in merger.agencies:
            asked = [path for dated in (False, True) for path in merger.paths(letter, dated=dated)]
            for path in asked if reach else merger.paths(letter, dated=False):
                status = client.get(path).status_code
                # Where there is nothing to freeze any more, the page leads to the report and says why.
                opens = {200, 302} if "/chot/" in path else {200}
                if status not in (opens if letter in reach else {404}):
                    wrong.append(f"{status} for {name} at {path} ({letter})")
    assert not wrong, "\n".join(wrong)


def test_a_stranger_is_asked_to_sign_in(client: Client, merger: Merger) -> None:
    paths = [path for letter in merger.agencies for path in merger.paths(letter, dated=True)]
    assert len(paths) >= 3 * 7
    assert {client.get(path).status_code for path in paths} == {302}
