"""What authors grant one learner unasked: who may, whom it tells, and where it is listed with its source."""

import pytest
from django.contrib.auth.models import Permission
from django.test import Client

from courses.catalogue.models import CoursePage
from courses.editions.models import EditionUnit
from learners.attempts.accommodations import accommodate_agency
from learners.attempts.models import Accommodation, Attempt, AttemptRequest
from learners.attempts.opening import Allowance
from learners.attempts.requesting import ask
from learners.attempts.standing import standing
from learners.enrolment.actions import enrol
from learners.enrolment.models import Enrolment
from learners.notices.models import Notice
from learners.people.models import Account
from mooc.foundation.models import AuditEntry
from tests import factories
from tests.attempts.world import assessment, take
from tests.coverage import world
from tests.factories import at

pytestmark = pytest.mark.django_db
WHY = "Mất điện cả buổi."


@pytest.fixture
def oanh(db: None) -> Account:
    return factories.editor("oanh", of=factories.person("Trần Kim Oanh"))


@pytest.fixture
def lan(province: world.Province) -> Account:
    """On the roster here, unlike the Lan of the cast."""
    return factories.account("lan", of=world.member("Nguyễn Thị Lan", province.health))


@pytest.fixture
def enrolment(lan: Account, course: CoursePage) -> Enrolment:
    return enrol(person=lan.person, course_key=course.translation_key, acting_user=lan, at=at(1))


@pytest.fixture
def unit(course: CoursePage) -> EditionUnit:
    return assessment(course, max_attempts=1)


@pytest.fixture
def attempt(enrolment: Enrolment, unit: EditionUnit) -> Attempt:
    return take(enrolment, unit, right=0, day=3)


@pytest.fixture
def browser(oanh: Account, client: Client) -> Client:
    client.force_login(oanh)
    return client


@pytest.fixture
def by_agency(attempt: Attempt, province: world.Province) -> None:
    accommodate_agency(
        agency=province.root,
        with_descendants=True,
        course_key=attempt.enrolment.course_key,
        unit_key=attempt.unit_key,
        allowance=Allowance(extra_percent=25),
        reason=WHY,
        acting_user=None,
    )


def page(attempt: Attempt) -> str:
    return f"/quan-tri/luot-lam-bai/{attempt.pk}/them/"


def read(client: Client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200
    return answer.content.decode()


def test_an_author_grants_and_everybody_is_told(
    browser: Client, attempt: Attempt, enrolment: Enrolment, unit: EditionUnit, lan: Account, minh: Account
) -> None:
    given = {"extra_attempts": "1", "extra_minutes": "10", "reason": WHY}
    text = browser.post(page(attempt), given, follow=True).content.decode()
    assert "người học được báo" in text
    assert "Cho riêng người này · người cho: Trần Kim Oanh" in text
    made = Accommodation.objects.get()
    assert (made.enrolment, made.extra_attempts, made.extra_minutes, made.reason) == (enrolment, 1, 10, WHY)
    assert standing(enrolment, unit).may_start
    assert AuditEntry.objects.get(verb="accommodate").reason == WHY
    hers = Notice.objects.get(account=lan, kind="attempts-granted")
    assert hers.text.endswith(f"anh/chị được thêm 1 lượt, thêm 10 phút. Lý do: {WHY}")
    theirs = Notice.objects.get(kind="accommodated")
    assert (theirs.account, "Trần Kim Oanh cho Nguyễn Thị Lan" in theirs.text) == (minh, True)


def test_what_she_asked_for_is_answered_and_told_once(
    browser: Client, attempt: Attempt, enrolment: Enrolment, unit: EditionUnit, lan: Account
) -> None:
    ask(enrolment=enrolment, unit=unit, words="Mất điện", acting_user=lan)
    browser.post(page(attempt), {"extra_attempts": "1", "reason": WHY})
    assert not AttemptRequest.objects.get().is_open
    assert Notice.objects.filter(account=lan, kind="attempts-answer").count() == 1
    assert not Notice.objects.filter(kind__in=("attempts-granted", "accommodated")).exists()


def test_pressed_twice_it_is_granted_once(browser: Client, attempt: Attempt) -> None:
    for given in ("1", "1", "2"):
        browser.post(page(attempt), {"extra_attempts": given, "reason": WHY})
    assert [made.extra_attempts for made in Accommodation.objects.order_by("pk")] == [1, 2]
    assert Notice.objects.filter(kind="attempts-granted").count() == 2


def test_without_a_reason_or_anything_granted_nothing_is_written(browser: Client, attempt: Attempt) -> None:
    for given, words in (({"extra_attempts": "1"}, "Lý do (bắt buộc)"), ({"reason": WHY}, "ít nhất một điều")):
        answer = browser.post(page(attempt), given)
        assert (answer.status_code, words in answer.content.decode()) == (422, True)
    assert not Accommodation.objects.exists()


def test_it_is_taken_back(browser: Client, attempt: Attempt, enrolment: Enrolment, unit: EditionUnit) -> None:
    browser.post(page(attempt), {"extra_attempts": "1", "reason": WHY})
    for pk in ("x", "9" * 30, str(Accommodation.objects.get().pk)):
        browser.post(page(attempt), {"thu-hoi": pk})
    assert not standing(enrolment, unit).may_start
    assert "Chưa thêm gì." in read(browser, page(attempt))


def test_who_may(client: Client, attempt: Attempt, lan: Account, oanh: Account) -> None:
    """Editors of the course; nobody for herself, and nothing for whoever has left."""
    lan.groups.set(oanh.groups.all())
    for account, status in ((oanh, 200), (lan, 404)):
        client.force_login(account)
        assert client.get(page(attempt)).status_code == status
    Enrolment.objects.update(left_at=at(5))
    client.force_login(oanh)
    assert client.get(page(attempt)).status_code == 404


def test_the_log_lists_what_is_hers_and_her_agency_s(
    browser: Client, attempt: Attempt, oanh: Account, by_agency: None
) -> None:
    oanh.user_permissions.add(Permission.objects.get(codename="read_log"))
    browser.post(page(attempt), {"extra_attempts": "1", "reason": WHY})
    text = read(browser, f"/quan-tri/luot-lam-bai/{attempt.pk}/")
    for words in (page(attempt), "Theo cơ quan:", "Cho riêng người này", "Thêm 25% thời gian.", "Thêm 1 lượt."):
        assert words in text


def test_her_officer_s_page_of_her_names_the_source(
    client: Client, lan: Account, minh: Account, by_agency: None
) -> None:
    client.force_login(minh)
    text = read(client, f"/phu-trach/nguoi/{lan.person_id}/")
    assert "Thêm 25% thời gian." in text
    assert "Theo cơ quan:" in text
