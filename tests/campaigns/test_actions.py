"""Making, announcing, changing and ending a campaign: versions, audit, and who is told."""

import datetime as dt
from dataclasses import replace
from typing import Any

import pytest

from learners.campaigns import actions
from learners.campaigns.definition import definition_of
from learners.campaigns.models import Campaign
from learners.campaigns.signals import campaigns_changed, waivers_changed
from learners.people.models import Account
from mooc.foundation.models import AuditEntry
from tests.campaigns import world
from tests.coverage.world import Province, member

pytestmark = pytest.mark.django_db


@pytest.fixture
def told() -> Any:
    heard: list[tuple[str, Any]] = []

    def hear_campaigns(campaign_ids: set[int], **kwargs: Any) -> None:
        heard.append(("campaigns", campaign_ids))

    def hear_waivers(pairs: set[Any], **kwargs: Any) -> None:
        heard.append(("waivers", pairs))

    campaigns_changed.connect(hear_campaigns)
    waivers_changed.connect(hear_waivers)
    yield heard
    campaigns_changed.disconnect(hear_campaigns)
    waivers_changed.disconnect(hear_waivers)


def last_audit() -> AuditEntry:
    return AuditEntry.objects.filter(subject_type="campaigns.campaign").latest("pk")


def test_a_draft_asks_nobody_until_it_is_announced(province: Province, minh: Account, told: Any) -> None:
    made = world.draft(province.health, minh)
    assert made.announced_at is None
    assert made.slug == "chuyen-doi-so-2026"
    assert told == []
    actions.announce(campaign=made, acting_user=minh)
    made.refresh_from_db()
    assert made.announced_at is not None
    assert told == [("campaigns", {made.pk})]
    assert last_audit().verb == "announce_campaign"
    with pytest.raises(actions.NotADraft):
        actions.announce(campaign=made, acting_user=minh)


def test_the_definition_comes_back_as_it_was_given(province: Province) -> None:
    lan = member("Lan", province.home)
    given = world.definition(
        province.root, excluded=frozenset({province.home.pk}), categories=("can_bo",), heads="others",
        positions=("kế toán",), electives=frozenset({world.key(3)}), electives_needed=1, reminders=(-3, 1),
        exceptions={lan.pk: (True, "Biệt phái")},
    )  # fmt: skip
    assert definition_of(actions.create_campaign(definition=given, acting_user=None)) == given


def test_an_address_that_is_taken_gets_a_number(province: Province) -> None:
    slugs = [world.draft(province.health).slug for _ in range(3)]
    assert slugs == ["chuyen-doi-so-2026", "chuyen-doi-so-2026-2", "chuyen-doi-so-2026-3"]
    assert world.draft(province.health, name="Người").slug == "nguoi-2"
    assert world.draft(province.health, name="…").slug == "dot"


def test_nothing_and_nobody_cannot_be_announced(province: Province) -> None:
    for parts in ({"mandatory": frozenset()}, {"agencies": frozenset()}):
        empty = world.draft(province.health, **parts)
        with pytest.raises(actions.AsksNothing):
            actions.announce(campaign=empty, acting_user=None)


def test_a_change_of_a_running_one_is_the_next_version(province: Province, minh: Account, told: Any) -> None:
    made = world.running(province.health, minh)
    before = definition_of(made)
    told.clear()
    after = replace(before, categories=("vien_chuc",))
    changed = actions.change_campaign(
        campaign=made, definition=after, acting_user=minh, reason="Kế hoạch sửa", version=1
    )
    assert changed.version == 2
    assert told == [("campaigns", {made.pk})]
    row = last_audit()
    assert row.old == {"categories": []}
    assert row.new == {"categories": ["vien_chuc"], "version": 2}
    assert row.reason == "Kế hoạch sửa"
    with pytest.raises(actions.NothingChanged):
        actions.change_campaign(campaign=made, definition=after, acting_user=minh)
    with pytest.raises(actions.ChangedMeanwhile):
        actions.change_campaign(campaign=made, definition=before, acting_user=minh, version=1)
    with pytest.raises(actions.AsksNothing):
        actions.change_campaign(campaign=made, definition=replace(after, mandatory=frozenset()), acting_user=minh)
    assert definition_of(Campaign.objects.get()) == after


def test_a_draft_keeps_its_version(province: Province, told: Any) -> None:
    made = world.draft(province.health)
    changed = actions.change_campaign(
        campaign=made, definition=replace(definition_of(made), name="Tên khác"), acting_user=None
    )
    assert (changed.version, changed.name, changed.slug, told) == (1, "Tên khác", "chuyen-doi-so-2026", [])


def test_single_people_are_told_of_alone(province: Province, told: Any) -> None:
    made, lan = world.running(province.health), member("Lan", province.home)
    told.clear()
    after = replace(definition_of(made), exceptions={lan.pk: (True, "Biệt phái")})
    actions.change_campaign(campaign=made, definition=after, acting_user=None)
    assert told == [("waivers", {(made.pk, lan.pk)})]


def test_the_last_day_moves_for_a_reason(province: Province, minh: Account, told: Any) -> None:
    made = world.running(province.health, minh)
    told.clear()
    later, earlier = dt.date(2026, 12, 15), dt.date(2026, 11, 25)
    actions.extend(campaign=made, closes_on=later, reason="Lũ", acting_user=minh)
    made.refresh_from_db()
    assert (made.closes_on, made.version) == (later, 2)
    assert last_audit().old == {"closes_on": "2026-11-30"}
    actions.end_early(campaign=made, closes_on=earlier, reason="Xong sớm", acting_user=minh)
    made.refresh_from_db()
    assert (made.closes_on, made.version, len(told)) == (earlier, 3, 2)


@pytest.mark.parametrize(
    ("verb", "day"),
    [(actions.extend, world.CLOSES), (actions.end_early, world.CLOSES), (actions.end_early, dt.date(2026, 11, 19))],
)
def test_nobody_is_given_a_day_that_makes_no_sense(province: Province, verb: Any, day: dt.date) -> None:
    made = world.running(province.health)
    with pytest.raises(actions.WrongDay):
        verb(campaign=made, closes_on=day, reason="x", acting_user=None)
    with pytest.raises(actions.NotAnnounced):
        verb(campaign=world.draft(province.health), closes_on=day, reason="x", acting_user=None)
    assert Campaign.objects.get(pk=made.pk).closes_on == world.CLOSES


def test_cancelled_it_asks_nobody_and_stays_so(province: Province, told: Any) -> None:
    made = world.running(province.health)
    told.clear()
    actions.cancel(campaign=made, reason="Kế hoạch dừng", acting_user=None)
    made.refresh_from_db()
    assert made.announced_at is None
    assert made.cancelled_at is not None
    assert told == [("campaigns", {made.pk})]
    for verb in (actions.announce, actions.cancel):
        with pytest.raises((actions.NotADraft, actions.NotAnnounced)):
            verb(campaign=made, acting_user=None, **({"reason": "x"} if verb is actions.cancel else {}))
