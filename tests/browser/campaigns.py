"""A campaign that runs, as whoever makes it, whoever is asked and whoever heads the agency see it."""

import datetime as dt

from django.contrib.auth.models import Permission

from learners.campaigns.waiving import ask
from learners.people.models import Person
from tests import factories
from tests.browser import world
from tests.browser.place import Place
from tests.campaigns import world as campaigns


def places(made: world.World) -> list[Place]:
    health, lan, minh = made.province.health, made.lan, made.minh
    minh.user_permissions.add(Permission.objects.get(codename="run"))
    running = campaigns.running(
        health, minh, opens_on=world.OPENS, closes_on=world.CLOSES,
        mandatory=frozenset({made.course.translation_key}),
    )  # fmt: skip
    draft = campaigns.draft(health, minh, name="Kỹ năng số năm sau")
    campaigns.assign(running, lan.person, health)
    asked = ask(
        campaign=running, person=lan.person, kind="extension", reason="Đi công tác dài ngày",
        last_day=dt.date(2100, 1, 31), acting_user=lan,
    )  # fmt: skip
    hanh = factories.account("hanh", of=Person.objects.get(full_name="Bùi Thị Hạnh"))
    mine, theirs = f"/duoc-giao/{running.pk}/xin/mien/", f"/phu-trach/nguoi/{lan.person_id}/dot/{running.pk}/"
    base = "/phu-trach/dot-tap-huan/"
    return [
        Place("my campaigns", "/duoc-giao/", lan),
        Place("asking to be exempted", mine, lan, always=False),
        Place("my agency", "/co-quan-toi/", hanh),
        Place("my agency's week", f"/tinh-hinh-tuan/{health.pk}/", hanh, always=False),
        Place("campaigns", base, minh, always=False),
        Place("campaign, form", f"{base}{draft.pk}/sua/", minh),
        Place("campaign, preview", f"{base}{draft.pk}/", minh),
        Place("campaign, running", f"{base}{running.pk}/", minh, always=False),
        Place("reminders sent", f"{base}{running.pk}/loi-nhac/", minh, always=False),
        Place("waivers", "/phu-trach/mien-gia-han/", minh, always=False),
        Place("waiver", f"/phu-trach/mien-gia-han/{asked.pk}/", minh),
        Place("waivers of one person", theirs, minh, always=False),
        Place("call list", f"/phu-trach/{running.slug}/{health.pk}/goi-nhac/", minh),
    ]
