"""A rush of completions is shown side by side to whoever may see the people, and nothing is voided by an answer."""

import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from courses.catalogue.models import CoursePage
from courses.editions.queries import latest
from courses.questions.models import QuestionVersion
from learners.attempts.models import Attempt, AttemptItem
from learners.campaigns.models import CampaignCourse
from learners.enrolment.actions import enrol
from learners.people.models import Person
from learners.progress.models import Completion, Progress
from learners.warnings.evaluating import evaluate_on
from learners.warnings.models import Alert, Kind
from tests.coverage import world as agencies
from tests.warnings import world

pytestmark = pytest.mark.django_db
YESTERDAY = world.NOW - dt.timedelta(days=1)


@pytest.fixture(autouse=True)
def _today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timezone, "now", lambda: world.NOW)


def study(person: Person, course: CoursePage, minutes: int, response: int) -> None:
    """She completed the course yesterday, so many minutes after beginning, and answered its question like that."""
    enrolment = enrol(person=person, course_key=course.translation_key, acting_user=None)
    Progress.objects.filter(pk=enrolment.pk).update(started_at=YESTERDAY - dt.timedelta(minutes=minutes))
    Completion.objects.create(
        statement_id=enrolment.pk, enrolment=enrolment, person=person, course_key=course.translation_key,
        effective_at=YESTERDAY, recorded_at=YESTERDAY,
    )  # fmt: skip
    unit = latest(course.translation_key).units.get(kind="assessment")
    attempt = Attempt.objects.create(
        enrolment=enrolment, unit_key=unit.unit_key, number=1, seed=1, pass_percent=50, ending="submitted",
        opened_at=YESTERDAY - dt.timedelta(minutes=2), submitted_at=YESTERDAY, score=1, max_score=2,
    )  # fmt: skip
    version = QuestionVersion.objects.earliest("pk")
    for position in (0, 1):
        AttemptItem.objects.create(attempt=attempt, position=position, version=version, response=response, points=0)


def test_it_is_looked_at_and_answered(officer: Client, province: agencies.Province, course: CoursePage) -> None:
    campaign = world.campaign(province)
    CampaignCourse.objects.create(campaign=campaign, course_key=course.translation_key)
    people = world.assign(campaign, province.health, 4)
    for person in people:
        study(person, course, minutes=1 if person is people[0] else 600, response=1)
    rule = world.rule(province.root, Kind.SPIKE, 3, fast=20)
    assert evaluate_on(world.TODAY) == 1
    assert evaluate_on(world.TODAY) == 0
    alert = Alert.objects.get()
    assert alert.facts == {"day": "2026-11-19", "people": 4, "fast": 1, "same": 0}
    path = reverse("warnings:show", args=[alert.pk])
    page = officer.get(path).content.decode()
    assert people[0].full_name in page
    assert "quá nhanh" in page
    assert "answer" in officer.post(path, {"answer": "handling", "note": "x"}).context["form"].errors
    assert "note" in officer.post(path, {"answer": "fine", "note": ""}).context["form"].errors
    officer.post(path, {"answer": "doubted", "note": "Sẽ hỏi lại"})
    # The cause of a rush does not go away by itself.
    evaluate_on(world.TODAY + dt.timedelta(days=1))
    assert Alert.objects.get().closed_on is None
    officer.post(path, {"answer": "fine", "note": "Học tập trung tại hội trường"})
    assert Alert.objects.get().closed_on == world.TODAY
    assert evaluate_on(world.TODAY) == 0
    assert Completion.objects.filter(withdrawn_at=None, course_key=course.translation_key).count() == 4
    # With fewer people than the threshold there is nothing to look at.
    rule.threshold = 4
    rule.save()
    Alert.objects.all().delete()
    assert evaluate_on(world.TODAY) == 0
