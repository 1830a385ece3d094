"""Lan's file has everything that is stored about her, and nothing of anybody else."""

import json
from typing import Any

import pytest
from django.test import Client

from courses.catalogue.models import CoursePage
from learners.certificates.naming import confirm_name
from learners.enrolment.models import Enrolment
from learners.feedback.models import Feedback
from learners.notices.actions import notify
from learners.people.codes import issue
from learners.people.consents import give, text_in_force
from learners.people.models import Account, DataPurpose
from tests import factories
from tests.certificates import world as certificates
from tests.progress.lrs import queries_of
from tests.study.world import answer, paper
from xapi.models import Statement

pytestmark = pytest.mark.django_db
FILE = "/ho-so-ca-nhan/du-lieu.json"


def exported(client: Client) -> Any:
    found = client.get(FILE)
    assert (found.status_code, found["Content-Type"]) == (200, "application/json")
    return json.loads(found.content)


def test_every_room_tells_what_it_has(lan_in: Client, lan: Account, mine: Enrolment, son: Account) -> None:
    certificates.read_lessons(mine)
    answer(paper(mine))
    give(account=lan, text=text_in_force(DataPurpose.READING), acting_user=lan)
    notify(account_ids=[lan.pk], kind="test", text="Có tin mới.")
    confirm_name(person=lan.person, full_name="Nguyễn Thị Lan", acting_user=lan)
    Feedback.objects.create(enrolment=mine, course_key=mine.course_key, useful=5, clear=4, fitting=3, text="Dễ hiểu.")
    issue(people=[lan.person], acting_user=son)
    found = exported(lan_in)
    assert (found["account"]["username"], found["account"]["full_name"]) == ("lan", "Nguyễn Thị Lan")
    assert [row["purpose"] for row in found["consents"]] == ["notice", "reading"]
    assert "180 ngày" in found["consents"][1]["text"]
    assert found["sign_in_codes"][0]["purpose"] == "reset"
    assert "digest" not in json.dumps(found["sign_in_codes"])
    assert found["notices"][-1]["text"] == "Có tin mới."
    assert found["names"]["confirmed"][0]["full_name"] == "Nguyễn Thị Lan"
    assert found["record"]["completed"][0]["score"] == 1
    assert all(row["answer"] is not None for row in found["answers"])
    assert len(found["statements"]) == Statement.objects.filter(registration=mine.pk).count() > 0
    assert found["feedback"][0]["text"] == "Dễ hiểu."
    assert found["workplaces"] == []


def test_it_has_nothing_of_another(client: Client, lan: Account, mine: Enrolment, course: CoursePage) -> None:
    answer(paper(mine))
    huy = factories.account("huy", of=factories.person("Trương Gia Huy"))
    client.force_login(huy)
    text = client.get(FILE).content.decode()
    assert "Lan" not in text
    assert str(mine.pk) not in text


def test_an_account_without_a_person_has_a_file_too(
    client: Client, mine: Enrolment, minh: Account, son: Account
) -> None:
    answer(paper(mine))
    confirm_name(person=minh.person, full_name=minh.person.full_name, acting_user=minh)
    Feedback.objects.create(enrolment=mine, course_key=mine.course_key, useful=5, clear=4, fitting=3)
    client.force_login(son)
    found = exported(client)
    assert found["account"]["username"] == "son"
    for section in ("statements", "answers", "workplaces", "feedback"):
        assert found[section] == []
    assert found["names"] == {"confirmed": [], "corrections": []}


def test_it_costs_the_same_for_more(lan_in: Client, lan: Account, mine: Enrolment) -> None:
    certificates.read_lessons(mine)
    answer(paper(mine), wrong=True)
    exported(lan_in)
    once = len(queries_of(lambda: exported(lan_in)))
    answer(paper(mine), wrong=True)
    notify(account_ids=[lan.pk] * 3, kind="test", text="Có tin mới.")
    assert len(queries_of(lambda: exported(lan_in))) == once
