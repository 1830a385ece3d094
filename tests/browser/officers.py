"""What officers see of other platforms, of early warnings and of the week, with something on each page."""

import datetime as dt

from django.core.files.base import ContentFile
from django.utils import timezone

from learners.external.models import Import, place_of
from learners.external.sources import source_named
from learners.warnings.models import Alert, Kind, Rule
from learners.weekly.actions import remark, write
from learners.weekly.models import week_of
from mooc.foundation.private import private_storage
from tests.browser import world
from tests.browser.place import Place

LIST = (
    "Mã cán bộ;Họ và tên;Khóa học;Ngày hoàn thành\r\n;{name};Khóa lạ;05/10/2026\r\nX1;Không Ai;Khóa lạ;32/13/2026\r\n"
)


def places(made: world.World) -> list[Place]:
    minh, health, now = made.minh, made.province.health, timezone.now()
    today = timezone.localdate(now)
    batch = Import.objects.create(
        source=source_named("OneTouch", acting_user=minh),
        name="onetouch.csv",
        file=private_storage().save(place_of("csv"), ContentFile(LIST.format(name=made.lan.person).encode())),
        uploaded_by=minh,
        uploaded_at=now,
    )
    rule = Rule.objects.create(
        kind=Kind.START, threshold=30, agency=health, made_at=now, enabled_at=now, owner=minh,
        paused_until=today + dt.timedelta(days=9), pause_reason="Chờ lịch học tập trung mới",
    )  # fmt: skip
    alert = Alert.objects.create(
        rule=rule, campaign=made.campaign, agency=health, opened_on=today, seen_on=today,
        facts={"started": 1, "required": 12, "percent": 8},
    )  # fmt: skip
    write(agency=health, week=week_of(today), light="red", difficulties="Mạng ở ấp 4 quá chậm.", acting_user=minh)
    remark(agency=health, week=week_of(today), text="Cần hỗ trợ mấy máy?", acting_user=minh)
    rush = Rule.objects.create(
        kind=Kind.SPIKE, threshold=1, fast=20, agency=health, made_at=now, enabled_at=now, owner=minh
    )
    rushed = Alert.objects.create(
        rule=rush, campaign=made.campaign, agency=health, opened_on=today, seen_on=today,
        facts={"day": today.isoformat(), "people": 2, "fast": 1, "same": 0},
    )  # fmt: skip
    return [
        Place("elsewhere", "/phu-trach/noi-khac/", minh, always=False),
        Place("list to bring in", "/phu-trach/noi-khac/nhap/", minh, always=False),
        Place("lines to bring in", f"/phu-trach/noi-khac/{batch.pk}/", minh, always=False),
        Place("one proof", f"/phu-trach/nguoi/{made.lan.person_id}/noi-khac/", minh, always=False),
        Place("warnings", "/phu-trach/canh-bao/", minh, always=False),
        Place("warning", f"/phu-trach/canh-bao/{alert.pk}/", minh, always=False),
        Place("rush", f"/phu-trach/canh-bao/{rushed.pk}/", minh, always=False),
        Place("rules", "/phu-trach/canh-bao/quy-tac/", minh, always=False),
        Place("rule", f"/phu-trach/canh-bao/quy-tac/{rule.pk}/?thu={made.campaign.slug}", minh, always=False),
        Place("weeks", "/phu-trach/tuan/", minh, always=False),
        Place("week", f"/phu-trach/tuan/{health.pk}/", minh, always=False),
    ]
