"""The report of a province and of a nation, of today and of a past day, beside what a query over the rosters and
completions takes; and what counting costs whoever completes a course.
"""

import datetime as dt
import os
import time
from collections.abc import Callable, Iterator
from typing import Any
from uuid import UUID

from django.db import connection
from django.test import RequestFactory

from bench.figures import Figure
from bench.nation import COURSE, LEVELS, OPENS, TODAY, Size, fill
from courses.editions.actions import release
from learners.agencies.models import Membership, Scope
from learners.campaigns.models import Assignment, Campaign
from learners.coverage.reporting import report
from learners.coverage.views import show_report
from learners.enrolment import authorities
from learners.enrolment.actions import enrol
from learners.enrolment.statements import statement
from learners.people.models import Account
from learners.progress.signals import progressed
from mooc.foundation.remembered import forget_everything
from tests import factories
from tests.coverage import world as agencies
from tests.factories import at
from tests.progress.lrs import queries_of
from xapi.recording import record
from xapi.vocabulary import Verb

SIZE = "BENCH_PEOPLE"
ROUNDS = 5
PAST = OPENS + dt.timedelta(days=45)
# Province 0, which the first campaign asks as it asks everybody.
PROVINCE = UUID(f"{LEVELS[0]:032x}")


def figures(database: str) -> Iterator[Figure]:
    on_postgres = database == "postgres"
    people = int(os.environ.get(SIZE) or (2_000_000 if on_postgres else 50_000))
    if not Campaign.objects.exists():
        yield from _completion()
        fill(Size(people, 34 if on_postgres else 1))
    campaign, account = Campaign.objects.get(slug="dot-0"), _officer()
    name = f"{people:,} people on {database}"
    yield from _province(campaign, account, name, 150 if on_postgres else 300)
    if on_postgres:
        yield from _nation(campaign, name)


def _completion() -> Iterator[Figure]:
    """By how many queries a completion is dearer where a campaign asks for it. Leaves nothing behind."""
    course = factories.course()
    edition = release(course=course, acting_user=None, at=at(0))
    root = agencies.agency("Tỉnh")
    campaign = agencies.campaign(root, course.translation_key)
    for make in (authorities.system, authorities.learner_session, authorities.server_graded):
        make()
    lessons, test = list(edition.units.filter(kind="lesson")), edition.units.get(kind="assessment")

    def complete(name: str) -> int:
        person = agencies.member(name, root)
        enrolment = enrol(person=person, course_key=edition.course_key, acting_user=None, at=at(1))
        for unit in lessons:
            made = statement(enrolment, verb=Verb.COMPLETED, unit_key=unit.unit_key, at=at(2))
            record([made], authority=authorities.learner_session())
        passed = statement(enrolment, verb=Verb.PASSED, unit_key=test.unit_key, at=at(3))
        return len(queries_of(lambda: record([passed], authority=authorities.server_graded())))

    complete("Đầu Tiên")
    counted = complete("Lan")
    receivers, progressed.receivers = progressed.receivers, []
    progressed.sender_receivers_cache.clear()
    alone = complete("Hoa")
    progressed.receivers = receivers
    progressed.sender_receivers_cache.clear()
    yield Figure("coverage: completion, queries more than uncounted", counted - alone, "queries", alone, 4)
    Assignment.objects.all().delete()
    Membership.objects.all().delete()
    campaign.delete()


def _officer() -> Account:
    account, made = Account.objects.get_or_create(username="bench-phu-trach")
    if made:
        Scope.objects.create(account=account, agency_id=PROVINCE, valid_from=OPENS)
    return account


def _page(campaign: Campaign, account: Account, **dates: dt.date) -> Callable[[], Any]:
    asked = {name: str(day) for name, day in dates.items()}

    def show() -> Any:
        request = RequestFactory().get(f"/phu-trach/{campaign.slug}/", {"co-quan": str(PROVINCE), **asked})
        request.user, request.session = Account.objects.get(pk=account.pk), {}  # type: ignore[assignment]
        answer = show_report(request, campaign.slug)
        if answer.status_code != 200:
            raise RuntimeError(f"{answer.status_code}")
        return answer

    return show


def _province(campaign: Campaign, account: Account, name: str, budget: int) -> Iterator[Figure]:
    today, past = _page(campaign, account, hoan_thanh=TODAY), _page(campaign, account, hoan_thanh=PAST)
    two_days = _page(campaign, account, hoan_thanh=PAST, danh_sach=TODAY, co_cau=TODAY)
    forget_everything()
    yield Figure(f"coverage: province, first of a process, {name}", _once(today), "ms")
    control = _least(lambda: _naive(campaign, TODAY, PROVINCE))
    value = _least(today)
    yield Figure(f"coverage: province, {name}", value, "ms", control, budget)
    yield Figure("coverage: province", len(queries_of(today)), "queries", None, 12)
    yield Figure("coverage: province, a past day", _least(past), "ms", value, 3, of_ratio=True)
    yield Figure(
        "coverage: province, two days", _least(two_days), "ms", _least(lambda: _naive(campaign, PAST, PROVINCE))
    )


def _nation(campaign: Campaign, name: str) -> Iterator[Figure]:
    def ask(day: dt.date, results: dt.date | None = None) -> Callable[[], Any]:
        days = {"structure": day, "membership": day, "completion": results or day}
        return lambda: report(campaign=campaign, root=None, **days)

    found = ask(TODAY)()
    told, counted = found.total.numbers, _naive(campaign, TODAY, None)
    if (told.required, told.completed + told.late) != counted:
        raise RuntimeError(f"{told} is not {counted}")
    control = _least(lambda: _naive(campaign, TODAY, None), rounds=2)
    value = _least(ask(TODAY))
    yield Figure(f"coverage: nation, {name}", value, "ms", control, 1000)
    yield Figure("coverage: nation, a past day", _least(ask(PAST)), "ms", value, 3, of_ratio=True)
    yield Figure("coverage: nation, two days", _least(ask(TODAY, PAST), rounds=2), "ms", control)


_NAIVE = """
SELECT m.agency_id, count(*), count(done.person_id) FROM agencies_membership m
LEFT JOIN (SELECT DISTINCT person_id FROM progress_completion WHERE course_key = %s AND effective_at < %s) done
ON done.person_id = m.person_id
WHERE m.is_primary AND m.valid_from <= %s AND (m.valid_to IS NULL OR m.valid_to > %s) {below} GROUP BY m.agency_id
"""
_BELOW = "AND m.agency_id IN (SELECT descendant_id FROM agencies_agencyclosure WHERE ancestor_id = %s)"


def _naive(campaign: Campaign, day: dt.date, root: UUID | None) -> tuple[int, int]:
    """Whom rosters and completions say: the required, and who has completed."""
    adapt, key = connection.ops.adapt_datefield_value, UUID(int=COURSE)
    until = dt.datetime.combine(day + dt.timedelta(days=1), dt.time(), dt.UTC)
    params: list[Any] = [_uuid(key), connection.ops.adapt_datetimefield_value(until), adapt(day), adapt(day)]
    with connection.cursor() as cursor:
        cursor.execute(_NAIVE.format(below=_BELOW if root else ""), [*params, *([_uuid(root)] if root else [])])
        rows = cursor.fetchall()
    return sum(row[1] for row in rows), sum(row[2] for row in rows)


def _uuid(value: UUID) -> Any:
    return value if connection.vendor == "postgresql" else value.hex


def _once(action: Callable[[], Any]) -> float:
    start = time.perf_counter()
    action()
    return 1000 * (time.perf_counter() - start)


def _least(action: Callable[[], Any], rounds: int = ROUNDS) -> float:
    """Milliseconds; whatever else the machine does can only add."""
    return min(_once(action) for _ in range(rounds))
