"""Freezing: once for each revision, with everything that was counted, and the database lets nobody change it."""

import datetime as dt
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from learners.agencies.models import AgencyName
from learners.campaigns.models import Campaign, Exemption
from learners.coverage.frozen import content, inputs
from learners.coverage.frozen.differing import differ
from learners.coverage.frozen.freezing import AlreadyFrozen, NotFrozen, freeze_report
from learners.coverage.frozen.models import FrozenInputs, FrozenReport
from learners.coverage.reporting import report
from learners.people.models import Account
from learners.progress.models import Completion
from mooc.foundation.models import AuditEntry
from tests.coverage import world
from tests.coverage.frozen.making import freeze

pytestmark = pytest.mark.django_db


def test_what_was_frozen_is_shown_as_it_was(province: world.Province, campaign: Campaign, director: Account) -> None:
    days = {"structure": world.DAY, "membership": world.DAY, "completion": world.DAY}
    live = report(campaign=campaign, root=province.root.pk, **days)
    frozen = freeze(campaign, province.root, director)
    AgencyName.objects.filter(agency=province.health).update(name="Sở Y tế mới")
    world.complete(world.member("Người đến sau", province.health))
    told = content.shown(FrozenReport.objects.get())
    assert told.is_intact
    assert [(row.name, row.code, row.rank, row.numbers) for row in told.report.all_rows] == [
        (row.name, row.code, row.rank, row.numbers) for row in live.all_rows
    ]
    assert told.report.total.numbers == live.total.numbers
    assert (frozen.revision, frozen.frozen_by) == (1, str(director.pk))
    entry = AuditEntry.objects.get(verb="freeze_report")
    assert (entry.subject_id, entry.new["hash"]) == (str(frozen.pk), frozen.content_hash)


@pytest.mark.parametrize("table", ["coverage_frozenreport", "coverage_frozeninputs"])
@pytest.mark.parametrize("statement", ["DELETE FROM {}", "UPDATE {} SET {} = {}"])
def test_the_database_refuses_to_change_it(
    province: world.Province, campaign: Campaign, table: str, statement: str
) -> None:
    freeze(campaign, province.root)
    column = "revision" if table.endswith("report") else "packed"
    with pytest.raises(IntegrityError, match="never changes"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement.format(table, column, column))
    assert FrozenReport.objects.get().revision == 1


def test_its_inputs_are_the_ids_that_were_counted(province: world.Province, campaign: Campaign) -> None:
    frozen = freeze(campaign, province.health)
    held = inputs.unpack(FrozenInputs.objects.get().packed)
    done = held.counted[str(next(one for one in held.counted if "completed" in held.counted[one].flags))]
    assert len(held.lines) == 3
    assert len(held.completions) == 1
    assert done.agency == str(province.health.pk)
    assert done.flags >= {"primary", "completed", "started"}
    question = content.shown(frozen).report.question
    assert inputs.digest(inputs.read(question, [province.health.pk])) == frozen.inputs_hash


def test_a_revision_needs_a_reason_and_something_new(province: world.Province, campaign: Campaign) -> None:
    freeze(campaign, province.root)
    with pytest.raises(NotFrozen, match="lý do"):
        freeze(campaign, province.root, revision=2)
    with pytest.raises(NotFrozen, match="không khác bản chốt số 1"):
        freeze(campaign, province.root, revision=2, reason="Xem lại")
    world.complete(world.member("Người đến sau", province.health), recorded_at=timezone.now())
    assert freeze(campaign, province.root, revision=2, reason="Bổ sung").revision == 2
    with pytest.raises(AlreadyFrozen) as there:
        freeze(campaign, province.root, revision=2, reason="Bổ sung")
    assert there.value.frozen.revision == 2
    assert FrozenReport.objects.count() == 2


def test_other_days_are_another_report(province: world.Province, campaign: Campaign) -> None:
    freeze(campaign, province.root)
    assert freeze(campaign, province.root, completion=dt.date(2026, 11, 19)).revision == 1


def test_what_became_known_in_between_is_told(province: world.Province, campaign: Campaign) -> None:
    first = freeze(campaign, province.root)
    late, moved = world.member("Người đến sau", province.health), world.member("Người khác", province.home)
    world.complete(late, external=True)
    Exemption.objects.create(
        campaign=campaign, person=moved, reason="Thai sản", approved_by="Minh", valid_from=world.START
    )
    world.count()
    second = freeze(campaign, province.root, revision=2, reason="Bổ sung")
    found = differ(first, second)
    assert [(fact, number, reasons) for fact, number, reasons in found.facts] == [
        ("Người có thêm trong danh sách", 2, []),
        ("Kết quả hoàn thành biết thêm", 1, [("học ở nền tảng khác, nhập sau", 1)]),
        ("Người được miễn thêm", 1, [("Thai sản", 1)]),
    ]
    changed = {change.name: change.counts for change in found.changes}
    assert changed["Sở Y tế"] == [(3, 4, 1), (3, 4, 1), (1, 2, 1), (2, 2, 0), (0, 0, 0)]
    assert changed["Sở Nội vụ"] == [(3, 4, 1), (3, 3, 0), (1, 1, 0), (2, 2, 0), (0, 1, 1)]
    assert found.total.counts[2] == (2, 3, 1)


def test_a_completion_taken_back_is_told(province: world.Province, campaign: Campaign) -> None:
    first = freeze(campaign, province.root)
    Completion.objects.filter(person__memberships__agency=province.health).update(withdrawn_at=timezone.now())
    second = freeze(campaign, province.root, revision=2, reason="Bị hủy")
    assert differ(first, second).facts == [("Kết quả hoàn thành đã bị hủy hoặc không còn tính", 1, [])]


def test_freezing_costs_the_same_for_many_people(
    province: world.Province, campaign: Campaign, director: Account, django_assert_max_num_queries: Any
) -> None:
    for number in range(30):
        world.member(f"Người {number}", province.health)
    days = {"structure": world.DAY, "membership": world.DAY, "completion": world.DAY}
    found = report(campaign=campaign, root=province.root.pk, **days)
    with django_assert_max_num_queries(18):
        freeze_report(report=found, teams=[], revision=1, acting_user=director)
