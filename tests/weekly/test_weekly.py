"""What an agency tells the level above each week: figures by itself, words by its officer or head."""

import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from learners.notices.models import Notice
from learners.people.models import Account
from learners.weekly.actions import remark, write
from learners.weekly.models import Remark, Status, week_of
from learners.weekly.reminding import remind
from mooc.foundation.models import AuditEntry
from tests import factories
from tests.coverage import world as agencies
from tests.warnings import world

pytestmark = pytest.mark.django_db
# Friday, 20 November 2026.
MONDAY = dt.date(2026, 11, 16)


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch):
    def turn(day: dt.date) -> None:
        noon = dt.datetime.combine(day, dt.time(5), tzinfo=dt.UTC)
        monkeypatch.setattr(timezone, "now", lambda: noon)

    turn(dt.date(2026, 11, 20))
    return turn


def test_a_week_is_written_until_the_next_monday() -> None:
    assert [week_of(MONDAY + dt.timedelta(days=day)) for day in (0, 1, 6, 7, 8)] == [
        MONDAY - dt.timedelta(days=7), MONDAY, MONDAY, MONDAY, MONDAY + dt.timedelta(days=7),
    ]  # fmt: skip


def test_it_is_written_changed_and_fixed(officer: Client, province: agencies.Province, clock) -> None:
    world.campaign(province)
    path = reverse("weekly:agency", args=[province.health.pk])
    assert "cần hỗ trợ điều gì" in officer.post(path, {"light": "red", "difficulties": ""}).content.decode()
    page = officer.post(path, {"light": "red", "difficulties": "Mạng ở xã quá chậm"}, follow=True).content.decode()
    assert "Mạng ở xã quá chậm" in page
    status = Status.objects.get()
    [figure] = status.figures
    assert (figure["required"], figure["completed"], figure["more"]) == (4, 1, 1)
    assert "1 trên 4 người đã hoàn thành (25,00%)" in page
    officer.post(path, {"light": "amber", "difficulties": "Đã có mạng"})
    assert Status.objects.get().light == "amber"

    # On Tuesday it is fixed: what is changed is another revision, and the figures of the week stay the week's.
    clock(dt.date(2026, 11, 24))
    later = f"{path}?tuan={MONDAY}"
    assert "đã chốt" in officer.get(later).content.decode()
    officer.post(later, {"light": "green", "difficulties": "Xong"})
    officer.post(later, {"light": "green", "difficulties": "Xong"})
    assert list(Status.objects.order_by("revision").values_list("revision", "light")) == [(1, "amber"), (2, "green")]
    assert Status.objects.get(revision=2).figures[0]["day"] == "2026-11-22"
    assert "1 bản trước" in officer.get(later).content.decode()
    assert AuditEntry.objects.filter(verb="weekly.write").count() == 3
    for wrong in ("2026-11-17", "2030-01-07", "x"):
        assert officer.get(f"{path}?tuan={wrong}").status_code == 404


def test_the_level_above_reads_all_on_one_page_and_asks_back(
    officer: Client, province: agencies.Province, clock, django_assert_max_num_queries
) -> None:
    campaign = world.campaign(province)
    for place in (province.health, province.home):
        world.assign(campaign, place, 1)
    officer.post(reverse("weekly:agency", args=[province.health.pk]), {"light": "red", "difficulties": "Thiếu máy"})
    above = factories.account("tren", of=factories.person("Cấp Trên"))
    agencies.grant(above, province.root)
    reader = Client()
    reader.force_login(above)
    with django_assert_max_num_queries(30):
        page = reader.get(reverse("weekly:index"))
    assert [(line.name, line.status is not None) for line in page.context["lines"]] == [
        ("Sở Y tế", True), ("Sở Nội vụ", False),
    ]  # fmt: skip
    path = reverse("weekly:agency", args=[province.health.pk])
    reader.post(path, {"hoi": "1", "text": "Cần mấy máy?"})
    reader.post(path, {"hoi": "1", "text": "Cần mấy máy?"})
    assert Remark.objects.count() == 1
    assert "Cần mấy máy?" in officer.get(path).content.decode()
    officer.post(path, {"hoi": "1", "text": "Năm máy."})
    assert "Năm máy." in reader.get(path).content.decode()
    assert Status.objects.count() == 1
    assert officer.get(reverse("weekly:agency", args=[province.home.pk])).status_code == 404


def test_a_head_writes_her_own(province: agencies.Province, clock) -> None:
    world.campaign(province)
    head = factories.account("truong", of=agencies.member("Thủ Trưởng", province.health, is_head=True))
    client = Client()
    client.force_login(head)
    assert client.get(reverse("weekly:mine")).headers["Location"] == reverse("weekly:own", args=[province.health.pk])
    path = reverse("weekly:own", args=[province.health.pk])
    client.post(path, {"light": "green", "difficulties": ""})
    assert Status.objects.get().written_by == head
    assert client.get(reverse("weekly:own", args=[province.home.pk])).status_code == 404
    assert client.get(reverse("weekly:agency", args=[province.health.pk])).status_code == 404


def test_on_friday_who_has_not_written_is_reminded_once(
    officer: Client, minh: Account, tam: Account, province: agencies.Province, clock
) -> None:
    campaign = world.campaign(province)
    for place in (province.health, province.home):
        world.assign(campaign, place, 1)
    officer.post(reverse("weekly:agency", args=[province.health.pk]), {"light": "green"})
    clock(dt.date(2026, 11, 19))
    assert remind(lambda: None) == 0
    clock(dt.date(2026, 11, 20))
    assert remind(lambda: None) == 1
    assert remind(lambda: None) == 0
    [notice] = Notice.objects.all()
    assert notice.account_id == tam.pk
    assert "Sở Nội vụ" in notice.text


def test_difficulties_wait_for_the_level_above_until_somebody_says_something(
    officer: Client, client: Client, province: agencies.Province, tam: Account, clock
) -> None:
    world.campaign(province)
    agencies.grant(tam, province.health)
    write(agency=province.health, week=MONDAY, light="red", difficulties="Mạng quá chậm", acting_user=tam)
    assert "1 cơ quan nêu khó khăn trong tuần" in officer.get("/phu-trach/").content.decode()
    remark(agency=province.health, week=MONDAY, text="Đã cử người đến", acting_user=tam)
    assert "nêu khó khăn" not in officer.get("/phu-trach/").content.decode()
    client.force_login(tam)
    assert "nêu khó khăn" not in client.get("/phu-trach/").content.decode()


def test_a_head_finds_her_week_beside_her_numbers(client: Client, province: agencies.Province, clock) -> None:
    world.campaign(province)
    head = factories.account("truong", of=agencies.member("Người đứng đầu", province.health, is_head=True))
    client.force_login(head)
    assert 'href="/tinh-hinh-tuan/"' in client.get("/co-quan-toi/").content.decode()
    page = " ".join(client.get("/tinh-hinh-tuan/", follow=True).content.decode().split())
    assert 'href="/co-quan-toi/" aria-current="true">Cơ quan tôi' in page


def test_who_had_a_word_in_it_is_told_of_the_next(
    officer: Client, province: agencies.Province, minh: Account, tam: Account, clock
) -> None:
    world.campaign(province)
    head = factories.account("truong", of=agencies.member("Người đứng đầu", province.health, is_head=True))
    write(agency=province.health, week=MONDAY, light="red", difficulties="Mạng quá chậm", acting_user=head)
    remark(agency=province.health, week=MONDAY, text="Chậm từ bao giờ?", acting_user=minh)
    [told] = Notice.objects.filter(kind="weekly-remark")
    assert (told.account, told.url) == (head, f"/tinh-hinh-tuan/{province.health.pk}/?tuan={MONDAY}")
    # Said twice by one press too many, it is told once; the answer is told to whoever asked, at her own page.
    remark(agency=province.health, week=MONDAY, text="Chậm từ bao giờ?", acting_user=minh)
    remark(agency=province.health, week=MONDAY, text="Từ đầu tháng.", acting_user=head)
    answers = Notice.objects.filter(kind="weekly-remark", account=minh)
    assert [one.url for one in answers] == [f"/phu-trach/tuan/{province.health.pk}/?tuan={MONDAY}"]
    assert Notice.objects.filter(kind="weekly-remark").count() == 2


def test_from_above_one_asks_before_one_writes(
    officer: Client, province: agencies.Province, tam: Account, clock
) -> None:
    world.campaign(province)
    write(agency=province.health, week=MONDAY, light="green", difficulties="", acting_user=tam)
    page = officer.get(reverse("weekly:agency", args=[province.health.pk])).content.decode()
    assert page.index('name="hoi"') < page.index("Sửa thay cơ quan") < page.index('name="light"')
