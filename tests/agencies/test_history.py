"""What a process keeps of the tree, and when it reads it again."""

import datetime as dt
from typing import Any

import pytest
from django.db import transaction

from learners.agencies import stamping
from learners.agencies.history import History
from learners.agencies.models import (
    Agency,
    AgencyPlacement,
    Reorganisation,
    ReorganisationLink,
    ReorganisationStatus,
    StructureStamp,
)
from learners.agencies.permissions import with_ended
from learners.agencies.succession import successors
from mooc.foundation.remembered import forget_everything
from tests.agencies.trees import START, grow

pytestmark = pytest.mark.django_db
DAY = dt.date(2026, 1, 1)


def test_a_tree_that_did_not_change_costs_one_query(django_assert_num_queries: Any) -> None:
    (root,), *_ = grow([1, 3, 4])
    with django_assert_num_queries(3):
        first = History.read()
    first.subtree([root.pk], DAY)
    with django_assert_num_queries(1):
        again = History.read()
        assert len(again.subtree([root.pk], DAY)) == 16
    assert again is first
    assert again.children(DAY) is first.children(DAY)


def test_whatever_changes_the_tree_is_seen() -> None:
    (root,), (one, two) = grow([1, 2])
    seen = History.read()

    def changed() -> bool:
        nonlocal seen
        before, seen = seen, History.read()
        return before is not seen

    new = Agency.objects.create()
    assert not changed()
    AgencyPlacement.objects.bulk_create([AgencyPlacement(agency=new, parent=root, valid_from=START)])
    assert changed()
    AgencyPlacement.objects.filter(agency=new).update(parent=one)
    assert changed()
    event = Reorganisation.objects.create(effective_on=DAY, kind="merge", decision="QĐ")
    assert changed()
    link = ReorganisationLink.objects.create(reorganisation=event, source=new, target=two)
    assert changed()
    link.delete()
    assert changed()
    AgencyPlacement.objects.filter(agency=new).delete()
    assert changed()
    assert not changed()


def test_a_change_that_was_rolled_back_leaves_nothing_behind() -> None:
    (root,), _ = grow([1, 1])
    before = History.read()
    with transaction.atomic():
        AgencyPlacement.objects.create(agency=Agency.objects.create(), parent=root, valid_from=START)
        assert len(History.read().periods) == 3
        transaction.set_rollback(True)
    assert len(History.read().periods) == 2
    with transaction.atomic():
        other = Agency.objects.create()
        AgencyPlacement.objects.create(agency=other, valid_from=START)
        assert other.pk in History.read().periods
    assert len(before.periods) == 2


def test_without_a_stamp_nothing_is_kept() -> None:
    grow([1])
    StructureStamp.objects.all().delete()
    assert History.read() is not History.read()


def test_triggers_are_made_again_after_a_migration_dropped_them() -> None:
    from django.db import connection

    if connection.vendor == "sqlite":
        stamping.drop(connection)
        stamping.keep(using="default")
    grow([1])
    first = History.read()
    grow([1])
    assert History.read() is not first


def test_another_process_sees_it_by_the_stamp() -> None:
    """What a second process knows is forgotten only when the stamp it reads is another one."""
    grow([1])
    mine = History.read()
    forget_everything()
    assert History.read() is not mine
    assert History.read() == mine


def test_a_draft_changes_nothing() -> None:
    _, (one, two) = grow([1, 2])
    AgencyPlacement.objects.filter(agency=one).update(valid_to=DAY)
    event = Reorganisation.objects.create(
        effective_on=DAY, kind="merge", decision="QĐ", status=ReorganisationStatus.DRAFT
    )
    ReorganisationLink.objects.create(reorganisation=event, source=one, target=two)
    assert History.read().links == []
    assert successors([one.pk], START, DAY) == {one.pk: one.pk}
    Reorganisation.objects.update(status=ReorganisationStatus.FINAL)
    assert successors([one.pk], START, DAY) == {one.pk: two.pk}
    assert with_ended({two.pk}, DAY, History.read()) == {one.pk, two.pk}


def test_the_line_of_an_agency_goes_up_to_the_root() -> None:
    (root,), (middle,), (leaf,) = grow([1, 1, 1])
    assert History.read().line(leaf.pk, DAY) == [leaf.pk, middle.pk, root.pk]
    assert History.read().gone(START - dt.timedelta(days=1)) == {root.pk, middle.pk, leaf.pk}
