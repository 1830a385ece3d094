"""Which words of a page somebody cannot read: pushed out of the page, or cut off by a box that hides what overflows."""

from playwright.sync_api import Page

# A phone zooms out to show a page that is too wide, and innerWidth grows with it; clientWidth is what it was given.
# A box that scrolls loses nothing; one pixel is where words for screen readers alone are kept.
LOST = """within => {
  const wrong = [], width = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth > width) wrong.push("scrolls sideways");
  const hides = value => value === "hidden" || value === "clip";
  const scrolls = value => value === "auto" || value === "scroll";
  const fate = (box, from) => {
    for (let each = from; each && each !== document.body; each = each.parentElement) {
      const style = getComputedStyle(each), edge = each.getBoundingClientRect();
      if (scrolls(style.overflowX) || each.clientWidth === 1) return "";
      if (hides(style.overflowX) && (box.right > edge.right + 1 || box.left < edge.left - 1)) return "cut off";
      if (hides(style.overflowY) && (box.bottom > edge.bottom + 1 || box.top < edge.top - 1)) return "cut off";
    }
    return box.right > width + 1 || box.left < -1 ? "outside" : "";
  };
  const walker = document.createTreeWalker(document.querySelector(within), NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const text = walker.currentNode, element = text.parentElement;
    if (!text.textContent.trim() || element.closest(".skip, script, option")) continue;
    const range = document.createRange();
    range.selectNodeContents(text);
    const box = range.getBoundingClientRect();
    const how = box.width ? fate(box, element) : "";
    if (how) wrong.push(`${how}: "${text.textContent.trim().slice(0, 60)}" in ${element.outerHTML.slice(0, 60)}`);
  }
  return wrong;
}"""
# Twice the size of the stylesheet's html rule.
DOUBLE = "() => { document.documentElement.style.fontSize = '225%'; }"


def lost(page: Page, within: str = "body") -> list[str]:
    """``within``: the part of the page whose words are looked at."""
    found: list[str] = page.evaluate(LOST, within)
    return found


def double(page: Page) -> None:
    page.evaluate(DOUBLE)
