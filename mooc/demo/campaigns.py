"""The demonstration's campaigns: one closed before the merger of 2025, one that spans it, one running today."""

import datetime as dt
import random
from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.utils import timezone

from learners.agencies.models import Agency
from learners.campaigns.models import Campaign, CampaignAgency, CampaignCourse, Exemption
from learners.people.models import Person
from mooc.demo.people import People

LAST_DAY = dt.date(2025, 6, 30)
CLOSED, REVIEW, RUNNING = "hau-giang-2025", "can-tho-2025", "can-tho-dot-2-2026"
REASONS = ["Nghỉ thai sản", "Nghỉ ốm dài ngày theo giấy của bệnh viện", "Biệt phái ra ngoài thành phố", "Chờ nghỉ hưu"]


def write_campaigns(dice: random.Random, courses: dict[str, UUID], people: People, today: dt.date, size: float) -> None:
    """``courses``: code to course key. The running one began six weeks ago and ends in a month."""
    closed = _campaign(
        slug=CLOSED,
        name="Tập huấn kỹ năng số nền tảng, tỉnh Hậu Giang 2025",
        plan_number="42/KH-UBND",
        opens_on=dt.date(2025, 3, 10),
        closes_on=LAST_DAY,
        mandatory=[courses["CDS-01"]],
        agencies=["hg"],
    )
    _campaign(
        slug=REVIEW,
        name="Rà soát kỹ năng số nền tảng sau sắp xếp, thành phố Cần Thơ 2025",
        plan_number="15/KH-UBND",
        opens_on=dt.date(2025, 7, 15),
        closes_on=dt.date(2025, 12, 31),
        mandatory=[courses["CDS-01"]],
        agencies=["ct", "ct-thanhuy", "ct-mttq"],
    )
    running = _campaign(
        slug=RUNNING,
        name="Chuyển đổi số cho cán bộ, công chức, viên chức, đợt 2",
        plan_number="118/KH-UBND",
        opens_on=today - dt.timedelta(days=45),
        closes_on=today + dt.timedelta(days=29),
        # The first of them was yesterday.
        reminders=[-30, -7, -3, -1, 1],
        mandatory=[courses["CDS-01"]],
        electives=[courses[code] for code in ("CDS-05", "CDS-07", "CDS-08")],
        agencies=["ct", "ct-thanhuy", "ct-mttq"],
    )
    there = people.of_province("hg", LAST_DAY)
    _exempt(dice, closed, there, round(8 * size))
    # Of those who stay: whoever is somebody of the cast is asked to learn.
    _exempt(dice, running, [person for person in people.staff if person not in people.cast], round(14 * size))


def _campaign(
    *, mandatory: Sequence[UUID], agencies: Sequence[str], electives: Sequence[UUID] = (), **fields: Any
) -> Campaign:
    announced_at = timezone.make_aware(dt.datetime.combine(fields["opens_on"], dt.time(8)))
    made = Campaign.objects.create(**fields, electives_needed=1 if electives else 0, announced_at=announced_at)
    CampaignCourse.objects.bulk_create(
        [CampaignCourse(campaign=made, course_key=key, mandatory=True) for key in mandatory]
        + [CampaignCourse(campaign=made, course_key=key, mandatory=False) for key in electives]
    )
    found = Agency.objects.filter(source_key__in=agencies)
    CampaignAgency.objects.bulk_create(CampaignAgency(campaign=made, agency=agency) for agency in found)
    return made


def _exempt(dice: random.Random, campaign: Campaign, people: Sequence[Person], count: int) -> None:
    Exemption.objects.bulk_create(
        Exemption(
            campaign=campaign,
            person=person,
            reason=dice.choice(REASONS),
            approved_by="Giám đốc Sở Nội vụ",
            valid_from=campaign.opens_on,
        )
        for person in dice.sample(people, count)
    )
