"""What is asked of the running campaign besides studying: two requests that wait in Tâm's ward, an extension granted,
the reminders sent a day ago, and next year's campaign as a draft of Minh's."""

import datetime as dt
from dataclasses import replace
from uuid import UUID

from django.db.models import QuerySet

from learners.agencies.models import AgencyClosure, Membership
from learners.campaigns.actions import create_campaign
from learners.campaigns.copying import a_year_later
from learners.campaigns.definition import definition_of
from learners.campaigns.models import Campaign, Digest, Reminder, WaiverKind, WaiverRequest
from learners.campaigns.reminding import KIND, remind
from learners.campaigns.signals import waivers_asked
from learners.campaigns.waiving import extend
from learners.coverage.digesting import digest
from learners.notices.models import Notice
from learners.people.models import Account
from mooc.demo.accounts import CAST
from mooc.demo.campaigns import RUNNING
from mooc.demo.corrections import WARD
from mooc.foundation.periods import on

AGO = (dt.timedelta(days=2, hours=15), dt.timedelta(hours=16))


def write_waivers(cast: dict[str, Account], now: dt.datetime) -> None:
    """``now`` is the beginning of the day."""
    running, today = Campaign.objects.get(slug=RUNNING), now.date()
    asking = list(_of_the_ward(today)[:3])
    later = running.closes_on + dt.timedelta(days=20)
    requests = [
        (WaiverKind.EXEMPTION, "Nghỉ thai sản từ đầu tháng, có quyết định của cơ quan.", today, None),
        (WaiverKind.EXTENSION, "Đi công tác dài ngày, xin thêm thời gian học.", None, later),
    ]
    for account, (kind, reason, first, last), ago in zip(asking, requests, AGO, strict=False):
        if account.person is None:
            continue
        made = WaiverRequest.objects.create(
            campaign=running, person=account.person, kind=kind, reason=reason, first_day=first, last_day=last,
            asked_by=account,
        )  # fmt: skip
        WaiverRequest.objects.filter(pk=made.pk).update(asked_at=now - ago)
        waivers_asked.send(sender=WaiverRequest, asked=made)
    for account in asking[2:]:
        person = account.person
        if person is not None:
            extend(
                campaign=running, person=person, reason="Trực chống lũ suốt đợt", due_on=later,
                approved_by="Chủ tịch UBND phường", acting_user=cast["tam"],
            )  # fmt: skip
    _draft_next_year(running, cast["minh"], today)


def tell_of_the_running_one(now: dt.datetime) -> None:
    """As the worker did yesterday and on Monday; what was sent is dated then."""
    yesterday = now.date() - dt.timedelta(days=1)
    remind(yesterday, lambda: None)
    digest(now.date(), lambda: None)
    at = now - dt.timedelta(hours=16)
    Reminder.objects.update(sent_at=at)
    Digest.objects.update(sent_at=at)
    Notice.objects.filter(kind__in=[KIND, "campaign-digest"]).update(created_at=at)


def _draft_next_year(running: Campaign, by: Account, today: dt.date) -> None:
    definition = a_year_later(definition_of(running), today)
    name = f"Chuyển đổi số cho cán bộ, công chức, viên chức, năm {definition.opens_on.year}"
    create_campaign(definition=replace(definition, name=name), acting_user=by)


def _of_the_ward(day: dt.date) -> QuerySet[Account]:
    """Staff with an account who have completed nothing, by staff code; none of the cast."""
    ward = AgencyClosure.objects.filter(on(day), ancestor__source_key=WARD).values("descendant")
    held = Membership.objects.filter(on(day), is_primary=True, agency__in=ward)
    # Found first: nobody has counted the rows just seeded, and a planner that takes them for none asks anew for each.
    there: list[UUID] = list(held.values_list("person", flat=True))
    found = Account.objects.filter(person__in=there, person__completions=None, is_active=True)
    found = found.exclude(username__in=[role.username for role in CAST]).exclude(scopes__isnull=False)
    return found.select_related("person").order_by("person__staff_code", "pk")
