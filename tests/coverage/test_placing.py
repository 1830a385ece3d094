"""People of an agency that was split: placed one by one, by a rule, by a file, never twice."""

import datetime as dt
import re
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from learners.agencies.models import Agency, Membership, Reorganisation, ReorganisationLink
from learners.campaigns.models import Campaign
from mooc.foundation.models import AuditEntry
from tests import factories
from tests.coverage import world
from tests.coverage.test_membership_change import become, post
from tests.coverage.test_pages import text
from tests.foundation.spreadsheets import refused

pytestmark = pytest.mark.django_db
SPLIT_ON = dt.date(2026, 7, 1)
GROUND = {"first_day": "01/07/2026", "reason": "NQ 1668"}
LIST = "/phu-trach/chua-phan/"


@pytest.fixture(autouse=True)
def noon(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("django.utils.timezone.now", lambda: world.NOON)


@pytest.fixture
def officer(client: Client, province: world.Province) -> Client:
    account = factories.account("hr-tinh", of=factories.person("Mai Thị Sen"))
    world.grant(account, province.root)
    client.force_login(account)
    return client


@pytest.fixture
def ward(province: world.Province) -> Agency:
    """Split in two on 1 July: its five people are nobody's yet."""
    old = world.agency("Phường Bùi Hữu Nghĩa", province.root, world.START, SPLIT_ON, kind="ubnd_xa")
    parts = [world.agency(name, province.root, SPLIT_ON, kind="ubnd_xa") for name in ("Phường A", "Phường B")]
    event = Reorganisation.objects.create(effective_on=SPLIT_ON, kind="split", decision="Nghị quyết 1668")
    for part in parts:
        ReorganisationLink.objects.create(reorganisation=event, source=old, target=part, partial=True)
    for number, position in enumerate(["Địa chính", "Địa chính", "Tư pháp", "Tư pháp", "Văn thư"], start=1):
        made = world.member(f"Người {number}", old, position=position, category="cong_chuc")
        type(made).objects.filter(pk=made.pk).update(staff_code=f"CB{number}")
    return old


@pytest.fixture
def running(province: world.Province) -> Campaign:
    return world.campaign(province.root)


def counting() -> dict[str, int]:
    """Where everybody of the ward counts today."""
    held = Membership.objects.filter(person__staff_code__startswith="CB", valid_to=None).select_related("agency")
    names = [str(row.agency) for row in held]
    return {name: names.count(name) for name in set(names)}


def place(client: Client, ward: Agency, page: str) -> str:
    signed = re.search(r'name="danh-sach" value="([^"]+)"', page)
    assert signed
    return post(client, f"{LIST}{ward.pk}/", **{"danh-sach": signed[1]})


def test_they_are_shown_with_the_decision(officer: Client, ward: Agency) -> None:
    assert LIST in text(officer, "/phu-trach/")
    page = text(officer, LIST)
    assert "Phường Bùi Hữu Nghĩa" in page
    assert "5 người" in page
    page = text(officer, f"{LIST}{ward.pk}/")
    for mark in ("5 người chưa phân đơn vị", "Nghị quyết 1668", "Phường A", "Phường B", "Người 1"):
        assert mark in page


def test_by_a_rule_whose_list_is_looked_at_first(officer: Client, ward: Agency, running: Campaign) -> None:
    path = f"{LIST}{ward.pk}/"
    page = post(officer, path, cach="quy-tac", category="", position="dia chinh", agency="phường a", **GROUND)
    assert "Phân 2 người?" in page
    assert "Người 2" in page
    assert "Người 3" not in page
    assert become(5, 3) in page
    assert become(0, 2) in page
    assert counting() == {"Phường Bùi Hữu Nghĩa": 5}

    assert "Đã phân 2 người" in place(officer, ward, page)
    assert counting() == {"Phường Bùi Hữu Nghĩa": 3, "Phường A": 2}
    assert AuditEntry.objects.filter(reason="NQ 1668", verb="move_membership").count() == 2
    # A second click places nobody twice.
    assert "Chưa phân ai" in place(officer, ward, page)
    assert counting() == {"Phường Bùi Hữu Nghĩa": 3, "Phường A": 2}


def sheet(*lines: str) -> SimpleUploadedFile:
    return SimpleUploadedFile("phan.csv", "\n".join(lines).encode())


def test_by_a_file(officer: Client, ward: Agency) -> None:
    lines = ["Mã cán bộ;Đơn vị mới", "CB1;Phường A", "cb2;phuong b", "Người 3;Phường B", "CB4;Phường A", "CB5;Phường B"]
    page = post(officer, f"{LIST}{ward.pk}/", cach="tep", file=sheet(*lines), **GROUND)  # type: ignore[arg-type]
    assert "Phân 5 người?" in page
    page = place(officer, ward, page)
    assert "Không còn ai chưa phân đơn vị" in page
    assert counting() == {"Phường A": 2, "Phường B": 3}


def test_a_file_with_faults_is_answered_line_by_line_and_changes_nothing(officer: Client, ward: Agency) -> None:
    lines = ["CB1;Phường A", "CB9;Phường A", "CB2;Phường Không Có", "Người 1;Phường B"]
    page = post(officer, f"{LIST}{ward.pk}/", cach="tep", file=sheet(*lines), **GROUND)  # type: ignore[arg-type]
    assert "Dòng 2: không có “CB9” trong số người chưa phân." in page
    assert "Dòng 3: không có đơn vị “Phường Không Có” trong phạm vi anh/chị phụ trách ngày ấy." in page
    assert "Dòng 4: “Người 1” đã có ở dòng 1." in page
    assert "danh-sach" not in page
    assert counting() == {"Phường Bùi Hữu Nghĩa": 5}


# What the file is says it, before any row is asked for.
@pytest.mark.alike
@pytest.mark.parametrize(("content", "why"), refused.WORKBOOKS.values(), ids=refused.WORKBOOKS)
def test_a_workbook_that_cannot_be_read_says_why(officer: Client, ward: Agency, content: bytes, why: str) -> None:
    file = SimpleUploadedFile("phan.xlsx", content)
    answer = officer.post(f"{LIST}{ward.pk}/", {"cach": "tep", "file": file, **GROUND})
    assert re.search(why, answer.content.decode())
    assert counting() == {"Phường Bùi Hữu Nghĩa": 5}


def test_one_by_one(officer: Client, ward: Agency) -> None:
    row = Membership.objects.get(person__staff_code="CB1")
    path = f"/phu-trach/nguoi/{row.person_id}/cong-tac/{row.pk}/?viec=chuyen"
    assert path in text(officer, f"{LIST}{ward.pk}/")
    assert 'value="01/07/2026"' in text(officer, path)


def test_a_list_of_another_page_is_refused(officer: Client, ward: Agency) -> None:
    post(officer, f"{LIST}{ward.pk}/", **{"danh-sach": "gia-mao"})
    assert counting() == {"Phường Bùi Hữu Nghĩa": 5}


def test_of_others_there_is_nothing(client: Client, province: world.Province, ward: Agency) -> None:
    account = factories.account("hr-noivu", of=factories.person("Lý Văn Nam"))
    world.grant(account, province.home)
    client.force_login(account)
    assert "Không còn ai chưa phân đơn vị" in text(client, LIST)
    assert client.get(f"{LIST}{ward.pk}/").status_code == 404


def test_the_page_costs_the_same_for_many(officer: Client, ward: Agency, django_assert_max_num_queries: Any) -> None:
    for number in range(20):
        world.member(f"Thêm {number}", ward)
    officer.get(f"{LIST}{ward.pk}/")
    with django_assert_max_num_queries(16):
        officer.get(f"{LIST}{ward.pk}/")
