"""The main job, end to end: an editor releases, a learner passes, an officer's count rises by one."""

import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from learners.certificates.models import Certificate
from tests.browser import qr, walking, world
from tests.browser.conftest import DESK, PHONE, OpenPage

CORRECTION = "Bài 1, đã sửa"
pytestmark = pytest.mark.django_db(transaction=True)
# Reading the QR code wants: sudo apt-get install -y poppler-utils libzbar0


def correct_and_release(page: Page, made: world.World) -> None:
    """Oanh changes a title in Wagtail, publishes, and releases the course for those who enrol from now on."""
    lesson = world.first_lesson(made.course)
    page.goto(f"/quan-tri/pages/{lesson.pk}/edit/")
    page.locator("#id_title").fill(CORRECTION)
    page.locator(
        ".footer__container [data-w-dropdown-target=toggle], footer [data-w-dropdown-target=toggle]"
    ).first.click()
    page.locator("button[name=action-publish]").click()
    page.goto(f"/quan-tri/phat-hanh/{made.course.pk}/")
    expect(page.get_by_text(CORRECTION).first).to_be_visible()
    page.get_by_role("button", name="Phát hành").click()
    expect(page.get_by_text("Đã phát hành", exact=False).first).to_be_visible()


def completed(page: Page, made: world.World) -> int:
    """What the officer reads in the sentence that answers her question."""
    page.goto(f"/phu-trach/{made.campaign.slug}/?co-quan={made.province.health.pk}")
    found = re.search(r"(\d+) trên \d+ người đã hoàn thành", page.get_by_role("main").inner_text())
    assert found
    return int(found.group(1))


def completed_in(file: Path) -> int:
    """The same number in the annex: the column "Đã hoàn thành" of the row "Cộng"."""
    rows = [
        [cell.value for cell in row] for row in openpyxl.load_workbook(file, data_only=True).worksheets[0].iter_rows()
    ]
    head = next(row for row in rows if "Đã hoàn thành" in row)
    total = next(row for row in rows if "Cộng" in row)
    return int(str(total[head.index("Đã hoàn thành")]))


def address_on(pdf: Path, folder: Path) -> str:
    """What a phone's camera reads off the printed certificate; "" where this machine has nothing to print or read."""
    if not (shutil.which("pdftoppm") and qr.library()):
        return ""
    picture = folder / "giay"
    subprocess.run(["pdftoppm", "-r", "150", "-png", "-singlefile", str(pdf), str(picture)], check=True)
    return qr.decode(picture.with_suffix(".png").read_bytes())


def test_from_the_editor_s_correction_to_the_officer_s_file(
    open_page: OpenPage, live_server: LiveServer, tmp_path: Path, settings: Any
) -> None:
    settings.WAGTAILADMIN_BASE_URL = live_server.url
    made = world.build()
    correct_and_release(open_page(DESK, made.oanh), made)
    officer = open_page(DESK, made.minh)
    before = completed(officer, made)

    lan = open_page(PHONE)
    walking.sign_in(lan, "lan")
    walking.find_and_enrol(lan)
    walking.read_lessons(lan, first=CORRECTION)
    walking.fail_once_and_pass(lan)
    code = walking.open_certificate(lan)
    with lan.expect_download() as waiting:
        lan.get_by_role("link", name="Tải bản in (PDF)").click()
    address = address_on(Path(waiting.value.path()), tmp_path) or f"/xac-minh/{code}/"
    assert code.replace("-", "") in address.replace("-", "")

    anybody = open_page(PHONE)
    anybody.goto(address)
    expect(anybody.get_by_text("Nguyễn Thị Lan")).to_be_visible()

    assert completed(officer, made) == before + 1
    with officer.expect_download() as waiting:
        officer.get_by_role("link", name=re.compile("XLSX")).first.click()
    file = tmp_path / "phu-luc.xlsx"
    waiting.value.save_as(file)
    assert completed_in(file) == before + 1
    assert Certificate.objects.count() == 1


def test_the_learner_walks_without_scripts(open_page: OpenPage) -> None:
    world.build()
    lan = open_page(PHONE, java_script_enabled=False)
    walking.sign_in(lan, "lan")
    walking.find_and_enrol(lan)
    walking.read_lessons(lan)
    walking.fail_once_and_pass(lan)
    assert walking.open_certificate(lan)
