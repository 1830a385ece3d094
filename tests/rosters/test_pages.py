"""The officer's way through the pages, who may go it, and what they cost."""

import io

import pytest
from bs4 import BeautifulSoup
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from learners.agencies.models import Scope
from learners.people.models import Account, Person
from learners.rosters import upkeep
from learners.rosters.layout import find
from learners.rosters.models import KEPT, RosterImport, State
from learners.rosters.permissions import RosterScope
from mooc.foundation.models import AuditEntry
from mooc.foundation.private import private_storage
from mooc.foundation.spreadsheets.grid import Book
from mooc.foundation.spreadsheets.opening import open_book
from tests.coverage import world
from tests.foundation.spreadsheets import files
from tests.progress.lrs import queries_of
from tests.rosters.conftest import Bring
from tests.rosters.units import Health

pytestmark = pytest.mark.django_db
PLACE = "/phu-trach/danh-sach-can-bo/"
ROWS = files.people(("Lê Mới", "1980", "1", "", "Công chức", "", "Văn phòng"))


def upload(client: Client, health: Health, content: bytes = b"", **told: str) -> str:
    """Brings a file and follows where it leads; the address of the import."""
    file = SimpleUploadedFile("danh-sach.xlsx", content or files.xlsx(ROWS))
    answer = client.post(PLACE, {"agency": str(health.root.pk), "as_of": "01/11/2026", "file": file, **told})
    assert answer.status_code == 302, answer.content.decode()
    return str(answer["Location"])


def text(client: Client, path: str) -> str:
    return BeautifulSoup(client.get(path, follow=True).content, "html.parser").get_text(" ", strip=True)


def test_the_whole_way(officer: Client, health: Health) -> None:
    assert f'href="{PLACE}' in officer.get("/phu-trach/").content.decode()
    path = upload(officer, health)
    page = officer.get(path, follow=True)
    assert page.redirect_chain == [(f"{path}cot/", 302)]
    assert "Tìm thấy 1 người dưới tiêu đề ở dòng 1" in page.content.decode()
    form = {name: field.initial or "" for name, field in page.context["form"].fields.items()}
    assert officer.post(f"{path}cot/", form)["Location"] == path
    assert "1 người trong tệp. Chưa có gì được ghi." in text(officer, path)
    officer.post(f"{path}buoc/", {"viec": "ghi"})
    shown = text(officer, path)
    assert "1 dòng đã nhập, 1 người mới" in shown
    assert "được giữ đến ngày" in shown
    assert Person.objects.filter(full_name="Lê Mới").exists()
    assert "Hãy ghi lý do" in officer.post(f"{path}buoc/", {"viec": "hoan-tac"}).content.decode()
    officer.post(f"{path}buoc/", {"viec": "hoan-tac", "reason": "Nhầm tệp"})
    assert "Đã hoàn tác lần nhập" in text(officer, path)
    assert not Person.objects.filter(full_name="Lê Mới").exists()
    assert "đã hoàn tác" in text(officer, PLACE)


def test_a_page_that_waits_asks_again_by_itself(officer: Client, bring: Bring) -> None:
    roster = bring(files.xlsx(ROWS))
    RosterImport.objects.filter(pk=roster.pk).update(state=State.JUDGING, done=40, total=100)
    answer = officer.get(f"{PLACE}{roster.pk}/")
    assert answer["Refresh"] == "2"
    page = BeautifulSoup(answer.content, "html.parser")
    bar = page.select_one("progress")
    assert bar is not None
    assert (bar["value"], bar["max"]) == ("40", "100")


def test_a_step_left_in_the_middle_can_be_begun_again(officer: Client, bring: Bring) -> None:
    roster = bring(files.xlsx(ROWS))
    RosterImport.objects.filter(pk=roster.pk).update(state=State.JUDGING)
    officer.post(f"{PLACE}{roster.pk}/buoc/", {"viec": "lam-lai"})
    roster.refresh_from_db()
    assert roster.state == State.JUDGING
    RosterImport.objects.filter(pk=roster.pk).update(touched_at=timezone.now() - KEPT)
    officer.post(f"{PLACE}{roster.pk}/buoc/", {"viec": "lam-lai"})
    roster.refresh_from_db()
    assert (roster.state, roster.lines.count()) == (State.PREVIEW, 1)


def test_choices_are_made_on_the_preview(officer: Client, bring: Bring, health: Health) -> None:
    held = [world.member("Trần Văn Đức", health.office) for _ in range(2)]
    rows = files.people(("Trần Văn Đức", "", "7", "", "", "", "Văn phòng"))
    roster = bring(files.xlsx(rows))
    path, row = f"{PLACE}{roster.pk}/", roster.lines.get()
    assert "Còn 1 dòng chờ quyết định" in text(officer, path)
    officer.post(path, {f"dong-{row.pk}": "same:00000000-0000-0000-0000-000000000000"})
    assert "Còn 1 dòng chờ quyết định" in text(officer, path)
    officer.post(path, {f"dong-{row.pk}": f"same:{held[0].pk}"})
    assert "Đối chiếu lại" in text(officer, path)
    officer.post(f"{path}buoc/", {"viec": "doi-chieu"})
    officer.post(f"{path}buoc/", {"viec": "ghi"})
    assert Person.objects.get(staff_code="7") == held[0]


def test_units_are_chosen_on_their_page(officer: Client, bring: Bring, health: Health) -> None:
    roster = bring(files.xlsx(files.people(("Lê Mới", "", "7", "", "", "", "Khối cơ quan"))))
    path = f"{PLACE}{roster.pk}/"
    assert "1 tên đơn vị chưa rõ" in text(officer, path)
    assert "Khối cơ quan" in text(officer, f"{path}don-vi/")
    officer.post(f"{path}don-vi/", {"don-vi-0": str(health.staff.pk)})
    roster.refresh_from_db()
    assert roster.lines.get().detail["agency"] == str(health.staff.pk)
    assert officer.get(f"{path}don-vi/").status_code == 302


def test_what_is_wrong_with_the_form_is_said_at_its_field(officer: Client, health: Health) -> None:
    answer = officer.post(PLACE, {"agency": str(health.root.pk), "as_of": "01/11/2099"})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Danh sách chưa thể tính đến một ngày sau hôm nay" in page
    assert "Anh/chị hãy chọn một tệp" in page
    large = SimpleUploadedFile("a.xlsx", b"x" * (6 * 2**20))
    page = officer.post(PLACE, {"agency": str(health.root.pk), "as_of": "", "file": large}).content.decode()
    assert "lớn hơn 5 MB" in page
    assert "Hãy ghi ngày của danh sách" in page
    other = {"agency": str(health.province.home.pk), "as_of": "01/11/2026"}
    assert officer.post(PLACE, {**other, "file": SimpleUploadedFile("a.xlsx", b"x")}).status_code == 422
    assert not RosterImport.objects.exists()


def test_another_officer_s_import_does_not_exist(bring: Bring, tam: Account, minh: Account, health: Health) -> None:
    roster = bring(files.xlsx(ROWS))
    other = Client()
    other.force_login(tam)
    for path in ("", "cot/", "don-vi/", "tep/"):
        assert other.get(f"{PLACE}{roster.pk}/{path}").status_code == 404
    assert other.post(f"{PLACE}{roster.pk}/buoc/", {"viec": "bo"}).status_code == 404
    assert str(roster.pk) not in other.get(PLACE).content.decode()
    learner = Client()
    learner.force_login(Account.objects.exclude(pk__in=[tam.pk, minh.pk]).first())
    assert learner.get(PLACE).status_code == 404


def test_who_answers_for_an_agency_alone_sees_no_import_with_what_is_below(
    bring: Bring, health: Health, lan: Account
) -> None:
    roster = bring(files.xlsx(ROWS))
    world.grant(lan, health.root, with_descendants=False)
    scope = RosterScope(lan, timezone.localdate())
    assert not scope.allows(roster)
    assert scope.within(health.root.pk, roster.as_of) == {health.root.pk}
    Scope.objects.filter(account=lan).update(with_descendants=True)
    assert RosterScope(lan, timezone.localdate()).allows(roster)


def test_the_file_is_given_back_written_down_and_goes(officer: Client, bring: Bring) -> None:
    roster = bring(files.xlsx(ROWS))
    answer = officer.get(f"{PLACE}{roster.pk}/tep/")
    assert b"".join(answer) == files.xlsx(ROWS) or answer.status_code == 200
    assert answer["Cache-Control"] == "private, no-store"
    assert AuditEntry.objects.filter(verb="rosters.download").count() == 1
    name = str(roster.file.name)
    assert upkeep.forget(lambda: None) == 0
    RosterImport.objects.filter(pk=roster.pk).update(created_at=timezone.now() - KEPT)
    assert upkeep.forget(lambda: None) == 1
    roster.refresh_from_db()
    assert (roster.state, bool(roster.file), roster.lines.count()) == (State.GIVEN_UP, False, 0)
    assert not private_storage().exists(name)
    assert officer.get(f"{PLACE}{roster.pk}/tep/").status_code == 404


def test_giving_up_takes_the_file_away(officer: Client, bring: Bring) -> None:
    roster = bring(files.xlsx(ROWS))
    name = str(roster.file.name)
    assert (
        "Chưa có gì thay đổi" in officer.post(f"{PLACE}{roster.pk}/buoc/", {"viec": "bo"}, follow=True).content.decode()
    )
    assert not private_storage().exists(name)


def test_the_sample_is_read_by_what_reads_rosters(officer: Client) -> None:
    content = b"".join(officer.get(f"{PLACE}mau/"))
    book: Book = open_book(io.BytesIO(content).getvalue())
    layout = find(book)
    assert [one.value if one else "" for one in layout.fields] == [
        "", "name", "birth", "code", "phone", "category", "position", "head", "agency", "secondary", "since",
    ]  # fmt: skip


def test_a_page_of_the_preview_costs_the_same_however_many_lines(officer: Client, bring: Bring) -> None:
    few = bring(files.xlsx(files.people(*[(f"Lê Người {chr(65 + n)}", "", str(n), "", "", "", "") for n in range(2)])))
    many = bring(
        files.xlsx(files.people(*[(f"Lê Người {chr(65 + n)}", "", str(n), "", "", "", "") for n in range(20)]))
    )
    officer.get(f"{PLACE}{few.pk}/")
    told = [len(queries_of(lambda one=one: officer.get(f"{PLACE}{one.pk}/"))) for one in (few, many)]
    assert told[0] == told[1]
    assert told[1] <= 14
