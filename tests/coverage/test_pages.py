"""What Minh sees of the agency she answers for, and Tâm of another agency does not."""

import io

import openpyxl
import pytest
from django.test import Client

from learners.agencies.models import Agency, Scope
from learners.campaigns.models import Campaign
from learners.people.models import Account
from mooc.foundation.models import AuditEntry
from mooc.foundation.tabular import csv_lines
from tests.coverage import world

pytestmark = pytest.mark.django_db
DATES = "?hoan_thanh=2026-11-20"


@pytest.fixture
def health() -> Agency:
    root = world.agency("Tỉnh")
    health = world.agency("Sở Y tế", root)
    world.complete(world.member("Nguyễn Thị Lan", health), recorded_at=world.NOON.replace(year=2020))
    world.member("Lê Văn An", health)
    world.campaign(root)
    return health


def officer(client: Client, username: str, agency: Agency) -> Client:
    account = Account.objects.create_user(username)
    Scope.objects.create(account=account, agency=agency, valid_from=world.START)
    client.force_login(account)
    return client


def test_the_answer_comes_first(client: Client, health: Agency) -> None:
    page = officer(client, "minh", health).get(f"/phu-trach/cds-2026/{DATES}").content.decode()
    assert "Sở Y tế: 1 trên 2 người đã hoàn thành (50,00 %), tính đến hết ngày 20/11/2026." in page


def test_the_people_behind_a_number(client: Client, health: Agency) -> None:
    page = officer(client, "minh", health).get(f"/phu-trach/cds-2026/{health.pk}/{DATES}&trang-thai=unfinished")
    assert "Lê Văn An" in page.content.decode()
    assert "Nguyễn Thị Lan" not in page.content.decode()


def test_another_agency_does_not_exist_for_tam(client: Client, health: Agency) -> None:
    tam = officer(client, "tam", world.agency("Sở khác", Agency.objects.exclude(pk=health.pk).get()))
    assert tam.get(f"/phu-trach/cds-2026/?co-quan={health.pk}").status_code == 404
    assert tam.get(f"/phu-trach/cds-2026/{health.pk}/").status_code == 404
    assert tam.get(f"/phu-trach/cds-2026/tai-ve/xlsx/?co-quan={health.pk}").status_code == 404


def test_a_grant_without_subtree_shows_nobody_below(client: Client, health: Agency) -> None:
    minh = officer(client, "minh", Agency.objects.exclude(pk=health.pk).get())
    assert "1 trên 2 người" in minh.get(f"/phu-trach/cds-2026/{DATES}").content.decode()
    Scope.objects.update(with_descendants=False)
    assert "chưa có ai được giao học" in minh.get(f"/phu-trach/cds-2026/{DATES}").content.decode()


def test_the_annex_as_a_spreadsheet_leaves_a_trace(client: Client, health: Agency) -> None:
    answer = officer(client, "minh", health).get(f"/phu-trach/cds-2026/tai-ve/xlsx/{DATES}")
    book = openpyxl.load_workbook(io.BytesIO(b"".join(answer)))
    assert [cell.value for cell in book.worksheets[0][2]][7:9] == [1, 50]
    assert book.sheetnames[1] == "Nguồn số liệu"
    assert AuditEntry.objects.get().subject_id == str(Campaign.objects.get().pk)


def test_formulas_are_text_in_csv() -> None:
    assert list(csv_lines(["a"], [["=1+1"], ["-"]]))[1:] == ["'=1+1\r\n", "-\r\n"]
