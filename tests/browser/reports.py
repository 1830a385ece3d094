"""The pages of a report as an officer uses them: its three dates, its numbers, and the lists behind them."""

import re

from playwright.sync_api import Locator, Page, expect

DATES = ("Tính đến hết ngày", "Theo cơ cấu ngày", "Theo danh sách ngày")
TABLE = ".coverage-table:has(tfoot)"
ROWS = f"{TABLE} tbody tr:not(.block)"
TOTAL = "Cộng"
# Beside the name stand a code and what kind of row it is.
NAMED = "all => all.map(each => each.firstElementChild?.matches('a') ? each.firstElementChild.textContent"
NAMED += " : each.firstChild.textContent).map(each => each.trim())"
WHO = (
    "all => all.map(each => [...each.querySelectorAll('strong, strong + .hint')].map(one => one.textContent).join(' '))"
)


def open_campaign(page: Page, name: str) -> None:
    """From her own page, where she is."""
    page.get_by_role("main").get_by_role("link", name=name, exact=True).click()
    expect(page.get_by_role("heading", level=2, name="Theo đơn vị")).to_be_visible()


def ask(page: Page, completion: str, structure: str = "", membership: str = "") -> None:
    """Unfold the dates and type them; one that is empty follows the first."""
    page.get_by_text("Đổi ngày, lọc").click()
    for label, day in zip(DATES, (completion, structure, membership), strict=True):
        page.get_by_label(label, exact=True).fill(day)
    page.get_by_role("button", name="Xem", exact=True).click()
    expect(page.get_by_label(DATES[0], exact=True)).to_have_value(completion)
    expect(page.get_by_label(DATES[1], exact=True)).to_have_value(structure or completion)
    expect(page.get_by_label(DATES[2], exact=True)).to_have_value(membership or completion)


def answer(page: Page) -> tuple[int, int]:
    """Completed and required, of the sentence above everything."""
    said = page.locator(".answer").first.inner_text()
    found = re.search(r"([\d.]+) trên ([\d.]+) người đã hoàn thành", said)
    assert found, said
    return whole(found[1]), whole(found[2])


def whole(text: str) -> int:
    """A number as it is printed; a dash is none."""
    shown = text.strip().replace(".", "")
    return 0 if shown == "-" else int(shown)


def names(page: Page) -> list[str]:
    """Of the rows, the sum left out."""
    return [str(text) for text in page.locator(f"{ROWS} > th").evaluate_all(NAMED)]


def cell(page: Page, row: str, column: str) -> Locator:
    found = page.locator(f"{TABLE} tfoot tr") if row == TOTAL else page.locator(ROWS).nth(names(page).index(row))
    return found.locator("> *").nth(_place(page, column))


def number(page: Page, row: str, column: str) -> int:
    return whole(cell(page, row, column).inner_text())


def numbers(page: Page, column: str) -> list[int]:
    """Of every row, the sum left out."""
    return [whole(text) for text in page.locator(f"{ROWS} > :nth-child({_place(page, column) + 1})").all_inner_texts()]


def _place(page: Page, column: str) -> int:
    return [text.strip() for text in page.locator(f"{TABLE} thead th").all_inner_texts()].index(column)


def behind(page: Page, row: str, column: str) -> list[str]:
    """Press a number: whom its list names, as many as the number says; back on the report afterwards."""
    here, says = page.url, number(page, row, column)
    cell(page, row, column).get_by_role("link").click()
    found = listed(page)
    assert len(found) == says
    # Back, however many pages of the list were turned.
    page.goto(here)
    return found


def listed(page: Page) -> list[str]:
    """Everybody on the list, page after page: name and year of birth."""
    expect(page.get_by_role("heading", level=1)).to_contain_text(" người")
    found: list[str] = []
    while True:
        found += page.locator(".people > li").evaluate_all(WHO)
        onward = page.get_by_role("link", name="Trang sau")
        if not onward.count():
            return found
        onward.click()
