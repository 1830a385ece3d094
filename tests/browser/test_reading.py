"""The page of a lesson tells how long it was in sight: seen from the store, with a clock the test moves."""

import json

import pytest
from playwright.sync_api import expect

from courses.editions.models import EditionUnit
from learners.enrolment.actions import enrol
from learners.enrolment.statements import actor, unit_iri
from learners.people.consents import give, text_in_force
from learners.people.models import DataPurpose
from tests.browser import world
from tests.browser.conftest import PHONE, OpenPage
from xapi.models import Statement, Trust
from xapi.vocabulary import Verb

pytestmark = pytest.mark.django_db(transaction=True)
HIDE = """() => {
  Object.defineProperty(document, "visibilityState", { value: "hidden", configurable: true });
  document.dispatchEvent(new Event("visibilitychange"));
}"""


def test_reading_is_reported_once_a_minute_when_the_page_is_left(open_page: OpenPage) -> None:
    made = world.build()
    give(account=made.lan, text=text_in_force(DataPurpose.READING), acting_user=made.lan)
    mine = enrol(person=made.lan.person, course_key=made.course.translation_key, acting_user=made.lan)
    unit = EditionUnit.objects.filter(edition__pins__enrolment=mine).earliest("position")
    page = open_page(PHONE, made.lan)
    page.clock.install()
    page.goto(f"/hoc/{mine.pk}/bai/{unit.unit_key}/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Bài 1")
    page.clock.run_for(40_000)
    with page.expect_response(f"**/hoc/{mine.pk}/xapi/statements") as waiting:
        page.evaluate(HIDE)
    assert waiting.value.status == 200
    # Hidden a second time within the minute.
    page.evaluate("() => { delete document.visibilityState; document.dispatchEvent(new Event('visibilitychange')); }")
    page.clock.run_for(20_000)
    page.evaluate(HIDE)
    page.goto("/hoc/")
    (said,) = Statement.objects.filter(verb=Verb.EXPERIENCED)
    assert said.authority.trust == Trust.LEARNER_SESSION
    raw = json.loads(said.raw)
    assert raw["object"]["id"] == unit_iri(unit.unit_key)
    assert (raw["actor"], raw["context"]["registration"]) == (actor(mine), str(mine.pk))
    assert 40 <= int(raw["result"]["duration"].removeprefix("PT").removesuffix("S")) <= 45
