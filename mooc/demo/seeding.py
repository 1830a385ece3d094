"""Seeding the demonstration: the same every time on a given day, through the same doors a real site uses."""

import datetime as dt
import random
from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.core.management import call_command
from django.db import transaction
from django.utils import timezone
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from courses.catalogue.actions import load_catalogue
from courses.catalogue.models import CoursePage, LessonPage
from courses.editions.actions import release
from learners.agencies.actions import load_agencies
from learners.agencies.models import Agency
from learners.certificates.actions import choose_issuer
from learners.coverage.rebuilding import rebuild
from learners.people.models import Account
from mooc.demo.accounts import ADMIN, write_accounts
from mooc.demo.belonging import write_belonging
from mooc.demo.campaigns import write_campaigns
from mooc.demo.codes import fresh_codes
from mooc.demo.consents import write_consents
from mooc.demo.corrections import ask_for_corrections
from mooc.demo.decisions import decide_final_tests
from mooc.demo.final_tests import write_final_tests
from mooc.demo.freezing import write_frozen
from mooc.demo.interactive import write_interactive
from mooc.demo.notices import date_notices
from mooc.demo.officers import write_officers
from mooc.demo.opinions import write_opinions
from mooc.demo.people import PeopleWriter
from mooc.demo.reorganising import draft_a_merger
from mooc.demo.resetting import BEGUN
from mooc.demo.rosters import write_rosters
from mooc.demo.signing_in import date_sign_ins
from mooc.demo.site import write_site
from mooc.demo.studying import Studies
from mooc.demo.taking import take_final_tests
from mooc.demo.units import AGENCIES, CATALOGUE, read_units
from mooc.demo.waivers import tell_of_the_running_one, write_waivers
from mooc.foundation.models import AuditEntry, audit

SEED = 20251013
SEEDED = "seed_demo"
FIRST_RELEASE = dt.datetime(2025, 3, 3, 1, 0, tzinfo=dt.UTC)
REMEMBER = (
    "<p>Trước khi học tiếp, hãy tự hỏi: việc nào hằng tuần của mình đang phải làm hai lần, một lần trên giấy và một "
    "lần trên máy? Giữ việc ấy trong đầu, các bài sau sẽ dùng đến.</p>"
)


def is_seeded() -> bool:
    """Whether a seeding came to its end; one that was interrupted left people and no such row."""
    return AuditEntry.objects.filter(verb=SEEDED).exists()


def seed(*, say: Callable[[str], Any], size: float = 1.0, today: dt.date | None = None) -> None:
    """Fill an empty site. ``size`` scales people and what they did; ``say`` is told of each step."""
    today = today or timezone.localdate()
    # Everything lies before the day began, so that whoever starts it at noon sees what was seen at nine.
    moment = timezone.make_aware(dt.datetime.combine(today, dt.time()))
    dice, units = random.Random(SEED), read_units()  # noqa: S311 - must repeat
    say("Cơ quan và các lần sắp xếp")
    load_agencies(path=AGENCIES, acting_user=None)
    audit(acting_user=None, verb=BEGUN, subject=Agency.objects.get(source_key="ct"), new={"day": str(today)})
    say("Khóa học, bài học, câu hỏi")
    load_catalogue(path=CATALOGUE, acting_user=None)
    write_final_tests()
    say("Người, nơi làm việc, tài khoản")
    with transaction.atomic():
        people = PeopleWriter(dice, units, today, size).write()
        cast = write_accounts(dice, people)
        write_consents(cast, moment)
        Account.objects.update(created_at=FIRST_RELEASE)
    say("Nội dung tương tác")
    write_interactive(cast["oanh"], cast[ADMIN.username])
    say("Phát hành các khóa học")
    choose_issuer(code="SKHCN", name="Sở Khoa học và Công nghệ thành phố Cần Thơ", acting_user=cast[ADMIN.username])
    courses = release_courses(cast["oanh"], moment)
    write_site(today=today, acting_user=cast[ADMIN.username])
    write_campaigns(dice, courses, people, today, size)
    say("Giao học cho từng người")
    rebuild()
    say("Việc học của vài trăm người")
    Studies(dice, people, courses, cast, moment, size).run()
    say("Sát hạch, chấm bài, chấm lại")
    decide_final_tests(take_final_tests(moment), cast, moment)
    write_opinions(dice)
    write_frozen(cast["minh"])
    write_waivers(cast, moment)
    date_notices(moment)
    ask_for_corrections(moment)
    write_rosters(cast["tam"], moment)
    write_belonging(moment)
    date_sign_ins()
    tell_of_the_running_one(moment)
    draft_a_merger(today, cast[ADMIN.username])
    # What they tell and are told of counts what is there by then.
    write_officers(dice, cast, courses, moment)
    # Every start replaces these, so no start has to make their accounts.
    fresh_codes()
    say("Chỉ mục tìm kiếm")
    index_at_once()
    audit(acting_user=None, verb=SEEDED, subject=cast[ADMIN.username], new={"day": str(today), "size": size})


def index_at_once() -> None:
    """What a thousand queued tasks would do one by one, so that the first search finds something."""
    call_command("update_index", verbosity=0)
    call_command("rebuild_references_index", verbosity=0)
    waiting = DBTaskResult.objects.filter(status=TaskResultStatus.READY)
    waiting.filter(task_path__startswith="modelsearch.").delete()
    waiting.filter(task_path="wagtail.tasks.update_reference_index_task").delete()


def release_courses(editor: Account, now: dt.datetime) -> dict[str, UUID]:
    """Release all; the first course has two editions, as a course that is kept up to date does."""
    pages = list(CoursePage.objects.order_by("code"))
    for page in pages:
        release(course=page, acting_user=editor, note="Bản đầu tiên", at=FIRST_RELEASE)
    first = pages[0]
    lesson = LessonPage.objects.descendant_of(first).order_by("path")[0]
    lesson.body.append(("callout", {"tone": "note", "text": REMEMBER}))
    lesson.save_revision(user=editor).publish(user=editor)
    release(course=first, acting_user=editor, note="Thêm phần ghi nhớ ở bài đầu", at=now - dt.timedelta(days=60))
    return {page.code: page.translation_key for page in pages}
