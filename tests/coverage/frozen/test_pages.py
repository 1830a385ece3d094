"""The pages of frozen reports: for whoever answers for the agency with what is below it, and nobody else."""

import datetime as dt

import pytest
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from learners.agencies.models import Agency, Reorganisation, ReorganisationLink
from learners.campaigns.models import Campaign
from learners.coverage.frozen.models import FrozenReport, SignedCopy
from learners.coverage.frozen.signing import sweep
from learners.people.models import Account
from mooc.foundation.models import AuditEntry
from mooc.foundation.private import private_storage
from tests.attempts.file_samples import PDF
from tests.coverage import world
from tests.coverage.frozen.making import freeze

pytestmark = pytest.mark.django_db
DATES = "?hoan_thanh=2026-11-20&co_cau=2026-11-20&danh_sach=2026-11-20"
FREEZE = f"/phu-trach/cds-2026/chot/{DATES}"
FROZEN = "/phu-trach/bao-cao-chot/"


def text(client: Client, address: str, status: int = 200) -> str:
    answer = client.get(address)
    assert answer.status_code == status
    return " ".join(answer.content.decode().replace("\u00a0", " ").split())


@pytest.mark.usefixtures("campaign")
def test_freezing_from_the_report(office: Client) -> None:
    assert "Chốt số liệu" in text(office, f"/phu-trach/cds-2026/{DATES}")
    assert "2 trên 6 người đã hoàn thành (33,33%)" in text(office, FREEZE)
    answer = office.post(FREEZE, {"revision": 1}, follow=True)
    page = " ".join(answer.content.decode().replace("\u00a0", " ").split())
    frozen = FrozenReport.objects.get()
    assert "Bản chốt số 1, chốt lúc" in page
    assert f"mã băm {frozen.content_hash[:12]}" in page
    assert "2 trên 6 người đã hoàn thành (33,33%), tính đến hết ngày 20/11/2026." in page
    assert "Hoàn thành đủ 1 khóa bắt buộc" in page
    assert "trong danh sách của Tỉnh Sông Hậu" in page
    assert "Tỉnh Sông Hậu: 33,33%" in text(office, FROZEN)


@pytest.mark.usefixtures("campaign")
def test_a_form_sent_twice_freezes_once(office: Client) -> None:
    first = office.post(FREEZE, {"revision": 1})
    assert first["Location"] == office.post(FREEZE, {"revision": 1})["Location"]
    assert FrozenReport.objects.count() == 1
    again = office.post(FREEZE, {"revision": 2, "reason": ""})
    assert "Hãy ghi lý do chốt lại" in again.content.decode()
    same = office.post(FREEZE, {"revision": 2, "reason": "Xem lại"})
    assert "không khác bản chốt số 1" in same.content.decode()
    assert FrozenReport.objects.count() == 1


def test_two_revisions_are_compared(office: Client, campaign: Campaign, province: world.Province) -> None:
    freeze(campaign, province.root)
    world.complete(world.member("Người đến sau", province.health))
    second = freeze(campaign, province.root, revision=2, reason="Bổ sung kết quả nhập sau")
    page = text(office, f"{FROZEN}{second.pk}/so-sanh/")
    assert "tỷ lệ 33,33% thành 42,86%. Tăng 9,53 điểm phần trăm." in page
    assert "Kết quả hoàn thành biết thêm: <strong>1</strong> (học trên hệ thống này: 1)" in page
    assert "Bổ sung kết quả nhập sau" in page
    assert "Đã có bản chốt mới hơn: bản số 2" in text(office, f"{FROZEN}{second.pk - 1}/")


def test_nobody_else_s(
    client: Client, minh: Account, campaign: Campaign, province: world.Province, director: Account
) -> None:
    frozen = freeze(campaign, province.root, director)
    hers = freeze(campaign, province.health, director)
    client.force_login(minh)
    for page in ("", "so-sanh/", "ban-ky/"):
        text(client, f"{FROZEN}{frozen.pk}/{page}", 404)
        text(client, f"{FROZEN}{hers.pk}/{page}")
    assert client.post(f"{FREEZE}&co-quan={province.root.pk}", {"revision": 2}).status_code == 404
    lan = Account.objects.create_user("lan")
    client.force_login(lan)
    text(client, FROZEN, 404)
    text(client, f"{FROZEN}{hers.pk}/", 404)


def test_without_what_is_below_it_nothing_is_frozen_or_seen(
    client: Client, campaign: Campaign, province: world.Province
) -> None:
    frozen = freeze(campaign, province.root)
    account = Account.objects.create_user("van-phong")
    world.grant(account, province.root, with_descendants=False)
    client.force_login(account)
    assert "Chốt số liệu" not in text(client, f"/phu-trach/cds-2026/{DATES}")
    text(client, FREEZE, 404)
    text(client, f"{FROZEN}{frozen.pk}/", 404)


def test_a_merged_agency_s_reports_are_its_successor_s(
    client: Client, campaign: Campaign, province: world.Province
) -> None:
    old: Agency = world.agency("Sở Dược", province.root, end=dt.date(2026, 3, 1))
    world.member("Người cũ", old, valid_to=dt.date(2026, 3, 1))
    before = dt.date(2026, 2, 20)
    frozen = freeze(campaign, old, structure=before, membership=before, completion=before)
    account = Account.objects.create_user("so-y-te")
    world.grant(account, province.health)
    client.force_login(account)
    text(client, f"{FROZEN}{frozen.pk}/", 404)
    merged = Reorganisation.objects.create(kind="merge", effective_on=dt.date(2026, 3, 1), decision="NQ")
    ReorganisationLink.objects.create(reorganisation=merged, source=old, target=province.health)
    assert "Sở Dược" in text(client, f"{FROZEN}{frozen.pk}/")


def test_the_signed_paper_comes_back(office: Client, campaign: Campaign, province: world.Province) -> None:
    frozen = freeze(campaign, province.root)
    address = f"{FROZEN}{frozen.pk}/ban-ky/"
    words = {"number": "215/BC-SNV", "signed_on": "21/11/2026"}
    html = office.post(address, {**words, "file": SimpleUploadedFile("bc.pdf", b"<html>")})
    assert "Tệp này không phải PDF" in html.content.decode()
    assert not SignedCopy.objects.exists()
    for _ in range(2):
        assert office.post(address, {**words, "file": SimpleUploadedFile("bc.pdf", PDF)}).status_code == 302
    copy = SignedCopy.objects.get()
    page = text(office, f"{FROZEN}{frozen.pk}/")
    assert "Số 215/BC-SNV, ngày 21/11/2026" in page
    answer = office.get(f"{address}{copy.pk}/")
    assert b"".join(answer) == PDF
    assert answer["Content-Disposition"].startswith("attachment")
    assert AuditEntry.objects.filter(verb="coverage.export", new__signed_copy=copy.pk).exists()
    assert "Số 215/BC-SNV" not in text(Client(), f"{address}{copy.pk}/", 302)


def test_a_file_whose_row_was_never_written_is_swept(
    office: Client, campaign: Campaign, province: world.Province, monkeypatch: pytest.MonkeyPatch
) -> None:
    frozen = freeze(campaign, province.root)
    words = {"number": "1", "signed_on": "21/11/2026", "file": SimpleUploadedFile("bc.pdf", PDF)}
    office.post(f"{FROZEN}{frozen.pk}/ban-ky/", words)
    lost = private_storage().save("signed/zz/lost.pdf", ContentFile(PDF))
    monkeypatch.setattr("learners.attempts.file_upkeep.KEPT", dt.timedelta(days=-1))
    assert sweep(lambda: None) >= 1
    assert not private_storage().exists(lost)
    assert private_storage().exists(SignedCopy.objects.get().file.name)


@pytest.mark.parametrize("voi", ["0", "abc", "9" * 30])
def test_nothing_to_compare_with(office: Client, campaign: Campaign, province: world.Province, voi: str) -> None:
    frozen = freeze(campaign, province.root)
    text(office, f"{FROZEN}{frozen.pk}/so-sanh/?voi={voi}", 404)
    assert "Chưa có bản chốt nào khác" in text(office, f"{FROZEN}{frozen.pk}/so-sanh/")
