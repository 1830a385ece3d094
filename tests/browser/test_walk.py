"""The main job, end to end: a learner passes, an officer's count rises by one."""

import io
import re
import shutil
import subprocess
import zipfile
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from learners.certificates.models import Certificate
from tests.browser import qr, walking, world
from tests.browser.conftest import DESK, PHONE, OpenPage

pytestmark = pytest.mark.django_db(transaction=True)
# Reading the QR code wants: sudo apt-get install -y poppler-utils libzbar0


def completed(page: Page, made: world.World) -> int:
    """What the officer reads in the tile of those who have finished."""
    page.goto(f"/phu-trach/{made.campaign.slug}/?co-quan={made.province.health.pk}")
    tile = page.locator("a.tile", has_text=re.compile("hoàn thành")).filter(has_not_text="chưa").first
    found = re.search(r"\d+", tile.inner_text())
    assert found
    return int(found.group())


def numbers_of(file: Path) -> list[str]:
    """The numbers of the sheet's last row of a workbook, in order."""
    with zipfile.ZipFile(io.BytesIO(file.read_bytes())) as book:
        sheet = book.read("xl/worksheets/sheet1.xml").decode()
    last = re.findall(r"<row .*?</row>", sheet, re.DOTALL)[-1]
    return re.findall(r"<c [^>]*?><v>([^<]+)</v></c>", last)


def address_on(pdf: Path, folder: Path) -> str:
    """What a phone's camera reads off the printed certificate; "" where this machine has nothing to print or read."""
    if not (shutil.which("pdftoppm") and qr.library()):
        return ""
    picture = folder / "giay"
    subprocess.run(["pdftoppm", "-r", "150", "-png", "-singlefile", str(pdf), str(picture)], check=True)
    return qr.decode(picture.with_suffix(".png").read_bytes())


def test_from_the_catalogue_to_the_officer_s_file(
    open_page: OpenPage, live_server: LiveServer, tmp_path: Path, settings: Any
) -> None:
    settings.WAGTAILADMIN_BASE_URL = live_server.url
    made = world.build()
    officer = open_page(DESK, made.minh)
    before = completed(officer, made)

    lan = open_page(PHONE)
    walking.sign_in(lan, "lan")
    walking.find_and_enrol(lan)
    walking.read_lessons(lan)
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
    assert str(before + 1) in numbers_of(Path(waiting.value.path()))
    assert Certificate.objects.count() == 1


def test_the_learner_walks_without_scripts(open_page: OpenPage) -> None:
    world.build()
    lan = open_page(PHONE, java_script_enabled=False)
    walking.sign_in(lan, "lan")
    walking.find_and_enrol(lan)
    walking.read_lessons(lan)
    walking.fail_once_and_pass(lan)
    assert walking.open_certificate(lan)
