"""The seeded demonstration, whole: its numbers, its cast, and the scenarios of the reference on it.

It is seeded once for this file and rolled back after it; the tests read, or roll back what they change.
"""

import datetime as dt
import re
from collections import Counter
from collections.abc import Iterator
from io import StringIO
from typing import Any
from uuid import UUID

import pytest
from django.contrib.auth import authenticate
from django.core.management import call_command
from django.db import transaction
from django.db.models import Count, Q
from django.test import override_settings
from django.utils import timezone

from courses.catalogue.models import CoursePage, LessonPage
from courses.editions.models import Edition
from courses.questions.models import Question, QuestionKind
from learners.agencies.belonging import Correct, Withdraw, apply_changes
from learners.agencies.leading import teams_of
from learners.agencies.models import Agency, AgencyPlacement, CommunityTeam, Membership, Reorganisation
from learners.agencies.permissions import AgencyScope
from learners.agencies.queries import AmbiguousCode, named, resolve_code, subtree
from learners.agencies.succession import comparable, successors
from learners.attempts.appeals import open_appeals_to
from learners.attempts.models import AgencyAccommodation, Attempt, AttemptItem
from learners.campaigns.models import Campaign, CampaignAgency, Exemption
from learners.certificates.models import Certificate
from learners.coverage.corrections import open_corrections_of
from learners.coverage.frozen.content import shown
from learners.coverage.frozen.differing import differ
from learners.coverage.frozen.permissions import FrozenScope
from learners.coverage.leading import members as members_of_team
from learners.coverage.people import people
from learners.coverage.permissions import PeopleScope
from learners.coverage.rebuilding import check as coverage_differs
from learners.coverage.rebuilding import rebuild
from learners.coverage.reporting import UNASSIGNED, Report, report
from learners.coverage.requests import open_requests_of
from learners.coverage.unassigned import piles
from learners.marking.queue import groups
from learners.people.models import Account, Person
from learners.progress.models import Completion, Progress, Status
from learners.progress.rebuilding import check
from learners.regrading.models import Regrade
from mooc.demo.accounts import PASSWORD
from mooc.demo.campaigns import CLOSED, LAST_DAY, REVIEW, RUNNING
from mooc.demo.seeding import is_seeded, seed
from mooc.foundation.periods import on
from tests.demo import placing
from xapi.models import Statement

TODAY = dt.date(2026, 11, 25)
FIRST_DAY, SEPTEMBER = dt.date(2025, 7, 1), dt.date(2025, 9, 30)


@pytest.fixture(scope="module", autouse=True)
def seeded(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    # What the worker does afterwards, search and reference indexes, is not looked at here.
    later = override_settings(TASKS={"default": {"BACKEND": "tests.unkept.Unkept"}})
    with later, django_db_blocker.unblock(), transaction.atomic():
        seed(say=lambda _: None, today=TODAY)
        yield
        transaction.set_rollback(True)


def agency(key: str) -> Agency:
    return Agency.objects.get(source_key=key)


def ask(slug: str, root: str, day: dt.date, **dates: Any) -> Report:
    asked = {"structure": day, "membership": day, "completion": day, **dates}
    return report(campaign=Campaign.objects.get(slug=slug), root=agency(root).pk, **asked)


def members(key: str, day: dt.date) -> set[UUID]:
    """Who counts in an agency and below it on a day."""
    found = Membership.objects.filter(on(day), agency__in=subtree(agency(key), day), is_primary=True)
    return set(found.values_list("person_id", flat=True))


def in_rows(found: Report) -> list[UUID]:
    return [
        member.person_id for row in [*found.rows, found.unassigned] if row for member in people(found.question, row)
    ]


def test_what_was_asked_for_is_there() -> None:
    assert is_seeded()
    assert (CoursePage.objects.count(), LessonPage.objects.count(), Question.objects.count()) == (8, 42, 59)
    assert (AgencyPlacement.objects.count() + CommunityTeam.objects.count(), Reorganisation.objects.count()) == (
        122,
        37,
    )
    assert Reorganisation.objects.get(status="draft").effective_on > TODAY
    assert Edition.objects.values("course_key").distinct().count() == 8
    assert Edition.objects.filter(number=2).count() == 1
    today = Membership.objects.filter(on(TODAY), is_primary=True)
    assert today.values("person").distinct().count() == today.count() == 1200
    assert Person.objects.filter(memberships__isnull=True).count() == 150
    assert Membership.objects.filter(on(TODAY), is_primary=False).count() == 36
    assert not CommunityTeam.objects.filter(memberships__isnull=True).exists()


def test_once_seeded_it_only_says_who_may_sign_in(
    monkeypatch: pytest.MonkeyPatch, django_assert_max_num_queries: Any
) -> None:
    monkeypatch.setattr("mooc.management.commands.seed_demo.seed", lambda **_: pytest.fail("seeded again"))
    said = StringIO()
    # Two of the roster get fresh codes at every start, for what was printed is not kept.
    with django_assert_max_num_queries(13):
        call_command("seed_demo", stdout=said)
    assert PASSWORD in said.getvalue()
    assert all(name in said.getvalue() for name in ("lan", "hoa", "minh", "tam", "oanh", "sau", "son"))
    assert len(re.findall(r" \w{4}-\w{4} ", said.getvalue())) == 2


def test_names_are_those_of_the_delta() -> None:
    names = list(Person.objects.values_list("full_name", flat=True))
    families = Counter(name.split()[0] for name in names)
    assert 0.28 < families["Nguyễn"] / len(names) < 0.42
    assert len(names) - len(set(names)) > 20
    assert not Person.objects.filter(phone="").exists()
    # The two records that may be one person share theirs.
    assert Person.objects.values("phone").distinct().count() == len(names) - 1


def test_every_agency_of_today_has_one_head() -> None:
    rows = Membership.objects.filter(on(TODAY), is_primary=True).values("agency")
    heads = rows.annotate(heads=Count("id", filter=Q(is_head=True)))
    assert {row["heads"] for row in heads} == {1}


def test_the_folds_equal_a_rebuild_and_nothing_lies_in_the_future() -> None:
    assert list(check()) == list(coverage_differs()) == []
    start = timezone.make_aware(dt.datetime.combine(TODAY, dt.time()))
    # Certificates and what people decide are of the day of the seeding.
    late = Statement.objects.filter(timestamp__gt=start).values_list("verb", flat=True)
    assert {verb.rpartition("/")[2] for verb in late} == {"certified", "scored", "voided"}


def test_learning_stands_at_every_stage() -> None:
    stages = Counter(Progress.objects.values_list("status", flat=True))
    assert min(stages[status] for status in (Status.NOT_STARTED, Status.IN_PROGRESS, Status.COMPLETED)) > 20
    assert sum(stages.values()) > 600
    assert Attempt.objects.filter(passed=False).count() > 200
    assert Attempt.objects.filter(number=3, passed=True).exists()
    assert Exemption.objects.exclude(reason="").exclude(approved_by="").count() == 22


def test_hau_giang_s_report_stays_as_it_was_frozen_before_the_merger() -> None:
    """S1: the old tree and its numbers, for whoever answers for what became of it."""
    minh = FrozenScope(Account.objects.get(username="minh"))
    first, second = minh.reports().filter(agency=agency("hg")).order_by("revision")
    assert (first.completion, first.frozen_at.date(), second.revision) == (LAST_DAY, FIRST_DAY, 2)
    told, live = shown(second), ask(CLOSED, "hg", LAST_DAY)
    assert told.is_intact
    assert [(row.name, row.code, row.numbers) for row in told.report.all_rows] == [
        (row.name, row.code, row.numbers) for row in live.all_rows
    ]
    assert {row.kind for row in told.report.rows} >= {"ubnd_huyen", "so"}
    found = differ(first, second)
    assert [fact for fact, _, _ in found.facts] == ["Kết quả hoàn thành biết thêm"]
    assert found.total.counts[2][2] == sum(change.counts[2][2] for change in found.changes) > 0


def test_who_completed_is_certified_once_without_a_gap() -> None:
    numbers = list(Certificate.objects.values_list("number", flat=True))
    found = sorted(int(number.split("/")[0]) for number in numbers)
    assert found == list(range(1, Completion.objects.filter(external=False).count() + 1))
    assert all(re.fullmatch(r"\d{4}/\d{4}/GCN-SKHCN", number) for number in numbers)


@pytest.mark.parametrize("username", ["lan", "hoa", "minh", "tam", "oanh", "sau", "son"])
def test_the_cast_signs_in_with_the_one_password(username: str) -> None:
    account = authenticate(None, username=username, password=PASSWORD)
    assert isinstance(account, Account)
    assert account.is_superuser == (username == "son")


def test_each_of_the_cast_has_a_part() -> None:
    lan, hoa, minh, tam, oanh = (Account.objects.get(username=name) for name in ("lan", "hoa", "minh", "tam", "oanh"))
    [started] = Progress.objects.filter(person=lan.person, status=Status.IN_PROGRESS)
    assert lan.person.certificates.count() == 2
    assert {notice.read_at is not None for notice in lan.notices.all()} == {False, True}
    assert 0 < started.units_done < started.units_required
    assert hoa.person
    assert not hoa.person.memberships.exists()
    assert hoa.person.certificates.count() == 1
    assert AgencyScope(minh).allows(agency("p-ninhkieu"), TODAY)
    assert AgencyScope(minh).allows(agency("hg"), TODAY)
    assert AgencyScope(tam).allows(agency("p-vithanh-vhxh"), TODAY)
    assert not AgencyScope(tam).allows(agency("p-ninhkieu"), TODAY)
    assert oanh.has_perm("wagtailadmin.access_admin")
    assert oanh.has_perm("questions.change_question")
    assert CoursePage.objects.all()[0].permissions_for_user(oanh).can_publish()
    assert not CoursePage.objects.all()[0].permissions_for_user(lan).can_edit()


def test_a_leader_finds_a_member_to_print_a_slip_for() -> None:
    sau = Account.objects.get(username="sau")
    [team] = teams_of(sau)
    waiting = [one.person.full_name for one in members_of_team(team, sau) if one.waits_for_a_slip]
    assert len(waiting) == 1


def test_the_running_campaign_runs_and_its_agencies_differ() -> None:
    running = Campaign.objects.get(slug=RUNNING)
    assert running.opens_on < TODAY < running.closes_on
    found = ask(RUNNING, "ct", TODAY)
    assert found.total.numbers.required == len(members("ct", TODAY)) - found.total.numbers.exempted
    assert 0 < found.total.numbers.completed < found.total.numbers.required
    assert found.total.numbers.no_account > 0
    assert found.total.numbers.heads_completed > 0
    assert len({row.numbers.rate for row in found.rows}) > 10


def test_not_everybody_who_completed_has_full_marks() -> None:
    day = {"structure": TODAY, "membership": TODAY, "completion": TODAY}
    running = Campaign.objects.get(slug=RUNNING)
    found = report(campaign=running, root=agency("ct").pk, **day)
    means = {row.numbers.mean_score for row in found.rows if row.numbers.mean_score is not None}
    assert len(means) > 5
    assert 8 <= min(means) <= max(means) <= 10


def test_s1_hau_giang_keeps_its_tree_and_its_numbers() -> None:
    found = ask(CLOSED, "hg", LAST_DAY)
    names = {row.name for row in found.rows}
    assert {"Sở Nội vụ tỉnh Hậu Giang", "Ủy ban nhân dân huyện Long Mỹ"} <= names
    assert found.total.numbers.required + found.total.numbers.exempted == len(members("hg", LAST_DAY))
    done = Completion.objects.filter(person__in=members("hg", LAST_DAY), effective_at__date__lte=LAST_DAY)
    exempt = Exemption.objects.filter(campaign__slug=CLOSED).values("person")
    assert found.total.numbers.completed == done.exclude(person__in=exempt).values("person").distinct().count() > 100
    with transaction.atomic():
        Membership.objects.filter(on(TODAY)).update(valid_to=TODAY + dt.timedelta(days=1))
        rebuild()
        assert vars(ask(CLOSED, "hg", LAST_DAY).total.numbers) == vars(found.total.numbers)
        transaction.set_rollback(True)


def test_s2_what_was_earned_before_the_merger_counts_where_people_are_now() -> None:
    found = ask(REVIEW, "ct", SEPTEMBER)
    early = Completion.objects.filter(person__in=members("ct", SEPTEMBER), effective_at__date__lte=SEPTEMBER)
    assert found.total.numbers.completed == early.values("person").distinct().count() > 100
    assert all(timezone.localdate(row.effective_at) < dt.date(2025, 8, 1) for row in early)
    ward = next(row for row in found.rows if row.agency == agency("p-vithanh").pk)
    assert ward.numbers.required == len(members("p-vithanh", SEPTEMBER)) > 0


def test_s3_two_wards_called_tan_an_share_neither_people_nor_a_trend() -> None:
    old, new = agency("x31135"), agency("p-tanan")
    assert {name.agency for name in named("Ủy ban nhân dân phường Tân An")} == {old, new}
    assert not comparable(old.pk, new.pk, LAST_DAY, FIRST_DAY)
    before = members("x31135", LAST_DAY)
    assert before
    assert before <= members("p-ninhkieu", FIRST_DAY)
    assert not before & members("p-tanan", FIRST_DAY)


def test_s4_a_reused_code_is_another_roster_on_another_day() -> None:
    before, after = (resolve_code("gso_code", "31338", day) for day in (LAST_DAY, FIRST_DAY))
    assert (before.source_key, after.source_key) == ("x31338", "x-hoaluu")
    assert members("x31338", LAST_DAY) < members("x-hoaluu", FIRST_DAY)
    with pytest.raises(AmbiguousCode):
        resolve_code("gso_code", "31338")


def test_s5_former_district_staff_wait_in_a_row_of_their_own() -> None:
    found = ask(REVIEW, "ct", dt.date(2025, 7, 15))
    waiting = list(people(found.question, found.unassigned))
    assert found.unassigned.name == UNASSIGNED
    assert found.unassigned.numbers.required == len(waiting) > 10
    assert {member.agency.names.get().kind for member in waiting} == {"ubnd_huyen"}
    rows = [*found.rows, found.unassigned]
    assert found.total.numbers.required == sum(row.numbers.required for row in rows)
    assert ask(REVIEW, "ct", SEPTEMBER).unassigned is None


def test_s5_they_leave_the_row_as_they_are_placed_and_totals_never_shrink() -> None:
    day = dt.date(2025, 7, 15)
    before = ask(REVIEW, "ct", day)
    with transaction.atomic():
        scope = placing.officer(day)
        pile = piles(scope)[0]
        assert sum(one.people for one in piles(scope)) == before.unassigned.numbers.staff
        placed = placing.place_by_rule(Agency.objects.get(pk=pile.agency), agency("p-vithanh"), scope, FIRST_DAY)
        assert placed == pile.people > 0
        after = ask(REVIEW, "ct", day)
        assert after.total.numbers.required == before.total.numbers.required
        assert after.total.numbers.completed == before.total.numbers.completed
        assert len(in_rows(after)) == len(set(in_rows(after))) == after.total.numbers.required
        assert pile.agency not in {one.agency for one in piles(scope)}
        transaction.set_rollback(True)


def test_s6_a_file_places_each_person_of_a_split_ward_once() -> None:
    split, names = agency("x31178"), ("Ủy ban nhân dân phường Cái Khế", "Ủy ban nhân dân phường Bình Thủy")
    day = dt.date(2025, 7, 15)
    before = ask(REVIEW, "ct", day)
    with transaction.atomic():
        # As it was on the day itself: nobody had been assigned yet.
        held = Membership.objects.filter(agency=split, valid_to=FIRST_DAY, is_primary=True)
        people_of = {row.person_id: row.pk for row in held}
        later = Membership.objects.filter(person__in=people_of, valid_from=FIRST_DAY, is_primary=True)
        apply_changes([Withdraw(membership=row.pk) for row in later], acting_user=None)
        apply_changes(
            [Correct(membership=key, changes={"valid_to": None}) for key in people_of.values()], acting_user=None
        )
        waiting = ask(REVIEW, "ct", day)
        assert waiting.unassigned.numbers.staff >= len(people_of) > 1
        assert waiting.total.numbers.required == before.total.numbers.required
        codes = Person.objects.filter(pk__in=people_of).order_by("staff_code").values_list("staff_code", flat=True)
        lines = [(code, names[number % 2]) for number, code in enumerate(codes)]
        assert len(placing.place_by_file(split, lines, placing.officer(day), FIRST_DAY)) == len(people_of)
        parts = members("p-caikhe", FIRST_DAY), members("p-binhthuy", FIRST_DAY)
        assert set(people_of) <= parts[0] | parts[1]
        assert not parts[0] & parts[1]
        after = ask(REVIEW, "ct", day)
        assert len(in_rows(after)) == len(set(in_rows(after))) == after.total.numbers.required
        assert after.total.numbers.required == before.total.numbers.required
        transaction.set_rollback(True)


def test_s6_the_people_of_a_split_ward_are_assigned_one_by_one_and_counted_once() -> None:
    split = agency("x31178")
    before = members("x31178", LAST_DAY)
    parts = members("p-caikhe", FIRST_DAY), members("p-binhthuy", FIRST_DAY)
    assert before
    assert before <= parts[0] | parts[1]
    assert all(before & part for part in parts)
    assert not parts[0] & parts[1]
    assert successors([split.pk], LAST_DAY, FIRST_DAY) == {split.pk: None}
    # Asked by the new tree before anybody was assigned: nobody is shared out, nobody is lost.
    with transaction.atomic():
        CampaignAgency.objects.create(campaign=Campaign.objects.get(slug=CLOSED), agency=agency("ct-cu"))
        rebuild()
        found = ask(CLOSED, "ct", FIRST_DAY, membership=LAST_DAY)
        counted = in_rows(found)
        assert len(counted) == len(set(counted)) == found.total.numbers.required
        assert before <= {member.person_id for member in people(found.question, found.unassigned)}
        transaction.set_rollback(True)


def test_the_final_tests_ask_a_question_of_every_kind_and_leave_something_to_judge() -> None:
    oanh, tam, sau, hoa = (Account.objects.get(username=name) for name in ("oanh", "tam", "sau", "hoa"))
    asked = AttemptItem.objects.filter(attempt__enrolment__person=hoa.person)
    assert set(asked.values_list("version__question__kind", flat=True)) == set(QuestionKind)
    assert [group.count for group in groups(oanh)] == [6]
    assert not groups(tam)
    assert open_appeals_to(oanh).count() == 1
    assert [one.enrolment.person for one in open_requests_of(PeopleScope(tam, TODAY))] == [sau.person]
    assert sau.notices.filter(kind="regraded").exists()
    [regrade] = Regrade.objects.all()
    assert (regrade.state, regrade.failed) == ("done", 0)
    assert regrade.changed.filter(old__passed=False, new__passed=True).count() == 1
    assert AgencyAccommodation.objects.get().extra_percent == 50


def test_the_officers_have_something_to_decide() -> None:
    """Tâm one name of her ward, Minh that and another of the city; whoever studied has signed in."""
    waiting = {
        name: open_corrections_of(PeopleScope(Account.objects.get(username=name), TODAY)).count()
        for name in ("tam", "minh")
    }
    assert waiting == {"tam": 1, "minh": 2}
    studied = Account.objects.filter(person__progress__last_at__isnull=False)
    assert studied.exists()
    assert not studied.filter(last_login=None).exists()
