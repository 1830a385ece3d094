"""A name that is to be corrected: who may decide, what the decision rests on, and both answers."""

from typing import Any

import pytest
from django.contrib.auth.models import Permission
from django.test import Client

from courses.catalogue.models import CoursePage
from learners.certificates.models import Certificate, NameCorrection, State
from learners.certificates.naming import ask_correction
from learners.notices.models import Notice
from learners.people.actions import merge_people
from learners.people.models import Account, Person
from mooc.foundation.models import AuditEntry
from tests import factories
from tests.certificates import world as certificates
from tests.coverage import world
from tests.coverage.test_pages import text

pytestmark = pytest.mark.django_db
LIST = "/phu-trach/ho-ten/"
RIGHT = "Nguyễn Thị Ngọc Lân"


@pytest.fixture
def lan(province: world.Province) -> Account:
    """On the roster of Sở Y tế, unlike the Lan of the cast."""
    person = factories.person("Nguyễn Thị Lan", birth_year=1990)
    world.join(person, province.health)
    return factories.account("lan", of=person)


def ask(account: Account, full_name: str = RIGHT) -> NameCorrection:
    return ask_correction(person=account.person, full_name=full_name, note="Thiếu tên đệm", acting_user=account)


def address(correction: NameCorrection) -> str:
    return f"{LIST}{correction.pk}/"


def post(client: Client, correction: NameCorrection, **said: str) -> str:
    answer = client.post(address(correction), said, follow=True)
    return " ".join(answer.content.decode().split())


def test_she_is_told_on_her_first_page_and_led_to_the_request(officer: Client, lan: Account) -> None:
    assert "đề nghị sửa họ tên" not in text(officer, "/phu-trach/")
    assert "Không có đề nghị nào đang chờ." in text(officer, LIST)
    asked = ask(lan)
    assert "1 đề nghị sửa họ tên đang chờ" in text(officer, "/phu-trach/")
    page = text(officer, LIST)
    assert address(asked) in page
    assert "Sở Y tế" in page
    assert "Thiếu tên đệm" in page
    assert address(asked) in text(officer, f"/phu-trach/nguoi/{lan.person.pk}/")


def test_the_page_has_what_the_decision_rests_on(officer: Client, lan: Account, course: CoursePage) -> None:
    old = certificates.finish(lan.person, course)
    page = text(officer, address(ask(lan)))
    assert 'Nguyễn Thị <mark class="name-differs">Lan</mark></dd>' in page
    assert 'Nguyễn Thị <mark class="name-differs">Ngọc Lân</mark></dd>' in page
    assert "đổi “Lan” thành “Ngọc Lân”" in page
    for mark in ("sinh 1990", "Sở Y tế", "Thiếu tên đệm", old.number, "cấp lại 1 giấy chứng nhận với số mới"):
        assert mark in page


def test_a_yes_corrects_the_name_and_issues_anew(
    officer: Client, minh: Account, lan: Account, course: CoursePage
) -> None:
    old = certificates.finish(lan.person, course)
    asked = ask(lan)
    page = post(officer, asked, decision="sua", answer="Đã đối chiếu căn cước.")
    new = Certificate.objects.get(revoked_at=None, replaced_by=None)
    assert f"Giấy chứng nhận cấp lại: {new.number}." in page
    assert "Không có đề nghị nào đang chờ." in page
    assert (new.full_name, Person.objects.get(pk=lan.person.pk).full_name) == (RIGHT, RIGHT)
    assert Certificate.objects.get(pk=old.pk).state == State.REPLACED
    told = Notice.objects.get(account=lan, kind="name").text
    assert "1" in told
    assert "Căn cứ: Đã đối chiếu căn cước." in told
    entry = AuditEntry.objects.get(verb="decide_correction")
    assert (entry.actor, entry.reason) == (str(minh.pk), "Đã đối chiếu căn cước.")
    assert "họ tên đã được sửa thành" in text(officer, address(asked))


def test_a_no_changes_nothing_and_its_reason_is_read(officer: Client, lan: Account, course: CoursePage) -> None:
    old = certificates.finish(lan.person, course)
    page = post(officer, ask(lan), decision="khong-sua", answer="Căn cước ghi khác.")
    assert "Đã trả lời: không sửa họ tên." in page
    assert Certificate.objects.get().pk == old.pk
    assert Person.objects.get(pk=lan.person.pk).full_name == "Nguyễn Thị Lan"
    officer.force_login(lan)
    assert "Lý do: Căn cước ghi khác." in text(officer, "/thong-bao/")


@pytest.mark.parametrize(
    ("said", "message"),
    [
        ({"answer": "Đã xem căn cước"}, "Hãy chọn sửa hay không sửa."),
        ({"answer": "Đã xem căn cước", "decision": "x"}, "Hãy chọn sửa hay không sửa."),
        ({"decision": "sua", "answer": " "}, "Hãy ghi căn cứ hoặc lý do."),
        ({"decision": "sua", "answer": "x" * 201}, "Chỉ ghi được tối đa 200 ký tự."),
    ],
)
def test_an_unfinished_answer_is_said_at_its_field_and_kept(
    officer: Client, lan: Account, said: dict[str, str], message: str
) -> None:
    asked = ask(lan)
    page = post(officer, asked, **said)
    assert page.count(message) == 2
    assert said["answer"].strip() in page
    assert ("checked" in page) == (said.get("decision") == "sua")
    assert NameCorrection.objects.get(decided_at=None) == asked


def test_it_is_decided_once(officer: Client, lan: Account) -> None:
    asked = ask(lan)
    post(officer, asked, decision="khong-sua", answer="Căn cước ghi khác.")
    page = post(officer, asked, decision="sua", answer="Đã xem căn cước.")
    assert "Đề nghị này đã có người quyết định trước." in page
    assert Person.objects.get(pk=lan.person.pk).full_name == "Nguyễn Thị Lan"


def test_only_the_counting_agency_s_officer_decides(
    officer: Client, province: world.Province, tam: Account, lan: Account
) -> None:
    asked = ask(lan)
    world.join(lan.person, province.home, is_primary=False)
    officer.force_login(tam)
    assert text(officer, f"/phu-trach/nguoi/{lan.person.pk}/")
    assert "đề nghị sửa họ tên" not in text(officer, "/phu-trach/")
    assert "Không có đề nghị nào đang chờ." in text(officer, LIST)
    assert officer.get(address(asked)).status_code == 404
    assert officer.post(address(asked), {"decision": "sua", "answer": "x"}).status_code == 404
    officer.force_login(lan)
    assert {officer.get(page).status_code for page in (LIST, address(asked))} == {404}
    assert not AuditEntry.objects.filter(verb="decide_correction").exists()


def test_nobody_decides_about_herself(officer: Client, minh: Account, son: Account) -> None:
    asked = ask(minh, "Phạm Thị Mính")
    assert officer.get(address(asked)).status_code == 404
    officer.force_login(son)
    assert "Phạm Thị" in text(officer, address(asked))


def test_an_administrator_decides_for_people_of_no_agency(client: Client, son: Account, oanh: Account) -> None:
    hoa = factories.account("hoa", of=factories.person("Trần Thị Hoa"))
    asked = ask(hoa, "Trần Thị Hòa")
    client.force_login(son)
    assert "1 đề nghị sửa họ tên đang chờ" in text(client, "/phu-trach/")
    assert "Không thuộc cơ quan nào" in text(client, address(asked))
    client.force_login(oanh)
    assert client.get(LIST).status_code == 404
    oanh.user_permissions.add(Permission.objects.get(codename="change_namecorrection"))
    assert client.get(LIST).status_code == 200


def test_a_request_of_a_merged_record_is_about_the_kept_one(
    officer: Client, province: world.Province, lan: Account, course: CoursePage
) -> None:
    certificates.finish(lan.person, course)
    asked = ask(lan)
    kept = world.member("Nguyễn Thị Lan", province.health)
    merge_people(kept=kept, absorbed=lan.person, acting_user=None, reason="một người")
    page = post(officer, asked, decision="sua", answer="Đã xem căn cước.")
    assert "Giấy chứng nhận cấp lại" in page
    assert Person.objects.get(pk=kept.pk).full_name == RIGHT
    assert Certificate.objects.get(replaced_by=None).full_name == RIGHT


def test_the_number_of_queries_does_not_grow(
    officer: Client, province: world.Province, course: CoursePage, lan: Account, django_assert_num_queries: Any
) -> None:
    certificates.finish(lan.person, course)
    asked = ask(lan)
    for number in range(5):
        ask(factories.account(f"nguoi-{number}", of=world.member(f"Người {number}", province.health)))
    for page, cost in ((LIST, 9), (address(asked), 10)):
        officer.get(page)
        with django_assert_num_queries(cost):
            officer.get(page)
