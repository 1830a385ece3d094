"""Of every kind of question: axe finds nothing on its page, and the keyboard alone answers it."""

import pytest
from playwright.sync_api import Page, expect

from courses.catalogue.assessment_blocks import asking
from courses.catalogue.models import AssessmentPage, CoursePage, ModulePage
from courses.editions.actions import release
from courses.questions.models import QuestionKind
from courses.questions.responses import well_formed
from courses.questions.types import is_for_learner
from learners.attempts.actions import open_attempt
from learners.attempts.models import Attempt
from learners.enrolment.actions import enrol
from learners.people.models import Account
from tests import factories
from tests.browser import world
from tests.browser.conftest import PHONE, OpenPage
from tests.browser.test_accessible import as_given, in_light_and_dark
from tests.browser.test_keyboard import fill_in, press_until
from tests.questions.samples import EVERY_KIND, data_of, right

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def attempt(live_server: object) -> Attempt:
    """One question a page, a question of each kind."""
    factories.found_site()
    oanh = factories.editor("oanh", of=factories.person("Trần Kim Oanh"))
    lan = factories.account("lan", of=factories.person("Nguyễn Thị Lan"))
    enrolment = enrol(person=lan.person, course_key=course(oanh).translation_key, acting_user=lan)
    return open_attempt(enrolment=enrolment, unit=enrolment.progress.edition.units.get())


def course(author: Account) -> CoursePage:
    made = factories.course("Đủ loại câu hỏi", assessment=False, lessons=0)
    page = AssessmentPage(title="Kiểm tra", shuffle=False, sequential=True)
    page.parts = asking([world.question(QuestionKind(kind), author) for kind in EVERY_KIND])
    factories.add(ModulePage.objects.child_of(made).get(), page)
    release(course=made, acting_user=author, at=factories.at(0))
    return made


def answer(page: Page, kind: str) -> None:
    if is_for_learner(kind):
        fill_in(page, QuestionKind(kind))
    press_until(page, "Trả lời")
    page.keyboard.press("Enter")


def test_every_kind_by_keyboard_and_by_axe(open_page: OpenPage, attempt: Attempt) -> None:
    # The policy refuses any script that is not ours, axe's too.
    page = open_page(PHONE, attempt.enrolment.person.account, bypass_csp=True)
    page.goto(f"/hoc/luot/{attempt.pk}/")
    wrong = []
    for number, kind in enumerate(EVERY_KIND, start=1):
        expect(page.get_by_text(f"Câu {number}/{len(EVERY_KIND)} · ")).to_be_visible()
        wrong += [f"{kind}: {one}" for look in (as_given, in_light_and_dark) for one in look(page)]
        answer(page, kind)
    assert not wrong, "\n".join(wrong)
    expect(page.get_by_text("Anh/chị đã đi hết các câu.")).to_be_visible()
    kept = {one.version.question.kind: one.response for one in attempt.items.select_related("version__question")}
    assert kept == {kind: well_formed(kind, data_of(kind), right(kind, data_of(kind))) for kind in EVERY_KIND}
