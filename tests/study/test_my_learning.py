"""My learning: what is asked of her and by when, in words; what to go on with; the same cost for many courses."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from courses.catalogue.models import CoursePage
from courses.editions.actions import release
from learners.agencies.models import Membership
from learners.attempts.actions import open_attempt, submit
from learners.campaigns.models import Campaign, CampaignCourse, Exemption
from learners.enrolment.actions import enrol
from learners.enrolment.models import Enrolment
from learners.people.models import Account
from learners.progress.actions import complete_lesson
from tests import factories
from tests.coverage import world as agencies
from tests.marking.world import assessment
from tests.progress.lrs import queries_of
from tests.study.world import address, text, units

pytestmark = pytest.mark.django_db
# Five days before the campaign of tests.coverage.world closes: noon where the learner is.
NOON = dt.datetime(2026, 11, 26, 5, 0, tzinfo=dt.UTC)
SetClock = Callable[[dt.datetime], None]


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> SetClock:
    def set_(moment: dt.datetime) -> None:
        monkeypatch.setattr("django.utils.timezone.now", lambda: moment)

    set_(NOON)
    return set_


@pytest.fixture
def lan_in(client: Client, lan: Account, clock: SetClock) -> Client:
    """Signed in on that day, whatever day the tests run."""
    client.force_login(lan)
    return client


@pytest.fixture
def campaign(clock: SetClock, province: agencies.Province, lan: Account, course: CoursePage) -> Campaign:
    """Asks the cast's course of everybody in the province, Lan of Sở Y tế among them."""
    agencies.join(lan.person, province.health)
    return agencies.campaign(province.root, course.translation_key)


def take(who: Account, course: CoursePage) -> Enrolment:
    return enrol(person=who.person, course_key=course.translation_key, acting_user=who)


def short_course(number: int, by: Account) -> CoursePage:
    made = factories.course(f"Khóa {number}", lessons=1, assessment=False)
    release(course=made, acting_user=by, at=factories.at(0))
    return made


def section(page: str, heading: str) -> str:
    """What stands under a heading; "" when there is no such heading."""
    return page.partition(f"{heading}</h2>")[2].partition("</section>")[0]


# -- By when ----------------------------------------------------------------------------------------------------


# Words made of a day.
@pytest.mark.alike
@pytest.mark.parametrize(
    ("day", "words", "tag"),
    [
        (dt.date(2026, 11, 23), "còn 8 ngày", "tag-info"),
        (dt.date(2026, 11, 24), "còn 7 ngày", "tag-due"),
        (dt.date(2026, 11, 30), "còn 1 ngày", "tag-due"),
        (dt.date(2026, 12, 1), "hạn hôm nay", "tag-due"),
        (dt.date(2026, 12, 2), "quá hạn 1 ngày", "tag-overdue"),
        (dt.date(2027, 3, 1), "quá hạn 90 ngày", "tag-overdue"),
    ],
)
@pytest.mark.parametrize("enrolled", [True, False], ids=["enrolled", "assigned"])
def test_the_date_in_words(
    lan_in: Client,
    lan: Account,
    course: CoursePage,
    campaign: Campaign,
    clock: SetClock,
    day: dt.date,
    words: str,
    tag: str,
    enrolled: bool,
) -> None:
    mine = take(lan, course) if enrolled else None
    clock(dt.datetime.combine(day, dt.time(5), dt.UTC))
    lan_in.force_login(lan)
    for path in ["/hoc/", f"/hoc/{mine.pk}/"] if mine else ["/hoc/"]:
        page = text(lan_in, path)
        assert f'<span class="tag {tag}">{words}</span> đến hết ngày 01/12/2026' in page
        assert "Chuyển đổi số 2026" in page


def test_the_day_ends_where_the_learner_is(lan_in: Client, campaign: Campaign, clock: SetClock) -> None:
    clock(dt.datetime(2026, 12, 1, 16, 59, tzinfo=dt.UTC))
    assert "hạn hôm nay" in text(lan_in, "/hoc/")
    clock(dt.datetime(2026, 12, 1, 17, 0, tzinfo=dt.UTC))
    assert "quá hạn 1 ngày" in text(lan_in, "/hoc/")


def test_what_is_long_past_is_told_no_more(lan_in: Client, lan: Account, campaign: Campaign, clock: SetClock) -> None:
    clock(dt.datetime(2027, 3, 2, 5, 0, tzinfo=dt.UTC))
    lan_in.force_login(lan)
    assert "quá hạn" not in text(lan_in, "/hoc/")


def test_a_campaign_not_open_yet_asks_nothing(lan_in: Client, campaign: Campaign, clock: SetClock) -> None:
    clock(dt.datetime(2026, 9, 30, 5, 0, tzinfo=dt.UTC))
    assert "Được giao" not in text(lan_in, "/hoc/")


def test_a_date_to_come_is_told_before_one_gone_by(
    lan_in: Client, campaign: Campaign, province: agencies.Province, course: CoursePage, clock: SetClock
) -> None:
    again = Campaign.objects.create(
        slug="cds-2027", name="Đợt sau", opens_on=NOON.date(), closes_on=dt.date(2027, 1, 9), announced_at=NOON
    )
    again.agencies.create(agency=province.root)
    again.courses.create(course_key=course.translation_key)
    agencies.count()
    assert "còn 5 ngày" in text(lan_in, "/hoc/"), "of two to come the nearer"
    clock(dt.datetime(2026, 12, 5, 5, 0, tzinfo=dt.UTC))
    page = text(lan_in, "/hoc/")
    assert "còn 35 ngày" in page
    assert "quá hạn" not in page


def test_what_is_done_is_not_asked_again(
    lan_in: Client, lan: Account, oanh: Account, campaign: Campaign, clock: SetClock
) -> None:
    done = short_course(1, oanh)
    CampaignCourse.objects.create(campaign=campaign, course_key=done.translation_key)
    agencies.count()
    mine = take(lan, done)
    complete_lesson(enrolment=mine, unit=units(mine)[0])
    clock(dt.datetime(2026, 12, 5, 5, 0, tzinfo=dt.UTC))
    assert "quá hạn" not in text(lan_in, f"/hoc/{mine.pk}/")
    assert "quá hạn" not in section(text(lan_in, "/hoc/"), "Đã hoàn thành")


# -- Of whom ----------------------------------------------------------------------------------------------------


def test_what_is_assigned_is_taken_from_here(lan_in: Client, campaign: Campaign, course: CoursePage) -> None:
    asked = section(text(lan_in, "/hoc/"), "Được giao, chưa ghi danh")
    assert course.title in asked
    answer = lan_in.post(f"/hoc/ghi-danh/{course.translation_key}/")
    mine = Enrolment.objects.get(left_at=None)
    assert answer.url == f"/hoc/{mine.pk}/"
    page = text(lan_in, "/hoc/")
    assert "Được giao" not in page
    assert "Bắt đầu học" in page


def _elsewhere(lan: Account, campaign: Campaign, province: agencies.Province) -> None:
    Membership.objects.filter(person=lan.person).update(agency=province.home)
    campaign.agencies.update(agency=province.health)
    agencies.count()


def _secondary(lan: Account, campaign: Campaign, province: agencies.Province) -> None:
    Membership.objects.filter(person=lan.person).update(is_primary=False)
    agencies.count()


def _other_category(lan: Account, campaign: Campaign, province: agencies.Province) -> None:
    Campaign.objects.update(categories=["vien_chuc"])
    agencies.count()


def _elective(lan: Account, campaign: Campaign, province: agencies.Province) -> None:
    Campaign.objects.update(electives_needed=1)
    campaign.courses.update(mandatory=False)
    agencies.count()


def _exempted(lan: Account, campaign: Campaign, province: agencies.Province) -> None:
    reason: dict[str, Any] = {"reason": "Nghỉ thai sản", "approved_by": "Phạm Thị Minh"}
    Exemption.objects.create(campaign=campaign, person=lan.person, valid_from=dt.date(2026, 11, 1), **reason)
    agencies.count()


@pytest.mark.parametrize("change", [_elsewhere, _secondary, _other_category, _elective, _exempted])
def test_nothing_is_assigned_to_whom_the_campaign_does_not_ask(
    lan_in: Client,
    lan: Account,
    campaign: Campaign,
    province: agencies.Province,
    clock: SetClock,
    change: Callable[[Account, Campaign, agencies.Province], None],
) -> None:
    assert "Được giao" in text(lan_in, "/hoc/")
    change(lan, campaign, province)
    assert "Được giao" not in text(lan_in, "/hoc/")
    clock(dt.datetime(2026, 12, 5, 5, 0, tzinfo=dt.UTC))
    assert "Được giao" not in text(lan_in, "/hoc/")


def test_who_joined_after_it_closed_is_not_late(
    lan_in: Client, lan: Account, campaign: Campaign, clock: SetClock
) -> None:
    clock(dt.datetime(2026, 12, 5, 5, 0, tzinfo=dt.UTC))
    memberships = Membership.objects.filter(person=lan.person)
    memberships.update(valid_from=dt.date(2026, 12, 1))
    agencies.count()
    assert "còn 26 ngày" in text(lan_in, "/hoc/"), "who came on the last day has thirty"
    memberships.update(valid_from=dt.date(2026, 12, 2))
    agencies.count()
    assert "quá hạn" not in text(lan_in, "/hoc/")


def test_who_was_exempted_when_it_closed_is_not_late(
    lan_in: Client, lan: Account, campaign: Campaign, province: agencies.Province, clock: SetClock
) -> None:
    _exempted(lan, campaign, province)
    Exemption.objects.update(valid_to=dt.date(2026, 12, 3))
    agencies.count()
    clock(dt.datetime(2026, 12, 5, 5, 0, tzinfo=dt.UTC))
    assert "quá hạn" not in text(lan_in, "/hoc/")
    Exemption.objects.update(valid_to=dt.date(2026, 12, 1))
    agencies.count()
    assert "quá hạn" in text(lan_in, "/hoc/"), "it ended before the last day"


# -- What to go on with -----------------------------------------------------------------------------------------


def test_the_course_touched_last_comes_first(lan_in: Client, lan: Account, oanh: Account, clock: SetClock) -> None:
    first, second = (take(lan, short_course(number, oanh)) for number in (1, 2))
    for minutes, one in enumerate((second, first)):
        clock(NOON + dt.timedelta(minutes=minutes))
        text(lan_in, address(one, 0))
    page = text(lan_in, "/hoc/")
    assert f'href="{address(first, 0)}">Học tiếp' in page
    assert f"/hoc/{second.pk}/" in section(page, "Các khóa khác đang học")


def test_when_all_is_done_there_is_nothing_to_go_on_with(lan_in: Client, lan: Account, oanh: Account) -> None:
    mine = take(lan, short_course(1, oanh))
    complete_lesson(enrolment=mine, unit=units(mine)[0])
    page = text(lan_in, "/hoc/")
    assert "Khóa 1" in section(page, "Đã hoàn thành")
    assert "Học tiếp" not in page
    assert "Tìm thêm khóa học" in page
    assert "chưa ghi danh" not in page


def test_nobody_is_led_on_to_what_waits_to_be_marked(lan_in: Client, mine: Enrolment, full_course: CoursePage) -> None:
    unit = assessment(full_course)
    for lesson in units(mine)[:-1]:
        complete_lesson(enrolment=mine, unit=lesson)
    text(lan_in, address(mine, -1))
    assert f'href="{address(mine, -1)}">Học tiếp' in text(lan_in, "/hoc/")
    submit(attempt=open_attempt(enrolment=mine, unit=unit))
    page = text(lan_in, "/hoc/")
    assert "Học tiếp" not in page
    assert f"/hoc/{mine.pk}/" in page


def test_nothing_learnt_yet_points_to_the_catalogue(lan_in: Client) -> None:
    page = text(lan_in, "/hoc/")
    assert "chưa ghi danh khóa học nào" in page
    assert 'class="button" href="/khoa-hoc/">Chọn khóa học' in page
    assert "Tìm thêm khóa học" not in page


def test_six_courses_cost_what_two_do(
    lan_in: Client, lan: Account, oanh: Account, campaign: Campaign, clock: SetClock
) -> None:
    """Half of them finished with a certificate, every one asked by the campaign, one more assigned."""
    costs = []
    for pair in range(3):
        for number in (2 * pair, 2 * pair + 1):
            made = short_course(number, oanh)
            CampaignCourse.objects.create(campaign=campaign, course_key=made.translation_key)
            agencies.count()
            mine = take(lan, made)
            text(lan_in, address(mine, 0))
            if number % 2:
                complete_lesson(enrolment=mine, unit=units(mine)[0])
        text(lan_in, "/hoc/")
        costs.append(len(queries_of(lambda: text(lan_in, "/hoc/"))))
    page = text(lan_in, "/hoc/")
    assert (page.count("Xong 0/1"), page.count("Giấy chứng nhận</a>")) == (3, 3)
    assert "còn 5 ngày" in section(page, "Được giao, chưa ghi danh")
    assert costs == [costs[0]] * 3
    assert costs[0] <= 10
