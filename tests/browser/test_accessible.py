"""Every page of learners, officers and the public: axe finds nothing, nothing is cut off, a thumb hits its aim."""

from dataclasses import dataclass
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from content.pages.actions import found_site
from learners.attempts.actions import open_attempt, save_answers, submit
from learners.attempts.models import Attempt
from learners.certificates.models import Certificate
from learners.enrolment.actions import enrol
from learners.enrolment.models import Enrolment
from learners.people.models import Account
from learners.progress.actions import complete_lesson, start_unit
from tests.browser import world
from tests.browser.conftest import DESK, PHONE, OpenPage
from tests.questions.samples import SAMPLES, right

pytestmark = pytest.mark.django_db(transaction=True)
# Taller than 48 px by design: what is pressed with a thumb. Links inside running text may be smaller (WCAG 2.5.8).
BUTTONS = (
    "button, .button, .button-secondary, .site-nav a, select, input:not([type=hidden], [type=radio], [type=checkbox])"
)
SMALL = """all => all
  .filter(each => each.offsetParent && each.getBoundingClientRect().height < 47.5)
  .map(each => each.outerHTML.slice(0, 120))"""


@dataclass(frozen=True)
class Place:
    name: str
    path: str
    account: Account | None


def places() -> list[Place]:
    """One of each page there is, with something on it."""
    found_site(acting_user=None)
    made = world.build()
    enrolment = enrol(person=made.lan.person, course_key=made.course.translation_key, acting_user=made.lan)
    done = _finish(enrolment)
    open_one = open_attempt(enrolment=enrolment, unit=_units(enrolment)[-1])
    lesson, assessment = (f"/hoc/{enrolment.pk}/bai/{_units(enrolment)[place].unit_key}/" for place in (0, -1))
    certificate = Certificate.objects.get()
    report, lan = f"/phu-trach/{made.campaign.slug}/", made.lan
    return [
        Place("home", "/", None),
        Place("sign-in", "/dang-nhap/", None),
        Place("missing", "/khong-co/", None),
        Place("help", "/tro-giup/", None),
        Place("catalogue", "/khoa-hoc/", None),
        Place("nothing found", "/khoa-hoc/?q=bong-da", None),
        Place("course", f"/khoa-hoc/{made.course.slug}/", None),
        Place("course, mine", f"/khoa-hoc/{made.course.slug}/", lan),
        Place("my learning", "/hoc/", lan),
        Place("nothing learnt", "/hoc/", made.minh),
        Place("outline", f"/hoc/{enrolment.pk}/", lan),
        Place("lesson", lesson, lan),
        Place("assessment", assessment, lan),
        Place("paper", f"/hoc/luot/{open_one.pk}/", lan),
        Place("review", f"/hoc/luot/{open_one.pk}/?xem-lai", lan),
        Place("result", f"/hoc/luot/{done.pk}/ket-qua/", lan),
        Place("certificate", f"/giay-chung-nhan/{certificate.pk}/", lan),
        Place("verify", "/xac-minh/", None),
        Place("verified", f"/xac-minh/{certificate.code}/", None),
        Place("not verified", "/xac-minh/CFGHJKLMNPRT/", None),
        Place("officer", "/phu-trach/", made.minh),
        Place("report", report, made.minh),
        Place("people", f"{report}{made.province.health.pk}/?trang-thai=unfinished", made.minh),
    ]


def _units(enrolment: Enrolment) -> list[Any]:
    return list(enrolment.progress.edition.units.order_by("position"))


def _finish(enrolment: Enrolment) -> Attempt:
    *lessons, assessment = _units(enrolment)
    for unit in lessons:
        start_unit(enrolment=enrolment, unit=unit)
        complete_lesson(enrolment=enrolment, unit=unit)
    attempt = open_attempt(enrolment=enrolment, unit=assessment)
    items = attempt.items.select_related("version__question")
    answers = {
        item.position: right(item.version.question.kind, SAMPLES[item.version.question.kind][0]) for item in items
    }
    save_answers(attempt=attempt, answers=answers)
    return submit(attempt=attempt)


def violations(page: Page) -> list[str]:
    found = Axe().run(page).response["violations"]
    return [f"{one['id']} ({one['impact']}): {node['html'][:160]}" for one in found for node in one["nodes"]]


@pytest.mark.parametrize(
    "shape", [PHONE, DESK, {**PHONE, "color_scheme": "dark"}], ids=["360", "1280", "360 in the dark"]
)
def test_axe_finds_nothing_and_nothing_is_cut_off(open_page: OpenPage, shape: dict[str, Any]) -> None:
    wrong: list[str] = []
    pages: dict[Any, Page] = {}
    for place in places():
        key = place.account and place.account.pk
        # The policy refuses any script that is not ours, axe's too; the other tests hold it.
        page = (
            pages.setdefault(key, open_page(shape, place.account, bypass_csp=True)) if key not in pages else pages[key]
        )
        page.goto(place.path)
        wrong += [f"{place.name}: {one}" for one in violations(page)]
        if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
            wrong.append(f"{place.name}: scrolls sideways")
        wrong += [f"{place.name}: too small {one}" for one in page.locator(BUTTONS).evaluate_all(SMALL)]
    assert not wrong, "\n".join(wrong)
