"""Objecting to a question: once until answered, seen by its authors without a name, answered to the learner."""

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from courses.catalogue.models import AssessmentPage, CoursePage
from courses.editions.models import EditionUnit
from courses.outline.dashboard import dashboard_of
from learners.attempts.actions import open_attempt
from learners.attempts.appealing import AlreadyDecided, NotHandedIn, appeal, decide_appeal
from learners.attempts.models import Appeal, Attempt, Decision
from learners.enrolment.actions import enrol
from learners.enrolment.models import Enrolment
from learners.notices.models import Notice
from learners.people.exporting import everything_about
from learners.people.models import Account
from mooc.foundation.models import AuditEntry
from tests import factories
from tests.attempts.world import assessment, take
from tests.progress.lrs import queries_of

pytestmark = pytest.mark.django_db
LIST = "/quan-tri/luot-lam-bai/y-kien/"
WORDS = "Luật mới đã đổi ngày này"


@pytest.fixture
def oanh(db: None) -> Account:
    return factories.editor("oanh", of=factories.person("Trần Kim Oanh"))


@pytest.fixture
def enrolment(lan: Account, course: CoursePage) -> Enrolment:
    return enrol(person=lan.person, course_key=course.translation_key, acting_user=lan)


@pytest.fixture
def unit(course: CoursePage) -> EditionUnit:
    return assessment(course)


@pytest.fixture
def done(enrolment: Enrolment, unit: EditionUnit) -> Attempt:
    return take(enrolment, unit, right=1, day=3)


@pytest.fixture
def made(done: Attempt, lan: Account) -> Appeal:
    return appeal(item=done.items.get(position=1), words=WORDS, acting_user=lan)


@pytest.fixture
def browser(oanh: Account, client: Client) -> Client:
    client.force_login(oanh)
    return client


def test_said_twice_is_said_once(made: Appeal, done: Attempt, lan: Account) -> None:
    assert appeal(item=made.item, words="Nữa", acting_user=lan) == made
    assert Appeal.objects.get().words == WORDS
    assert AuditEntry.objects.filter(verb="appeal").count() == 1
    assert appeal(item=done.items.get(position=0), words="Câu này nữa", acting_user=lan) != made
    with pytest.raises(IntegrityError), transaction.atomic():
        Appeal.objects.create(item=made.item, words="Lách", made_at=timezone.now())


def test_an_open_paper_is_not_objected_to(enrolment: Enrolment, unit: EditionUnit, lan: Account) -> None:
    paper = open_attempt(enrolment=enrolment, unit=unit)
    with pytest.raises(NotHandedIn):
        appeal(item=paper.items.get(position=0), words=WORDS, acting_user=lan)


def test_the_author_sees_the_answer_and_no_name(browser: Client, made: Appeal, oanh: Account) -> None:
    found = dashboard_of(oanh)
    assert found
    assert [(one.words, one.url) for one in found.errands] == [("1 ý kiến về câu hỏi chờ trả lời", LIST)]
    for path in (LIST, f"{LIST}{made.pk}/"):
        page = browser.get(path).content.decode()
        for words in (WORDS, made.item.version.prompt, "Ngày 2 tháng 9"):
            assert words in page
        assert "Nguyễn Thị Lan" not in page


def test_each_question_tells_what_waits(browser: Client, made: Appeal, unit: EditionUnit) -> None:
    version = made.item.version
    link = f"{LIST}?phien-ban={version.pk}"
    history = browser.get(f"/quan-tri/snippets/questions/question/history/{version.question_id}/")
    page = AssessmentPage.objects.get(translation_key=unit.unit_key)
    analysis = browser.get(f"/quan-tri/phan-tich/{page.pk}/")
    question = browser.get(f"/quan-tri/phan-tich/{page.pk}/cau/{version.pk}/")
    for answer in (history, analysis, question):
        assert link in answer.content.decode()
    assert WORDS in browser.get(link).content.decode()


@pytest.mark.parametrize(
    ("decision", "said"), [(Decision.KEPT, "đáp án được giữ nguyên"), (Decision.MENDED, "câu này sẽ được sửa")]
)
def test_an_answer_reaches_her(
    browser: Client, made: Appeal, lan: Account, oanh: Account, decision: Decision, said: str
) -> None:
    given = {"decision": decision, "answer": "Theo Luật Giao dịch điện tử"}
    browser.post(f"{LIST}{made.pk}/", given)
    made.refresh_from_db()
    assert (made.decision, made.answered_by) == (decision, oanh)
    notice = Notice.objects.get(account=lan)
    assert said in notice.text
    assert "Theo Luật Giao dịch điện tử" in notice.text
    assert notice.url == f"/hoc/luot/{made.item.attempt_id}/ket-qua/"
    again = browser.post(f"{LIST}{made.pk}/", given, follow=True).content.decode()
    assert "Trần Kim Oanh đã trả lời trước đó" in again
    assert Notice.objects.filter(account=lan).count() == 1


def test_the_second_author_is_told_who_answered(made: Appeal, oanh: Account, son: Account) -> None:
    decide_appeal(appeal=made, decision=Decision.KEPT, answer="Đúng", acting_user=oanh)
    with pytest.raises(AlreadyDecided) as before:
        decide_appeal(appeal=made, decision=Decision.MENDED, answer="Sai", acting_user=son)
    assert before.value.appeal.answered_by == oanh


@pytest.mark.parametrize("given", [{}, {"decision": "kept"}, {"answer": "Đúng"}, {"decision": "x", "answer": "Đúng"}])
def test_an_answer_that_lacks_something_is_shown_again(browser: Client, made: Appeal, given: dict[str, str]) -> None:
    assert "Chưa trả lời được" in browser.post(f"{LIST}{made.pk}/", given).content.decode()
    made.refresh_from_db()
    assert made.is_open


def test_other_authors_find_nothing(client: Client, made: Appeal) -> None:
    stranger = factories.editor("la", of=factories.person("Người Lạ"))
    stranger.groups.clear()
    client.force_login(stranger)
    assert client.get(f"{LIST}{made.pk}/").status_code == 302


def test_whoever_may_mend_keys_is_led_there(client: Client, browser: Client, made: Appeal, son: Account) -> None:
    mending = f"/quan-tri/cham-lai/cau/{made.item.version.question_id}/"
    assert mending not in browser.get(f"{LIST}{made.pk}/").content.decode()
    client.force_login(son)
    assert mending in client.get(f"{LIST}{made.pk}/").content.decode()


def test_the_list_costs_the_same_for_many(browser: Client, made: Appeal, done: Attempt, lan: Account) -> None:
    browser.get(LIST)
    few = len(queries_of(lambda: browser.get(LIST)))
    for position in (0, 2):
        appeal(item=done.items.get(position=position), words=WORDS, acting_user=lan)
    assert len(queries_of(lambda: browser.get(LIST))) == few


def test_they_are_part_of_her_own_data(made: Appeal, lan: Account) -> None:
    [row] = everything_about(lan)["appeals"]
    assert (row["words"], row["position"], row["decision"]) == (WORDS, 1, "")


@pytest.mark.parametrize("version", ["x", "9" * 40, "٣", ""])
def test_what_is_no_version_shows_what_waits(browser: Client, made: Appeal, version: str) -> None:
    shown = browser.get(LIST, {"phien-ban": version})
    assert shown.status_code == 200
    assert made.words in shown.content.decode()
