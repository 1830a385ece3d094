"""Lists of other platforms: looked at line by line, applied whole or not at all, taken back whole."""

import datetime as dt
import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from courses.catalogue.models import CoursePage
from courses.editions.actions import release
from learners.certificates.models import Certificate
from learners.enrolment.actions import enrol
from learners.enrolment.models import Enrolment
from learners.external.models import Import, Line, State
from learners.external.running import run
from learners.people.models import Account
from learners.progress.actions import complete_lesson
from learners.progress.models import Completion, Progress
from learners.progress.rebuilding import check
from mooc.foundation.models import AuditEntry
from tests import factories
from tests.coverage import world as agencies
from tests.external import world
from xapi.models import Statement, Trust

pytestmark = pytest.mark.django_db
DAY = dt.date(2026, 11, 10)


@pytest.fixture(autouse=True)
def _today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timezone, "now", lambda: dt.datetime(2026, 11, 25, 5, 0, tzinfo=dt.UTC))


def differences() -> set[str]:
    """But for the enrolments of the small province, which are only rows."""
    return {found.what for found in check()} - {"missing"}


def row(code: str, name: str, day: object = DAY, score: object = 8.5, course: str = world.COURSE) -> list[object]:
    return ["", code, name, course, day, score, f"OT-{code}"]


def test_a_list_is_looked_at_applied_and_taken_back(
    officer: Client, minh: Account, province: agencies.Province, course: CoursePage
) -> None:
    one, two, _three, _nine = world.staff(province)
    batch = world.upload(
        officer, world.xlsx(row("CB1", "Trần Thị Một"), row("cb2", "tran thi hai", "12/11/2026", "9,25"))
    )
    page = officer.get(reverse("external:show", args=[batch.pk]))
    assert [line.verdict for line in page.context["page"]] == ["ok", "ok"]
    assert not Statement.objects.filter(authority__trust=Trust.TRUSTED_EXTERNAL).exists()

    world.apply(officer, batch)
    held = {row.person_id: row for row in Completion.objects.filter(external=True)}
    assert {one.pk, two.pk} == held.keys()
    assert timezone.localdate(held[two.pk].effective_at) == dt.date(2026, 11, 12)
    assert Progress.objects.get(person=one).status == "completed"
    assert not Certificate.objects.exists()
    said = Statement.objects.get(pk=Statement.objects.get(statement_id=held[two.pk].pk).pk)
    assert said.authority.name == "OneTouch"
    context = json.loads(said.raw)["context"]
    [evidence] = context["extensions"].values()
    assert evidence["sha256"] == batch.sha256
    assert evidence["reference"] == str(batch.pk)
    assert evidence["certificate"] == "OT-cb2"
    assert context["platform"] == "OneTouch"
    assert differences() == set()
    batch.refresh_from_db()
    assert batch.state == State.APPLIED

    # Pressed twice it is applied once.
    world.apply(officer, batch)
    assert Completion.objects.filter(external=True).count() == 2

    answer = officer.post(reverse("external:undo", args=[batch.pk]), {"reason": ""})
    assert "Hãy ghi lý do" in answer.content.decode()
    officer.post(reverse("external:undo", args=[batch.pk]), {"reason": "Nhầm tệp"})
    assert not Completion.objects.filter(external=True, withdrawn_at=None).exists()
    assert not Enrolment.objects.filter(person__in=[one, two], left_at=None).exists()
    void = Statement.objects.filter(is_voiding=True).first()
    assert void is not None
    assert void.authority.name == "OneTouch"
    assert differences() == set()
    audited = AuditEntry.objects.filter(verb__startswith="external.").values_list("verb", "actor")
    assert {verb for verb, _ in audited} == {"external.source", "external.upload", "external.apply", "external.undo"}
    assert {actor for _, actor in audited} == {str(minh.pk)}

    # The same list again counts anew.
    again = world.upload(officer, world.xlsx(row("CB1", "Trần Thị Một")))
    world.apply(officer, again)
    assert Completion.objects.filter(external=True, withdrawn_at=None).count() == 1


def test_every_line_says_what_is_wrong_with_it(
    officer: Client, province: agencies.Province, course: CoursePage
) -> None:
    world.staff(province)
    agencies.member("Phan Thị Trùng", province.health)
    agencies.member("Phan Thị Trùng", province.health)
    agencies.complete(agencies.member("Đã Học", province.health, start=agencies.START), course=course.translation_key)
    lines = [
        row("CB1", "Trần Thị Một"),
        row("CB1", "Trần Thị Một"),
        row("CB2", "Người Khác"),
        row("CB9", "Lê Văn Chín"),
        row("", "Phan Thị Trùng"),
        row("", "Trần Thị Ba"),
        row("CB2", "Trần Thị Hai", "30/02/2026"),
        row("CB2", "Trần Thị Hai", "26/11/2026"),
        row("CB2", "Trần Thị Hai", DAY, "11"),
        row("CB2", "Trần Thị Hai", DAY, "", "Khóa lạ"),
        row("", ""),
        row("", "Đã Học"),
    ]
    batch = world.upload(officer, world.xlsx(*lines))
    page = officer.get(reverse("external:show", args=[batch.pk]))
    found = [(line.number, line.verdict, line.why[0] if line.why else "") for line in page.context["preview"].lines]
    assert [(number, verdict) for number, verdict, _ in found] == [
        (3, "ok"), (4, "skip"), (5, "error"), (6, "error"), (7, "error"), (8, "note"),
        (9, "error"), (10, "error"), (11, "error"), (12, "error"), (13, "error"), (14, "note"),
    ]  # fmt: skip
    assert "Trùng với dòng 3" in found[1][2]
    assert "Trần Thị Hai" in found[2][2]
    assert "2 người trùng tên" in found[4][2]
    assert "tương lai" in found[7][2]

    # With a fault in it nothing is applied, until the faulty lines are left out by hand.
    world.apply(officer, batch)
    assert not Line.objects.exists()
    world.apply(officer, batch, **{"bo-dong-loi": "on"})
    assert sorted(Line.objects.values_list("number", flat=True)) == [3, 8, 14]


def test_mapping_is_remembered_by_source(officer: Client, province: agencies.Province, course: CoursePage) -> None:
    world.staff(province)
    head = ["Mã", "Người", "Chương trình", "Xong", "Kết quả"]
    rows = [["CB1", "Trần Thị Một", "CDS-01", "10.11.2026", "92%"]]
    batch = world.upload(officer, world.xlsx(*rows, head=head))
    page = officer.get(reverse("external:show", args=[batch.pk]))
    assert page.context["page"] is None
    columns = {"cot_staff_code": "0", "cot_name": "1", "cot_course": "2", "cot_achieved": "3", "cot_score": "4"}
    assert (
        "Mỗi cột chỉ dùng"
        in officer.post(reverse("external:show", args=[batch.pk]), {**columns, "cot_score": "0"}).content.decode()
    )
    path = reverse("external:show", args=[batch.pk])
    officer.post(path, columns)
    page = officer.get(path)
    [line] = page.context["preview"].lines
    assert line.verdict == "error"
    [field] = page.context["form"].course_fields()
    officer.post(path, {**columns, field.name: str(course.translation_key)})
    again = world.upload(officer, world.xlsx(*rows, head=head))
    page = officer.get(reverse("external:show", args=[again.pk]))
    [line] = page.context["preview"].lines
    assert (line.verdict, str(line.score)) == ("note" if line.why else "ok", "0.9200")
    # A course that is not brought in is remembered as well.
    officer.post(reverse("external:show", args=[again.pk]), {**columns, field.name: "-"})
    page = officer.get(reverse("external:show", args=[again.pk]))
    assert [line.verdict for line in page.context["preview"].lines] == ["skip"]


def test_who_learns_here_as_well_has_her_own_completion_and_certificate(
    officer: Client, province: agencies.Province, oanh: Account
) -> None:
    one, *_ = world.staff(province)
    page = factories.course("Khóa một bài", lessons=1, assessment=False)
    edition = release(course=page, acting_user=oanh, at=factories.at(0))
    enrolment = enrol(person=one, course_key=page.translation_key, acting_user=None)
    batch = world.upload(officer, world.xlsx(row("CB1", "Trần Thị Một", course="Khóa một bài")))
    world.apply(officer, batch)
    assert Line.objects.get().enrolment_id == enrolment.pk
    assert not Certificate.objects.exists()
    complete_lesson(enrolment=enrolment, unit=edition.units.get())
    assert sorted(Completion.objects.filter(person=one).values_list("external", flat=True)) == [False, True]
    assert Certificate.objects.count() == 1
    officer.post(reverse("external:undo", args=[batch.pk]), {"reason": "Nhầm"})
    assert Progress.objects.get(person=one).status == "completed"
    assert Enrolment.objects.get(person=one).left_at is None
    assert Certificate.objects.get().revoked_at is None
    assert differences() == set()


def test_a_long_list_is_the_worker_s(
    officer: Client, province: agencies.Province, course: CoursePage, monkeypatch: pytest.MonkeyPatch
) -> None:
    world.staff(province)
    monkeypatch.setattr("learners.external.views.AT_ONCE", 1)
    monkeypatch.setattr("learners.external.actions.BATCH", 1)
    batch = world.upload(officer, world.xlsx(row("CB1", "Trần Thị Một"), row("CB2", "Trần Thị Hai")))
    page = world.apply(officer, batch)
    assert "ghi dần" in page.content.decode()
    assert not Completion.objects.filter(external=True).exists()
    run(lambda: None)
    run(lambda: None)
    assert Completion.objects.filter(external=True).count() == 2
    assert Import.objects.get().state == State.APPLIED


def test_what_is_no_list_says_so(officer: Client, province: agencies.Province) -> None:
    for content, words in ((b"\0\1\2\0", "không phải"), (b"<html><p>x", "trang web"), (b"", "không có gì")):
        file = SimpleUploadedFile("a.csv", content)
        answer = officer.post(reverse("external:choose"), {"source": "X", "scale": "10", "file": file})
        assert words in answer.content.decode()
    assert not Import.objects.exists()


def test_nobody_else_s(officer: Client, province: agencies.Province, tam: Account, course: CoursePage) -> None:
    world.staff(province)
    batch = world.upload(officer, world.xlsx(row("CB1", "Trần Thị Một")))
    other = Client()
    other.force_login(tam)
    for name in ("show", "file"):
        assert other.get(reverse(f"external:{name}", args=[batch.pk])).status_code == 404
    assert other.post(reverse("external:apply", args=[batch.pk])).status_code == 404
    world.apply(officer, batch)
    assert other.get(reverse("external:show", args=[batch.pk])).status_code == 404
    file = officer.get(reverse("external:file", args=[batch.pk]))
    assert file["Content-Disposition"].startswith("attachment")


def test_one_person_with_a_number(officer: Client, province: agencies.Province, course: CoursePage) -> None:
    one, *_rest, nine = world.staff(province)
    path = reverse("external:single", args=[one.pk])
    facts = {"course": str(course.translation_key), "source": "OneTouch", "achieved": "10.11.2026"}
    assert "ít nhất một căn cứ" in officer.post(path, facts).content.decode()
    assert "tương lai" in officer.post(path, {**facts, "achieved": "05/10/2027", "certificate": "A"}).content.decode()
    page = officer.post(path, {**facts, "certificate": "OT-77"}, follow=True)
    assert "nguồn: OneTouch" in page.content.decode()
    assert "Đã nhập từ nguồn này rồi" in officer.post(path, {**facts, "certificate": "OT-77"}).content.decode()
    assert officer.get(reverse("external:single", args=[nine.pk])).status_code == 404
    account = factories.account("mot", of=one)
    client = Client()
    client.force_login(account)
    assert "nguồn: OneTouch" in client.get(reverse("study:record")).content.decode()


def test_looking_costs_no_query_a_line(
    officer: Client, province: agencies.Province, course: CoursePage, django_assert_max_num_queries
) -> None:
    rows = []
    for number in range(60):
        person = agencies.member(f"Người {number}", province.health)
        person.staff_code = f"N{number}"
        person.save()
        rows.append(row(f"N{number}", person.full_name))
    batch = world.upload(officer, world.xlsx(*rows))
    with django_assert_max_num_queries(40):
        officer.get(reverse("external:show", args=[batch.pk]))
