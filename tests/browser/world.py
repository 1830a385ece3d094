"""A small world for whole walks: a course with a question of each kind, a campaign that asks for it, its people.

The campaign is open in any year a test can run in, so that no test has to know the day.
"""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from courses.catalogue.assessment_blocks import asking
from courses.catalogue.models import (
    AssessmentPage,
    CatalogIndexPage,
    CoursePage,
    LessonPage,
    ModulePage,
)
from courses.editions.actions import release
from courses.questions.models import Question, QuestionKind
from learners.campaigns.models import Campaign
from learners.certificates.models import Issuer
from learners.people.models import Account
from tests import factories
from tests.browser.answering import PROMPTS
from tests.coverage import world as agencies
from tests.questions.samples import SAMPLES, stored

OPENS, CLOSES = dt.date(2025, 1, 1), dt.date(2099, 12, 31)
TITLE = "CĐS cơ bản cho người mới"


@dataclass(frozen=True)
class World:
    province: agencies.Province
    course: CoursePage
    campaign: Campaign
    lan: Account
    minh: Account
    oanh: Account


def build() -> World:
    province = agencies.province()
    oanh = factories.editor("oanh", of=factories.person("Trần Kim Oanh"))
    made = course(oanh)
    asked = agencies.campaign(province.root, made.translation_key)
    Campaign.objects.update(opens_on=OPENS, closes_on=CLOSES)
    Issuer.objects.get_or_create(code="SKHCN", defaults={"name": "Sở Khoa học và Công nghệ"})
    lan = factories.account("lan", of=agencies.member("Nguyễn Thị Lan", province.health))
    minh = factories.account("minh", of=agencies.member("Phạm Thị Minh", province.health))
    agencies.grant(minh, province.health)
    return World(province, made, asked, lan, minh, oanh)


def course(author: Account, **rules: Any) -> CoursePage:
    """Two lessons and an assessment with a question of each kind, released."""
    made = factories.course(TITLE, assessment=False)
    module = ModulePage.objects.child_of(made).get()
    page = AssessmentPage(title="Kiểm tra cuối khóa", intro="Làm khi đã đọc xong hai bài.", **rules)
    page.parts = asking([question(QuestionKind(kind), author) for kind in SAMPLES])
    factories.add(module, page)
    release(course=made, acting_user=author, at=factories.at(0))
    return made


def question(kind: QuestionKind, author: Account) -> Question:
    return stored(kind, PROMPTS[kind], "Vì bài học nói thế.", author)


def first_lesson(course: CoursePage) -> LessonPage:
    return LessonPage.objects.descendant_of(course).order_by("path").first()


def catalogue() -> CatalogIndexPage:
    return CatalogIndexPage.objects.get()
