"""Alerts open once, stand while their cause does, and close by themselves; only those who answer are told."""

import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from learners.campaigns.models import Assignment
from learners.notices.models import Notice
from learners.people.models import Account
from learners.warnings.evaluating import evaluate_on
from learners.warnings.models import Alert, Kind, Rule
from mooc.foundation.models import AuditEntry
from tests.coverage import world as agencies
from tests.warnings import world

pytestmark = pytest.mark.django_db
TODAY = world.TODAY


@pytest.fixture(autouse=True)
def _today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timezone, "now", lambda: world.NOW)


def test_it_opens_once_is_told_once_and_closes_by_itself(
    province: agencies.Province, minh: Account, tam: Account, lan: Account
) -> None:
    campaign = world.campaign(province)
    world.assign(campaign, province.health, 4)
    world.assign(campaign, province.home, 4, started_on=TODAY)
    world.rule(province.root, owner=tam)
    assert evaluate_on(TODAY) == 1
    alert = Alert.objects.get()
    assert (alert.agency_id, alert.facts) == (province.health.pk, {"started": 0, "required": 4, "percent": 0})
    # Minh answers for the agency, Tâm made the rule; nobody else, and nobody who learns.
    assert {notice.account_id for notice in Notice.objects.all()} == {minh.pk, tam.pk}
    assert "1 cảnh báo mới" in Notice.objects.filter(account=minh).get().text

    assert evaluate_on(TODAY) == 0
    assert evaluate_on(TODAY + dt.timedelta(days=1)) == 0
    assert Notice.objects.count() == 2
    Assignment.objects.filter(agency=province.health).update(started_on=TODAY)
    evaluate_on(TODAY + dt.timedelta(days=2))
    alert.refresh_from_db()
    assert alert.closed_on == TODAY + dt.timedelta(days=2)
    # It comes back as another one.
    Assignment.objects.filter(agency=province.health).update(started_on=None)
    assert evaluate_on(TODAY + dt.timedelta(days=3)) == 1


def test_what_is_below_counts_above(province: agencies.Province) -> None:
    campaign = world.campaign(province)
    world.assign(campaign, province.health, 1)
    world.assign(campaign, province.home, 9, started_on=TODAY)
    world.rule(province.root, threshold=95, least=5)
    evaluate_on(TODAY)
    assert [alert.agency_id for alert in Alert.objects.all()] == [province.root.pk]


def test_nothing_of_rules_off_paused_or_drafts(province: agencies.Province) -> None:
    campaign = world.campaign(province)
    world.assign(campaign, province.health, 4)
    off = world.rule(province.root, enabled_at=None)
    paused = world.rule(province.root, paused_until=TODAY + dt.timedelta(days=1), pause_reason="Tết")
    assert evaluate_on(TODAY) == 0
    # The department and the province above it.
    assert evaluate_on(TODAY + dt.timedelta(days=1)) == 2
    Rule.objects.filter(pk__in=[off.pk, paused.pk]).update(enabled_at=None)
    campaign.announced_at = None
    campaign.save()
    Alert.objects.all().delete()
    world.rule(province.root)
    assert evaluate_on(TODAY) == 0


def test_the_pages_say_why_and_what_is_done(officer: Client, minh: Account, province: agencies.Province) -> None:
    campaign = world.campaign(province)
    world.assign(campaign, province.health, 4)
    world.assign(campaign, province.home, 4)
    world.rule(province.root)
    evaluate_on(TODAY)
    page = officer.get(reverse("warnings:index")).content.decode()
    assert "Mới có 0 trên 4 người bắt đầu học (0%)." in page
    assert "Sở Y tế" in page
    assert "Sở Nội vụ" not in page
    alert, other = Alert.objects.get(agency=province.health), Alert.objects.get(agency=province.home)
    path = reverse("warnings:show", args=[alert.pk])
    shown = officer.get(path)
    assert shown.context["people"].endswith("?trang-thai=unfinished")
    assert officer.get(shown.context["people"]).status_code == 200
    officer.post(path, {"answer": "handling", "note": "Đã nhắc trưởng phòng"})
    alert.refresh_from_db()
    assert (alert.answer, alert.answered_by, alert.closed_on) == ("handling", minh, None)
    assert AuditEntry.objects.filter(verb="warnings.answer").count() == 1
    assert "Đã nhắc trưởng phòng" in officer.get(reverse("warnings:index")).content.decode()
    # A day later it stands with what was written.
    evaluate_on(TODAY + dt.timedelta(days=1))
    alert.refresh_from_db()
    assert alert.note == "Đã nhắc trưởng phòng"
    assert officer.get(reverse("warnings:show", args=[other.pk])).status_code == 404
    assert officer.post(path, {"answer": "fine", "note": "x"}).status_code == 200


def test_a_rule_is_made_tried_switched_and_paused(officer: Client, minh: Account, province: agencies.Province) -> None:
    campaign = world.campaign(province)
    world.assign(campaign, province.health, 4, started_on=dt.date(2026, 11, 15))
    path = reverse("warnings:new_rule")
    facts = {
        "kind": "start",
        "agency": str(province.health.pk),
        "level": "red",
        "threshold": "30",
        "fast": "20",
        "least": "2",
    }
    assert officer.post(path, {**facts, "threshold": "101"}).context["form"].errors.keys() == {"threshold"}
    assert officer.post(path, {**facts, "agency": str(province.home.pk)}).context["form"].errors.keys() == {"agency"}
    officer.post(path, facts)
    rule = Rule.objects.get()
    assert (rule.owner, rule.enabled_at) == (minh, None)
    page = reverse("warnings:rule", args=[rule.pk])
    tried = officer.get(f"{page}?thu={campaign.slug}")
    [line] = tried.context["lines"]
    # From half of the window (31 October) until the day before they began.
    assert (line.name, line.days[-1]) == ("Sở Y tế", dt.date(2026, 11, 14))
    assert line.days[0] >= dt.date(2026, 10, 31)
    assert not Alert.objects.exists()
    officer.post(reverse("warnings:switch", args=[rule.pk]), {"bat": "1"})
    rule.refresh_from_db()
    assert rule.enabled_at
    paused = {**facts, "paused_until": "01/12/2026"}
    assert officer.post(page, paused).context["form"].errors.keys() == {"pause_reason"}
    officer.post(page, {**paused, "pause_reason": "Chờ hướng dẫn mới"})
    assert "Chờ hướng dẫn mới" in officer.get(reverse("warnings:rules")).content.decode()
    officer.post(reverse("warnings:switch", args=[rule.pk]))
    rule.refresh_from_db()
    assert rule.enabled_at is None
    verbs = list(AuditEntry.objects.filter(verb__startswith="warnings.").order_by("pk").values_list("verb", flat=True))
    assert verbs == ["warnings.make_rule", "warnings.switch_rule", "warnings.change_rule", "warnings.switch_rule"]


def test_whoever_is_below_reads_the_rule_and_cannot_change_it(officer: Client, province: agencies.Province) -> None:
    rule = world.rule(province.root)
    assert "nửa thời gian" in officer.get(reverse("warnings:rules")).content.decode()
    assert officer.get(reverse("warnings:rule", args=[rule.pk])).status_code == 404
    other = world.rule(province.home)
    assert officer.get(reverse("warnings:rule", args=[other.pk])).status_code == 404


def test_evaluating_costs_a_few_queries_a_rule(province: agencies.Province, django_assert_max_num_queries) -> None:
    campaign = world.campaign(province)
    for number in range(20):
        place = agencies.agency(f"Xã {number}", province.root, kind="ubnd_xa")
        world.assign(campaign, place, 2)
    for kind in (Kind.START, Kind.FLAT, Kind.PACE, Kind.HEADS):
        world.rule(province.root, kind, 20)
    with django_assert_max_num_queries(60):
        evaluate_on(TODAY)


def test_what_nobody_has_looked_at_waits_on_the_first_page(officer: Client, province: agencies.Province) -> None:
    campaign = world.campaign(province)
    world.assign(campaign, province.health, 4)
    world.rule(province.health)
    evaluate_on(TODAY)
    assert "1 cảnh báo sớm chưa ai xem" in officer.get("/phu-trach/").content.decode()
    officer.post(reverse("warnings:show", args=[Alert.objects.get().pk]), {"answer": "seen", "note": ""})
    assert "chưa ai xem" not in officer.get("/phu-trach/").content.decode()
