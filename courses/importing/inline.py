"""The words inside a paragraph, in the form Wagtail keeps rich text: bold, italic, code, links and line breaks.

What cannot stand there leaves a remark, and pictures are handed on: they become blocks after the paragraph.
"""

import re
from dataclasses import dataclass, field
from html import escape

from django.utils.translation import gettext as _

from courses.importing.tree import BLOCKS, Element

_MARKS = {"b": "b", "strong": "b", "i": "i", "em": "i", "code": "code"}
_SPACE = re.compile(r"[ \t\r\n]+")
# Control characters no database and no XML keeps.
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]")


def clean(text: str) -> str:
    return _CONTROLS.sub("", _SPACE.sub(" ", text))


@dataclass(slots=True)
class Inline:
    """Collects while it renders."""

    remarks: list[str] = field(default_factory=list)
    pictures: list[Element] = field(default_factory=list)

    def html(self, element: Element) -> str:
        return self._children(element).strip().removesuffix("<br/>").strip()

    def _children(self, element: Element) -> str:
        return "".join(self._one(child) for child in element.children)

    def _one(self, child: Element | str) -> str:
        if isinstance(child, str):
            return escape(clean(child), quote=False)
        if child.name == "br":
            return "<br/>"
        if child.name == "img":
            self.pictures.append(child)
            return ""
        inner = self._children(child)
        if mark := _MARKS.get(child.name):
            return f"<{mark}>{inner}</{mark}>" if inner.strip() else inner
        if child.name == "a":
            return self._link(child, inner)
        if child.name in {"s", "del"}:
            self.remarks.append(_("Chữ gạch ngang được giữ thành chữ thường."))
        return f" {inner} " if child.name in BLOCKS else inner

    def _link(self, link: Element, inner: str) -> str:
        address = link.attributes.get("href", "")
        if not inner.strip():
            return inner
        if address.startswith(("http://", "https://", "mailto:", "tel:")):
            return f'<a href="{escape(address)}">{inner}</a>'
        if not address.startswith("#"):
            self.remarks.append(_("Liên kết ở “%s” không dùng được; chỉ giữ lại chữ.") % clean(link.text())[:60])
        return inner
