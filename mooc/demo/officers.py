"""What the demonstration's officers have done besides: results of another platform, rules that warn, a week told."""

import datetime as dt
import hashlib
import random
from collections.abc import Mapping
from uuid import UUID

from learners.agencies.models import Agency, AgencyClosure, Membership
from learners.enrolment.actions import enrol_many
from learners.external.actions import carry_on, keep_file, stage, upload
from learners.external.judging import Judged
from learners.external.models import Import
from learners.external.sources import remember_courses, source_named
from learners.notices.models import Notice
from learners.people.models import Account, Person
from learners.progress.models import Progress
from learners.warnings.actions import change_rule, make_rule, switch_rule
from learners.warnings.evaluating import evaluate_on
from learners.warnings.models import Kind, Level
from learners.warnings.wording import NOTICE
from learners.weekly.actions import remark, write
from learners.weekly.models import week_of
from mooc.demo.corrections import WARD
from mooc.demo.names import uuid_of
from mooc.foundation.periods import on
from mooc.foundation.vietnamese import fold

ONETOUCH, COURSE, TITLE = "OneTouch", "CDS-05", "Kỹ năng số an toàn trên OneTouch"
AGO = dt.timedelta(days=2, hours=15)
TOLD = dt.timedelta(hours=3)
OTHER = "p-ninhkieu"
DIFFICULTIES = (
    "Ba cán bộ ở khu vực 4 chưa có điện thoại thông minh. Đề nghị cho mượn máy của bộ phận một cửa vào chiều thứ Sáu."
)
QUESTION = "Sở đã xếp hai máy từ thứ Tư. Phường cho biết ai nhận máy và nhận lúc nào?"


def write_officers(
    dice: random.Random, cast: Mapping[str, Account], courses: Mapping[str, UUID], moment: dt.datetime
) -> None:
    """``moment`` is the beginning of the day."""
    day = moment.date()
    bring_in(dice, cast["tam"], courses[COURSE], moment)
    warn(cast["minh"], moment)
    for key, light, words in ((WARD, "red", DIFFICULTIES), (OTHER, "green", "")):
        agency = Agency.objects.filter(source_key=key).first()
        if agency:
            write(agency=agency, week=week_of(day), light=light, difficulties=words, acting_user=cast["tam"])
    remark(agency=Agency.objects.get(source_key=WARD), week=week_of(day), text=QUESTION, acting_user=cast["minh"])


def bring_in(dice: random.Random, officer: Account, course_key: UUID, moment: dt.datetime) -> None:
    """Two people of the ward who have begun nothing here."""
    people = _people(moment.date())
    achieved = moment.date() - dt.timedelta(days=20)
    lines = [f"{person.staff_code};{person.full_name};{TITLE};{achieved:%d/%m/%Y}" for person in people]
    content = "\r\n".join(["Mã cán bộ;Họ và tên;Khóa học;Ngày hoàn thành", *lines]).encode("utf-8-sig")
    source = source_named(ONETOUCH, acting_user=officer)
    remember_courses(source, {fold(TITLE): course_key}, acting_user=officer)
    batch = upload(
        source=source,
        acting_user=officer,
        name="onetouch-vi-thanh.csv",
        file=keep_file(content, "csv"),
        sha256=hashlib.sha256(content).hexdigest(),
    )
    judged = [
        Judged(number, {}, person=person, course_key=course_key, achieved_on=achieved, certificate=f"OT-2026-{number}")
        for number, person in enumerate(people, start=2)
    ]
    if judged:
        # On the day of the list, like everything else in the demonstration.
        enrol_many(
            course_key=course_key,
            people=[(person, moment - AGO) for person in people],
            acting_user=officer,
            registrations={person.pk: uuid_of(dice) for person in people},
        )
        stage(batch=batch, judged=judged, leave_out=False, acting_user=officer)
        while carry_on(batch):
            pass
    Import.objects.filter(pk=batch.pk).update(uploaded_at=moment - AGO, applied_at=moment - AGO)


def _people(day: dt.date) -> list[Person]:
    ward = AgencyClosure.objects.filter(on(day), ancestor__source_key=WARD).values("descendant")
    held = Membership.objects.filter(on(day), is_primary=True, agency__in=ward)
    there = list(held.values_list("person", flat=True))
    begun = Progress.objects.filter(person__in=there).values_list("person", flat=True)
    idle = Person.objects.filter(pk__in=set(there) - set(begun), merged_into=None, account=None)
    idle = idle.exclude(staff_code="")
    return list(idle.order_by("staff_code")[:2])


def warn(officer: Account, moment: dt.datetime) -> None:
    """One rule that warns, one paused, two that were never switched on."""
    day = moment.date()
    city = Agency.objects.get(source_key="ct").pk
    for kind, level, threshold in (
        (Kind.START, Level.RED, 30),
        (Kind.FLAT, Level.AMBER, 14),
        (Kind.HEADS, Level.AMBER, 14),
        (Kind.SPIKE, Level.AMBER, 20),
    ):
        rule = make_rule(acting_user=officer, kind=kind, level=level, threshold=threshold, agency_id=city, least=5)
        if kind in (Kind.START, Kind.FLAT):
            switch_rule(rule=rule, on=True, acting_user=officer)
        if kind == Kind.FLAT:
            until = day + dt.timedelta(days=10)
            change_rule(rule=rule, acting_user=officer, paused_until=until, pause_reason="Chờ lịch học tập trung mới")
    evaluate_on(day)
    Notice.objects.filter(kind=NOTICE).update(created_at=moment - TOLD)
