"""Hồ sơ học tập: what Lan has finished, on one page and in one file."""

import json
from typing import Any

import pytest
from django.test import Client

from courses.catalogue.models import CoursePage
from courses.editions.actions import release
from learners.certificates.actions import revoke
from learners.certificates.models import Certificate
from learners.certificates.statements import certified_id
from learners.enrolment.actions import enrol
from learners.enrolment.models import Enrolment
from learners.enrolment.statements import statement
from learners.people.actions import merge_people
from learners.people.models import Account
from learners.progress.models import Completion
from tests import factories
from tests.certificates import world as certificates
from tests.progress.lrs import authority, queries_of
from tests.study.world import answer, paper, text, units
from xapi.models import Trust
from xapi.recording import record
from xapi.vocabulary import Verb

pytestmark = pytest.mark.django_db
PAGE, FILE = "/hoc/ho-so/", "/hoc/ho-so.json"


def another_course(title: str, oanh: Account) -> CoursePage:
    made = factories.course(title)
    release(course=made, acting_user=oanh, at=factories.at(0))
    return made


def exported(client: Client) -> Any:
    found = client.get(FILE)
    assert (found.status_code, found["Content-Type"]) == (200, "application/json")
    return json.loads(found.content)


def test_everything_finished_is_there_with_its_certificate(lan_in: Client, lan: Account, course: CoursePage) -> None:
    certificate = certificates.finish(lan.person, course)
    page = text(lan_in, PAGE)
    for words in ("Nguyễn Thị Lan", course.title, "05/11/2026", certificate.number):
        assert words in page
    assert f"/giay-chung-nhan/{certificate.pk}/" in page
    assert "Đang học" not in page


def test_a_score_is_what_the_officer_sees(lan_in: Client, mine: Enrolment) -> None:
    certificates.read_lessons(mine)
    answer(paper(mine))
    assert "100%" in text(lan_in, PAGE)
    assert exported(lan_in)["completed"][0]["score"] == 1


def test_what_is_under_way_stands_below(lan_in: Client, mine: Enrolment) -> None:
    certificates.read_lessons(mine)
    page = text(lan_in, PAGE)
    assert "Chưa có khóa học nào hoàn thành" in page
    assert f"Đã xong 2/{len(units(mine))} phần bắt buộc" in page
    found = exported(lan_in)
    assert (found["completed"], found["in_progress"][0]["units_done"]) == ([], 2)


def test_the_agency_is_the_one_that_counts_today(client: Client, minh: Account) -> None:
    client.force_login(minh)
    assert "Sở Y tế" in text(client, PAGE)
    assert exported(client)["agency"] == "Sở Y tế"


def test_a_completion_elsewhere_is_told_as_such(lan_in: Client, lan: Account, course: CoursePage) -> None:
    enrolment = certificates.enrolled(lan.person, course)
    said = statement(enrolment, verb=Verb.COMPLETED, at=factories.at(2))
    record([said], authority=authority("truong", Trust.TRUSTED_EXTERNAL))
    assert "hoàn thành ở nơi khác (nguồn: " in text(lan_in, PAGE)
    found = exported(lan_in)["completed"][0]
    assert (found["elsewhere"], found["certificate"], found["statements"]) == (True, None, [said["id"]])


def test_a_completion_that_lost_its_ground_is_gone(lan_in: Client, lan: Account, course: CoursePage) -> None:
    enrolment = certificates.enrolled(lan.person, course)
    certificates.read_lessons(enrolment)
    certificates.void(enrolment, certificates.pass_assessment(enrolment))
    assert "Chưa có khóa học nào hoàn thành" in text(lan_in, PAGE)


def test_a_revoked_certificate_is_not_shown(lan_in: Client, lan: Account, son: Account, course: CoursePage) -> None:
    certificate = certificates.finish(lan.person, course)
    revoke(certificate=certificate, acting_user=son, reason="Cấp nhầm")
    page = text(lan_in, PAGE)
    assert certificate.number not in page
    assert "chưa có" in page


def test_the_file_names_the_statements_that_prove_it(lan_in: Client, lan: Account, course: CoursePage) -> None:
    enrolment = certificates.enrolled(lan.person, course)
    certificates.read_lessons(enrolment)
    passed = certificates.pass_assessment(enrolment)
    certificate, completion = Certificate.objects.get(), Completion.objects.get()
    found = exported(lan_in)
    assert (found["version"], found["name"], found["hours"]) == (1, "Nguyễn Thị Lan", 2.0)
    one = found["completed"][0]
    assert one["registration"] == str(enrolment.pk)
    assert one["completed_on"] == "2026-11-05"
    assert one["certificate"]["number"] == certificate.number
    assert one["certificate"]["verification"].endswith(f"/xac-minh/{certificate.code}/")
    assert one["certificate"]["statement"] == str(certified_id(certificate.pk))
    assert len(one["statements"]) == 4  # two lessons, the assessment, the course
    assert {passed, str(completion.pk)} < set(one["statements"])


def test_a_merger_brings_both_records_together(
    client: Client, lan: Account, son: Account, course: CoursePage, oanh: Account
) -> None:
    kept = factories.account("lan-moi", of=factories.person("Nguyễn Thị Lan"))
    certificates.finish(lan.person, course)
    certificates.finish(kept.person, another_course("An toàn thông tin", oanh))
    merge_people(kept=kept.person, absorbed=lan.person, acting_user=son, reason="một người")
    for account in (kept, lan):
        client.force_login(Account.objects.get(pk=account.pk))
        assert {one["title"] for one in exported(client)["completed"]} == {course.title, "An toàn thông tin"}


def test_nothing_of_others_is_in_it(lan_in: Client, huy: Account, course: CoursePage) -> None:
    certificates.finish(huy.person, course)
    assert course.title not in text(lan_in, PAGE)
    assert exported(lan_in)["completed"] == []


def test_an_account_without_a_person_has_an_empty_record(client: Client, son: Account) -> None:
    client.force_login(son)
    assert "Chưa có khóa học nào hoàn thành" in text(client, PAGE)
    assert exported(client)["completed"] == []


@pytest.mark.parametrize(("path", "most"), [(PAGE, 8), (FILE, 11)])
def test_more_courses_cost_no_more_queries(
    lan_in: Client, lan: Account, oanh: Account, path: str, most: int, course: CoursePage
) -> None:
    certificates.finish(lan.person, course)
    text(lan_in, path)
    once = len(queries_of(lambda: text(lan_in, path)))
    for number in range(3):
        certificates.finish(lan.person, another_course(f"Khóa {number}", oanh))
        enrol(person=lan.person, course_key=another_course(f"Dở {number}", oanh).translation_key, acting_user=lan)
    text(lan_in, path)
    assert len(queries_of(lambda: text(lan_in, path))) == once <= most
