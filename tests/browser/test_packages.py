"""An H5P package is dropped into the admin and sent: with scripts, and without."""

import re
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from content.h5p import tasks
from content.h5p.models import Upload
from learners.people.models import Account
from tests import factories
from tests.browser.conftest import DESK, OpenPage
from tests.h5p import making

pytestmark = pytest.mark.django_db(transaction=True)

BRINGING = "/quan-tri/noi-dung-tuong-tac/dua-len/"
CONTENT = re.compile(r"/noi-dung-tuong-tac/\d+/$")
DROP = """([zone, bytes]) => {
  const carried = new DataTransfer();
  carried.items.add(new File([new Uint8Array(bytes)], "gói thử.h5p"));
  zone.dispatchEvent(new DragEvent("drop", {dataTransfer: carried, cancelable: true, bubbles: true}));
}"""


@pytest.fixture
def oanh(live_server: object) -> Account:
    factories.found_site()
    return factories.editor("oanh", of=factories.person("Trần Kim Oanh"))


def send_and_work(page: Page) -> None:
    page.get_by_role("button", name="Gửi và kiểm tra").click()
    expect(page.get_by_text("Đang kiểm tra gói")).to_be_visible()
    upload = Upload.objects.get()
    tasks.work.call(str(upload.pk), str(upload.owner_id))
    # The page asks again by itself.
    expect(page).to_have_url(CONTENT)
    expect(page.get_by_text("chờ duyệt thư viện", exact=True)).to_be_visible()


def test_a_package_is_dropped_and_sent(open_page: OpenPage, oanh: Account) -> None:
    page = open_page(DESK, oanh)
    page.goto(BRINGING)
    page.evaluate(DROP, [page.locator("[data-drop]").element_handle(), list(making.package())])
    expect(page.locator("[data-chosen]")).to_contain_text("gói thử.h5p (1 KB)")
    send_and_work(page)


def test_without_scripts_it_is_chosen_and_sent(open_page: OpenPage, oanh: Account) -> None:
    page = open_page(DESK, oanh, java_script_enabled=False)
    page.goto(BRINGING)
    file: Any = {"name": "goi.h5p", "mimeType": "application/zip", "buffer": making.package()}
    page.locator("input[type=file]").set_input_files(file)
    send_and_work(page)
