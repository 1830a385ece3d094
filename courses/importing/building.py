"""From the tree of a file to the blocks of a lesson.

The first heading of the highest level is the lesson's title where the file opens with it. The levels left are two in a
lesson: the highest becomes h2, all others h3. A quote becomes a callout, a paragraph says no more than in a file of the
catalogue: numbered sentences are steps, "Ví dụ" opens an example.
"""

import re
from collections.abc import Iterable
from html import escape
from itertools import zip_longest

from django.utils.translation import gettext as _

from courses.catalogue.lesson_text import Block, html, joined, numbered_steps, opens_example
from courses.importing.inline import Inline, clean
from courses.importing.pictures import Picture
from courses.importing.tables import MOST_COLUMNS, MOST_ROWS, TooLarge, read_table
from courses.importing.tree import Element
from courses.importing.verdicts import Note

HEADINGS = ["h1", "h2", "h3", "h4", "h5", "h6"]
DEEPEST_LIST = 3
LONGEST_TITLE = 255
LONGEST_CAPTION = 200
_MARKER = re.compile(r"\[!(NOTE|TIP|IMPORTANT|WARNING|CAUTION|EXAMPLE)\]\s*")
_TONES = {"WARNING": "warning", "CAUTION": "warning", "EXAMPLE": "example"}
_WARNING = re.compile(r"\W*(?:Cẩn thận|Cảnh báo|Chú ý|Lưu ý)\b", re.IGNORECASE)
_EXAMPLE = re.compile(r"\W*Ví dụ\b", re.IGNORECASE)


class Builder:
    """Walks once; ``blocks``, ``notes`` and ``title`` are what it found."""

    def __init__(self, pictures: list[Picture]) -> None:
        self.pictures = pictures
        self.blocks: list[Block] = []
        self.notes: list[Note] = []
        self.title = ""
        self.levels: dict[str, str] = {}
        self.place = 0
        # Of the table that comes next.
        self.waiting_caption = ""

    def build(self, root: Element) -> None:
        top = [child for child in root.children if isinstance(child, Element)]
        self._take_title(top)
        used = [name for name in HEADINGS if any(child.name == name for child in top)]
        self.levels = {name: "h2" if index == 0 else "h3" for index, name in enumerate(used)}
        for child, following in zip_longest(top, top[1:]):
            self.place += 1
            if not self._names_table(child, following):
                self._take(child)
        self.blocks = list(joined(self.blocks))

    def _names_table(self, element: Element, following: Element | None) -> bool:
        """Whether this is the caption of the table just below, where Word puts it."""
        if element.attributes.get("class") != "caption" or following is None or following.name != "table":
            return False
        self.waiting_caption = clean(element.text()).strip()[:LONGEST_CAPTION]
        return True

    def note(self, element: Element, text: str) -> None:
        """Where: the line of a text file, or which paragraph of a document, and how it begins."""
        line, opening = element.attributes.get("data-at"), clean(element.text()).strip()
        where = _("Dòng %s") % line if line else _("Đoạn %d") % self.place
        words = f"{opening[:40].rstrip()}…" if len(opening) > 40 else opening
        self.notes.append(Note(f"{where} (“{words}”)" if words else where, text))

    def _take_title(self, top: list[Element]) -> None:
        """Takes the heading out of ``top``: the page shows its title by itself."""
        if not top or top[0].name != "h1":
            return
        heading = top.pop(0)
        self.place = 1
        self.title = clean(heading.text()).strip()
        if len(self.title) > LONGEST_TITLE:
            self.note(heading, _("Tên bài dài quá %d ký tự nên bị cắt bớt.") % LONGEST_TITLE)
            self.title = self.title[:LONGEST_TITLE].rstrip()
        for picture in heading.within("img"):
            self._figure(picture, heading)

    def _take(self, element: Element) -> None:
        if element.name in HEADINGS:
            self._heading(element)
        elif element.name in {"ul", "ol"}:
            self._list(element)
        elif element.name == "blockquote":
            self._quote(element)
        elif element.name == "table":
            self._table(element)
        elif element.name == "pre":
            self._code(element)
        elif element.name == "img":
            self._figure(element, element)
        elif element.name == "p":
            self._paragraph(element)

    def _heading(self, element: Element) -> None:
        level = self.levels[element.name]
        if len(self.levels) > 2 and element.name not in list(self.levels)[:2]:
            self.note(element, _("Bài học chỉ có hai cấp tiêu đề; tiêu đề này thành cấp nhỏ."))
        inline, text = Inline(), clean(element.text()).strip()
        inline.html(element)
        if text:
            self._text(f"<{level}>{escape(text, quote=False)}</{level}>")
        self._after(inline, element)

    def _paragraph(self, element: Element) -> None:
        inline = Inline()
        words, text = inline.html(element), clean(element.text()).strip()
        if element.attributes.get("class") == "caption" and self._caption(text):
            return
        steps = numbered_steps(text) if words == escape(text, quote=False) else []
        if len(steps) > 1:
            self.blocks.append(("steps", {"title": "", "steps": [html(step) for step in steps]}))
            self.note(element, _("Các câu đánh số được chuyển thành khung các bước."))
        elif words and opens_example(text):
            self.blocks.append(("callout", {"tone": "example", "text": f"<p>{words}</p>"}))
            self.note(element, _("Đoạn mở đầu bằng “Ví dụ” được chuyển thành khung ví dụ."))
        elif words:
            self._text(f"<p>{words}</p>")
        self._after(inline, element)

    def _caption(self, text: str) -> bool:
        """The caption of the picture or table just before; false where there is none, or it has one."""
        name, value = self.blocks[-1] if self.blocks else ("", {})
        named = value["table"] if name == "table" else value
        if not text or name not in {"figure", "table"} or named["caption"]:
            return False
        named["caption"] = text[:LONGEST_CAPTION]
        return True

    def _list(self, element: Element) -> None:
        inline = Inline()
        if written := self._items(element, inline, 1):
            self._text(written)
        self._after(inline, element)

    def _items(self, element: Element, inline: Inline, depth: int) -> str:
        found = "".join(self._item(item, inline, depth) for item in element.children if isinstance(item, Element))
        return f"<{element.name}>{found}</{element.name}>" if found else ""

    def _item(self, item: Element, inline: Inline, depth: int) -> str:
        """Its own words first, then the lists in it; below the deepest the lists' words join the item's."""
        inner, words = "", []
        for child in _grouped(item):
            if isinstance(child, Element) and child.name in {"ul", "ol"} and depth < DEEPEST_LIST:
                inner += self._items(child, inline, depth + 1)
            elif isinstance(child, Element) and child.name == "table":
                self._table(child)
            else:
                words.append(inline.html(Element("p", children=[child])))
                if isinstance(child, Element) and child.name in {"ul", "ol"}:
                    self.note(child, _("Danh sách lồng quá ba tầng; tầng sâu hơn được nối vào mục phía trên."))
        own = "<br/>".join(filter(None, words))
        return f"<li>{own}{inner}</li>" if own or inner else ""

    def _quote(self, element: Element) -> None:
        """Rich text of a callout: paragraphs and lists."""
        inline, parts = Inline(), []
        for child in _flat(element):
            if child.name in {"ul", "ol"}:
                parts.append(self._items(child, inline, 1))
            elif child.name == "table":
                self._table(child)
            else:
                words = inline.html(child)
                parts.append(f"<p><b>{words}</b></p>" if child.name in HEADINGS and words else f"<p>{words}</p>")
        written = "".join(part for part in parts if part and part != "<p></p>")
        marker = _MARKER.search(written)
        opening = clean(element.text()).strip()
        tone = "example" if _EXAMPLE.match(opening) else "warning" if _WARNING.match(opening) else "note"
        if marker:
            tone, written = _TONES.get(marker[1], "note"), _MARKER.sub("", written, count=1).replace("<p></p>", "")
        if written:
            self.blocks.append(("callout", {"tone": tone, "text": written}))
        self._after(inline, element)

    def _table(self, element: Element) -> None:
        caption, self.waiting_caption = self.waiting_caption, ""
        try:
            read = read_table(element, caption)
        except TooLarge:
            most = {"rows": MOST_ROWS, "columns": MOST_COLUMNS}
            text = _("Bảng lớn quá %(rows)d hàng hoặc %(columns)d cột nên bị bỏ. Anh/chị chia thành nhiều bảng.") % most
            return self.note(element, text)
        if read is None:
            return self.note(element, _("Một bảng trống bị bỏ."))
        self.blocks.append(("table", read.value))
        for remark in read.remarks:
            self.note(element, remark)
        self._after(read.inline, element)

    def _code(self, element: Element) -> None:
        inner = next(element.within("code"), element)
        lines = [escape(_CONTROL_LINE.sub("", line), quote=False) for line in inner.text().rstrip().split("\n")]
        if any(lines):
            self._text(f"<p>{'<br/>'.join(lines)}</p>")
            self.note(inner, _("Đoạn mã được giữ thành chữ thường."))

    def _text(self, written: str) -> None:
        self.blocks.append(("text", written))

    def _after(self, inline: Inline, element: Element) -> None:
        for remark in dict.fromkeys(inline.remarks):
            self.note(element, remark)
        for picture in inline.pictures:
            self._figure(picture, element)
        if inline.pictures and clean(element.text()).strip():
            self.note(element, _("Ảnh nằm giữa dòng chữ được đặt thành khối riêng ngay sau đó."))

    def _figure(self, picture: Element, around: Element) -> None:
        if (left := picture.attributes.get("data-left")) is not None:
            self.note(around, _("Một ảnh bị bỏ: %s.") % left)
        elif (number := picture.attributes.get("data-picture", "")).isdigit() and int(number) < len(self.pictures):
            caption = clean(picture.attributes.get("title", "")).strip()[:LONGEST_CAPTION]
            self.blocks.append(("figure", {"picture": int(number), "caption": caption}))


_CONTROL_LINE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")


def _grouped(item: Element) -> Iterable[Element | str]:
    """The children of a list's item; what is no block of its own is gathered into one."""
    run: list[Element | str] = []
    for child in item.children:
        if isinstance(child, Element) and child.name in {"p", "ul", "ol", "table", "pre", "blockquote", *HEADINGS}:
            if run:
                yield Element("p", children=run)
            run = []
            yield child
        else:
            run.append(child)
    if run:
        yield Element("p", children=run)


def _flat(quote: Element) -> Iterable[Element]:
    """What is in a quote, and in quotes within it."""
    for child in _grouped(quote):
        if isinstance(child, Element):
            if child.name == "blockquote":
                yield from _flat(child)
            else:
                yield child
