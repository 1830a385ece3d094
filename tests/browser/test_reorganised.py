"""The six scenarios of the merger of 2025, walked on the demonstration: who counted where, as of which day.

It is seeded once for this file, a quarter as large, and copied before each walk. What a page says is held against the
rosters and completions themselves; nothing here asks what the report is made with.
"""

import datetime as dt
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from typing import Any

import pytest
from django.contrib.auth.models import Permission
from django.db import connection, transaction
from django.test import override_settings
from playwright.sync_api import Locator, Page, expect

from learners.agencies.belonging import Withdraw, apply_changes
from learners.agencies.models import Membership
from learners.people.models import Account, Person
from mooc.demo.accounts import PASSWORD
from mooc.demo.seeding import seed
from mooc.foundation.remembered import forget_everything
from tests.browser import reports, walking
from tests.browser.conftest import DESK, PHONE, OpenPage
from tests.browser.reckoning import (
    BEFORE,
    MERGED,
    SEPTEMBER,
    WAITING,
    below,
    excused,
    finished,
    staff,
    undo_the_placing,
    waiting,
    who,
)
from tests.browser.test_second_factor import set_up
from tests.factor_clock import Clock
from tests.foundation.spreadsheets import files

pytestmark = pytest.mark.django_db(transaction=True)
TODAY = dt.date(2026, 11, 25)
SIZE = 0.25
PROVINCE, CITY = "Ủy ban nhân dân tỉnh Hậu Giang", "Ủy ban nhân dân thành phố Cần Thơ"
# As the form of lists offers it.
GONE = f"{PROVINCE}, đến hết 30/06/2025"
OLD_CAMPAIGN = "Tập huấn kỹ năng số nền tảng, tỉnh Hậu Giang 2025"
NEW_CAMPAIGN = "Rà soát kỹ năng số nền tảng sau sắp xếp, thành phố Cần Thơ 2025"
WARD, HEIRS = "Ủy ban nhân dân phường {}".format, ("Cái Khế", "Bình Thủy")
LEFT = "Chưa phân đơn vị"


@pytest.fixture(scope="module")
def seeded(django_db_setup: None, django_db_blocker: Any) -> Iterator[sqlite3.Connection]:
    later = override_settings(TASKS={"default": {"BACKEND": "tests.unkept.Unkept"}})
    with closing(sqlite3.connect(":memory:")) as kept, closing(sqlite3.connect(":memory:")) as empty:
        with later, django_db_blocker.unblock():
            connection.ensure_connection()
            connection.connection.backup(empty)
            with transaction.atomic():
                seed(say=lambda _: None, size=SIZE, today=TODAY)
            connection.connection.backup(kept)
            empty.backup(connection.connection)
        yield kept


@pytest.fixture(autouse=True)
def demonstration(transactional_db: None, seeded: sqlite3.Connection, clock: Clock) -> None:
    """As it stood on its day; a walk that happens earlier turns the clock back."""
    connection.ensure_connection()
    seeded.backup(connection.connection)
    forget_everything()


@pytest.fixture
def home(open_page: OpenPage) -> Callable[..., Page]:
    """Signed in, where her work begins: ``home("minh", PHONE)``."""

    def open_(username: str, shape: dict[str, Any] = DESK, refused: frozenset[int] = frozenset()) -> Page:
        page = open_page(shape, Account.objects.get(username=username), refused)
        page.goto("/quan-tri/" if username == "son" else "/phu-trach/")
        return page

    return open_


def said(day: dt.date) -> str:
    return f"{day:%d/%m/%Y}"


def own_way(page: Page, name: str) -> None:
    page.get_by_role("main").get_by_role("link", name=name, exact=True).first.click()


def old_report(page: Page) -> None:
    """The city did not exist then: its page says so, and which did."""
    reports.open_campaign(page, OLD_CAMPAIGN)
    expect(page.get_by_text("Ngày 30/06/2025 chưa có cơ quan này: được lập ngày 01/07/2025.")).to_be_visible()
    own_way(page, PROVINCE)
    expect(page.get_by_role("heading", level=1)).to_have_text(PROVINCE)


def new_report(page: Page, day: dt.date) -> None:
    reports.open_campaign(page, NEW_CAMPAIGN)
    reports.ask(page, said(day))
    expect(page.get_by_role("heading", level=1)).to_have_text(CITY)


def fits(page: Page) -> bool:
    return not page.evaluate("document.documentElement.scrollWidth > innerWidth")


def test_s1_the_province_that_is_gone_keeps_its_tree_and_its_numbers(
    open_page: OpenPage, clock: Clock, settings: Any
) -> None:
    settings.SECOND_FACTOR_REQUIRED = True
    page = open_page(DESK)
    page.goto("/phu-trach/")
    walking.sign_in(page, "minh", PASSWORD)
    set_up(page, clock)
    page.get_by_role("link", name="Đã cất mã, tiếp tục").click()
    page.goto("/phu-trach/")
    old_report(page)

    there = staff("hg", BEFORE)
    asked = there - excused(there)
    done = finished(asked, BEFORE)
    assert reports.answer(page) == (len(done), len(asked))
    assert {"Sở Nội vụ tỉnh Hậu Giang", "Ủy ban nhân dân huyện Long Mỹ"} <= set(reports.names(page))
    assert reports.number(page, reports.TOTAL, "Tổng CBCCVC") == len(there)
    assert sum(reports.numbers(page, "Được giao")) == len(asked)
    assert set(reports.behind(page, reports.TOTAL, "Hoàn thành")) == who(done)
    # By the tree of the next day there is no such province; the dates are asked one by one.
    reports.ask(page, said(BEFORE), structure=said(MERGED), membership=said(BEFORE))
    expect(page.get_by_text("Cơ quan này không còn từ ngày 01/07/2025.")).to_be_visible()
    page.get_by_role("link", name="Xem theo cơ cấu ngày 30/06/2025").click()
    assert reports.answer(page) == (len(done), len(asked))


def test_s1_what_was_frozen_does_not_move_and_its_revision_says_how_it_differs(home: Callable[..., Page]) -> None:
    page = home("minh")
    own_way(page, "Báo cáo chốt")
    page.get_by_role("link", name="bản chốt số 1").click()
    first = frozen(page)
    page.get_by_role("link", name="Đã có bản chốt mới hơn: bản số 2").click()
    second = frozen(page)
    late = second[0][0] - first[0][0]
    assert (second[0][1], late > 0) == (first[0][1], True)
    expect(page.get_by_text("Lý do chốt lại: Bổ sung kết quả hoàn thành trước hạn")).to_be_visible()

    page.get_by_role("link", name="So sánh với bản khác").click()
    expect(page.locator(".answer")).to_contain_text("Từ bản số 1 đến bản số 2")
    expect(page.get_by_text(f"Kết quả hoàn thành biết thêm: {late}")).to_be_visible()
    differ = page.locator("tr.sum")
    expect(differ).to_contain_text(f"{first[0][0]}")
    expect(differ).to_contain_text(f"{second[0][0]}")

    # Somebody who had finished was never there, it turns out: the live numbers move, the frozen do not.
    wrong = Membership.objects.filter(person__in=finished(staff("hg", BEFORE), BEFORE), agency__in=below("hg", BEFORE))[
        0
    ]
    apply_changes([Withdraw(membership=wrong.pk)], acting_user=None)
    page.go_back()
    page.reload()
    assert frozen(page) == second
    page.get_by_role("link", name="Xem số liệu hiện nay của cùng các ngày").click()
    assert reports.answer(page) == (second[0][0] - 1, second[0][1] - 1)


def frozen(page: Page) -> tuple[tuple[int, int], str, str]:
    """What it says, its table, and its hash."""
    expect(page.get_by_role("heading", level=1)).to_have_text(PROVINCE)
    table = page.locator(reports.TABLE).inner_text()
    return reports.answer(page), table, page.locator(".mark").first.inner_text()


def test_s2_what_was_earned_before_the_merger_counts_where_people_are_now(home: Callable[..., Page]) -> None:
    """On a phone, as the head of the city reads it; and down to the statements behind one completion."""
    log = Permission.objects.filter(codename__in=["access_admin", "browse_statements"])
    Account.objects.get(username="minh").user_permissions.add(*log)
    page = home("minh", PHONE)
    new_report(page, SEPTEMBER)
    there = staff("ct", SEPTEMBER)
    done = finished(there, SEPTEMBER)
    assert done == finished(there, BEFORE)
    assert reports.answer(page) == (len(done), len(there))
    assert reports.number(page, WARD("Vị Thanh"), "Được giao") == len(staff("p-vithanh", SEPTEMBER)) > 0
    assert LEFT not in reports.names(page)
    assert fits(page)
    assert set(reports.behind(page, reports.TOTAL, "Hoàn thành")) == who(done)
    reports.cell(page, reports.TOTAL, "Hoàn thành").get_by_role("link").click()
    page.locator(".people a").first.click()
    main = page.get_by_role("main")
    expect(main.get_by_text("Hoàn thành ngày").first).to_contain_text("/2025, hệ thống ghi nhận ngày")
    expect(main.locator(".evidence-done").first).to_contain_text("Xong lúc")
    assert fits(page)
    person = page.get_by_role("heading", level=1).inner_text()
    page.get_by_role("link", name="Xem trong nhật ký học tập").first.click()
    expect(page.get_by_role("link", name=f"{person} đã hoàn thành").first).to_be_visible()


def test_s3_two_wards_of_one_name_are_two(home: Callable[..., Page]) -> None:
    admin = home("son")
    find(admin, "tan an")
    expect(admin.get_by_text(f"Nhiều cơ quan từng có chung: {WARD('Tân An')}.")).to_be_visible()
    gone, stands = hits(admin)
    expect(gone).to_contain_text("Từ 01/01/2004 đến hết 30/06/2025.")
    expect(gone).to_contain_text(f"{WARD('Tân An')} đã nhập vào {WARD('Ninh Kiều')}.")
    expect(stands).to_contain_text(f"trực thuộc {CITY}")
    expect(stands).to_contain_text("Từ 01/07/2025 đến nay.")
    gone.get_by_role("link").first.click()
    expect(admin.locator(".life")).to_contain_text("31135")
    expect(admin.locator(".life")).not_to_contain_text("31147")

    before = staff("x31135", BEFORE)
    page = home("minh")
    new_report(page, WAITING)
    assert not who(before) & set(reports.behind(page, WARD("Tân An"), "Được giao"))
    assert who(before) <= set(reports.behind(page, WARD("Ninh Kiều"), "Được giao"))
    own_way(page, WARD("Tân An"))
    page.get_by_role("link", name="Diễn biến").click()
    page.get_by_role("textbox", name="So với ngày").fill(said(BEFORE))
    page.get_by_role("button", name="So sánh").click()
    expect(page.locator(".answer")).to_contain_text("Ngày 30/06/2025 chưa có ai được giao học, nên không so sánh.")
    assert page.locator("tbody tr").count() == 1


def hits(page: Page) -> list[Locator]:
    found = page.locator(".agency-hits li")
    expect(found).to_have_count(2)
    return found.all()


def find(page: Page, typed: str) -> None:
    """From the admin's menu."""
    page.get_by_role("link", name="Cơ quan", exact=True).click()
    page.get_by_label("Tìm theo mã, tên cũ hoặc tên mới").fill(typed)
    page.get_by_role("button", name="Tìm", exact=True).click()


def test_s4_a_reused_code_is_told_by_its_days(home: Callable[..., Page]) -> None:
    page = home("son")
    find(page, "31338")
    expect(page.get_by_text("Nhiều cơ quan từng có chung: 31338.")).to_be_visible()
    old, new = hits(page)
    expect(old).to_contain_text(
        "đến hết 30/06/2025. Ủy ban nhân dân xã Tân Tiến đã nhập vào Ủy ban nhân dân xã Hỏa Lựu."
    )
    expect(new).to_contain_text("Từ 01/07/2025 đến nay. Nay là Ủy ban nhân dân xã Hỏa Lựu.")
    page.get_by_role("link", name="Cơ quan", exact=True).click()
    for day, there, gone in ((BEFORE, PROVINCE, CITY), (MERGED, CITY, PROVINCE)):
        page.get_by_label("Cơ cấu ngày").fill(said(day))
        page.get_by_role("button", name="Xem", exact=True).click()
        expect(page.get_by_role("main").get_by_role("link", name=there, exact=True)).to_be_visible()
        expect(page.get_by_role("main").get_by_role("link", name=gone, exact=True)).to_have_count(0)


def test_s4_a_list_of_people_means_the_commune_of_its_day(home: Callable[..., Page], settings: Any) -> None:
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
    someone = Person.objects.get(pk=staff("x31338", BEFORE).pop())
    content = files.xlsx([["Họ và tên", "Mã cán bộ", "Mã đơn vị"], [someone.full_name, someone.staff_code, "31338"]])
    page = home("minh", refused=frozenset({422}))
    page.get_by_role("link", name=f"Nhập danh sách cán bộ {CITY}").click()
    bring(page, content, CITY, "")
    expect(page.get_by_role("alert")).to_contain_text("mã và tên đơn vị được hiểu theo ngày ấy")
    for day, root, commune in ((BEFORE, GONE, "Tân Tiến"), (MERGED, CITY, "Hỏa Lựu")):
        bring(page, content, root, said(day))
        page.get_by_role("button", name="Đối chiếu từng dòng").click()
        line = page.get_by_role("listitem").filter(has=page.get_by_text(someone.full_name, exact=True))
        expect(line).to_contain_text(f"Ủy ban nhân dân xã {commune}")
        page.get_by_role("button", name="Bỏ tệp này").click()


def bring(page: Page, content: bytes, root: str, day: str) -> None:
    page.get_by_label("Đơn vị", exact=True).select_option(label=root)
    page.get_by_label("Danh sách tính đến ngày").fill(day)
    page.get_by_label("Tệp danh sách").set_input_files(
        {"name": "danh-sach.xlsx", "mimeType": "application/octet-stream", "buffer": content}
    )
    page.get_by_role("button", name="Tải lên và đọc tệp").click()


@pytest.fixture
def july(clock: Clock) -> None:
    """Two weeks after the merger, in the morning."""
    clock.at = dt.datetime.combine(WAITING, dt.time(2), dt.UTC)


def running_report(page: Page) -> None:
    page.goto("/phu-trach/")
    page.get_by_role("link", name=f"Xem báo cáo {CITY}, {NEW_CAMPAIGN}").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(CITY)


@pytest.mark.usefixtures("july")
def test_s5_former_district_staff_are_in_sight_and_are_placed(home: Callable[..., Page]) -> None:
    page = home("minh")
    running_report(page)
    left = waiting()
    total = reports.number(page, reports.TOTAL, "Được giao")
    assert total == sum(reports.numbers(page, "Được giao")) == len(staff("ct", WAITING) | set(left))
    assert set(reports.behind(page, LEFT, "Được giao")) == who(set(left))
    ward = reports.number(page, WARD("Vị Thanh"), "Được giao")

    page.get_by_role("link", name="Tôi phụ trách").first.click()
    own_way(page, "Người chưa phân đơn vị")
    piles = page.get_by_role("main").locator(".rows > li")
    assert sum(int(text.split()[0]) for text in piles.locator(".hint").all_inner_texts()) == len(left)
    piles.first.get_by_role("link").click()
    here = page.get_by_role("heading", level=1).inner_text()
    placed = int(here.split()[0])
    rule = page.locator("details").filter(has_text="Phân theo điều kiện")
    rule.locator("summary").click()
    rule.get_by_label("Về đơn vị").fill(WARD("Vị Thanh"))
    rule.get_by_label("Quyết định, căn cứ").fill("Quyết định 12/QĐ-UBND")
    rule.get_by_role("button", name="Xem danh sách").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(f"Phân {placed} người?")
    expect(page.get_by_text("Báo cáo đã chốt giữ nguyên")).to_be_visible()
    page.get_by_role("button", name="Ghi danh sách này").click()
    expect(page.get_by_text(f"Đã phân {placed} người về đơn vị mới.")).to_be_visible()

    running_report(page)
    assert reports.number(page, reports.TOTAL, "Được giao") == total
    assert reports.number(page, LEFT, "Được giao") == len(left) - placed
    assert reports.number(page, WARD("Vị Thanh"), "Được giao") == ward + placed


@pytest.mark.usefixtures("july")
def test_s6_a_ward_in_two_parts_counts_nobody_twice(home: Callable[..., Page]) -> None:
    admin = home("son")
    find(admin, "31178")
    admin.locator(".agency-hits").get_by_role("link", name="31178").click()
    for heir in HEIRS:
        expect(admin.locator(".life-event").filter(has_text=WARD(heir))).to_contain_text("Tách một phần để sáp nhập")
    assert admin.locator(".life-event").count() == len(HEIRS)

    page = home("minh")
    running_report(page)
    total = reports.number(page, reports.TOTAL, "Được giao")
    split = undo_the_placing()
    names = who(set(split))
    running_report(page)
    assert reports.number(page, reports.TOTAL, "Được giao") == total
    assert names <= set(reports.behind(page, LEFT, "Được giao"))

    page.get_by_role("link", name="Tôi phụ trách").first.click()
    own_way(page, "Người chưa phân đơn vị")
    own_way(page, WARD("Bùi Hữu Nghĩa"))
    lines = [f"{person.staff_code};{WARD(HEIRS[place % 2])}" for place, person in enumerate(split.values())]
    file = page.locator("details").filter(has_text="Phân theo tệp")
    file.locator("summary").click()
    content = {"name": "phan.csv", "mimeType": "text/csv", "buffer": "\n".join(lines).encode()}
    file.get_by_label("Tệp XLSX").set_input_files(content)
    file.get_by_label("Quyết định, căn cứ").fill("Quyết định 12/QĐ-UBND")
    file.get_by_role("button", name="Xem danh sách").click()
    page.get_by_role("button", name="Ghi danh sách này").click()
    expect(page.get_by_text(f"Đã phân {len(split)} người về đơn vị mới.")).to_be_visible()

    running_report(page)
    first, second = (set(reports.behind(page, WARD(heir), "Được giao")) for heir in HEIRS)
    assert not first & second
    assert names <= first | second
    assert all(names & part for part in (first, second))
    assert reports.number(page, reports.TOTAL, "Được giao") == sum(reports.numbers(page, "Được giao")) == total
    page.get_by_role("link", name="Diễn biến").click()
    page.get_by_role("textbox", name="So với ngày").fill(said(BEFORE))
    page.get_by_role("button", name="So sánh").click()
    for heir in HEIRS:
        expect(page.get_by_role("row").filter(has_text=WARD(heir))).to_contain_text("không so sánh được")
