"""A reorganisation made by mistake is taken back, as a recorded correction."""

import datetime as dt

import pytest

from learners.agencies.history import History
from learners.agencies.models import (
    Agency,
    AgencyCode,
    AgencyName,
    AgencyPlacement,
    Membership,
    Reorganisation,
    ReorganisationStatus,
)
from learners.agencies.reorganising import following
from learners.agencies.reorganising.proposal import Target
from learners.agencies.reorganising.withdrawing import CannotWithdraw, withdraw
from mooc.foundation.models import AuditEntry
from tests.agencies.reorganised import (
    DAY,
    closure_is_right,
    effective,
    everything,
    new_below,
)
from tests.coverage import world

pytestmark = pytest.mark.django_db


def test_a_mistake_is_withdrawn_and_stays_to_be_read(province: world.Province, units: tuple[Agency, Agency]) -> None:
    world.member("Trần Mới", units[0], start=DAY + dt.timedelta(days=3))
    # Whoever moved has two rows afterwards, of which the second goes on where the first was: the same days.
    facts = [list(t.objects.order_by("pk").values_list()) for t in (AgencyName, AgencyCode, AgencyPlacement)]
    event = effective("merge", *units, targets=(new_below(province.health),))
    following.follow(reorganisation=event, acting_user=None)
    withdraw(reorganisation=event, reason="Nhập nhầm quyết định", acting_user=None)

    assert [list(t.objects.order_by("pk").values_list()) for t in (AgencyName, AgencyCode, AgencyPlacement)] == facts
    closure_is_right()
    event.refresh_from_db()
    assert event.status == ReorganisationStatus.WITHDRAWN
    assert History.read().links == []
    assert following.due(DAY) == []
    after = DAY + dt.timedelta(days=9)
    held = Membership.objects.on(after).filter(agency__in=units).values_list("person__full_name", flat=True)
    assert sorted(held) == ["Lý Văn Hai", "Mai Văn Tư", "Trần Mới", "Tạ Thị Ba"]
    gone = AuditEntry.objects.filter(verb="withdraw_fact", reason="Nhập nhầm quyết định")
    assert {entry.subject_type for entry in gone} == {
        "agencies.agencyname",
        "agencies.agencycode",
        "agencies.agencyplacement",
    }
    assert any(entry.old.get("name") == "Phòng Tổng hợp" for entry in gone)


def test_what_rests_on_an_event_is_seen_to_first(province: world.Province, units: tuple[Agency, Agency]) -> None:
    event = effective("merge", *units, targets=(new_below(province.health),))
    new = Agency.objects.get(pk=event.effects["begun"][0])
    world.member("Người Mới", new, start=DAY)
    before = everything()
    with pytest.raises(CannotWithdraw, match="1 người"):
        withdraw(reorganisation=event, reason="nhầm", acting_user=None)
    Membership.objects.filter(agency=new).delete()
    effective("rename", new, day=dt.date(2027, 2, 1), changed=Target(name="Phòng Khác"))
    with pytest.raises(CannotWithdraw, match="mới nhất trước"):
        withdraw(reorganisation=event, reason="nhầm", acting_user=None)
    assert before != everything()


def test_an_event_of_a_file_is_not_withdrawn_here(province: world.Province) -> None:
    event = Reorganisation.objects.create(kind="merge", effective_on=DAY, decision="QĐ")
    with pytest.raises(CannotWithdraw):
        withdraw(reorganisation=event, reason="nhầm", acting_user=None)
    assert following.due(DAY) == []
