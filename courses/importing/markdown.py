"""From Markdown to the same HTML as Word's, with the line of each block; an optional front matter says title and time.

---
title: Mật khẩu dài
minutes: 10
required: true
---
"""

import base64
import binascii
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import yaml
from django.utils.translation import gettext as _
from markdown_it import MarkdownIt
from markdown_it.token import Token

from courses.catalogue.checking import Errors, Part
from courses.importing.pictures import NotAPicture, Picture, picture_of
from courses.importing.verdicts import Note, Refused
from mooc.foundation.located import FileErrors, parse_yaml

# Without the pictures written into it.
LONGEST = 200_000
# Without an empty line: longer ones are made to keep a reader busy.
LONGEST_PARAGRAPH = 20_000
LONGEST_FRONT = 2_000
DEEPEST = 12
_FRONT = re.compile(r"---[ \t]*\n(.*?\n)?(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)
_EMPTY_LINE = re.compile(r"\n[ \t\r]*\n")
_DATA = re.compile(r"data:image/[a-z+]+;base64,")
_DATA_IN_TEXT = re.compile(r"data:image/[a-z+]+;base64,[A-Za-z0-9+/=%]*")


@dataclass(slots=True)
class Front:
    title: str = ""
    minutes: int = 0
    required: bool = True
    # How many lines of the file it takes.
    lines: int = 0


@dataclass(slots=True)
class _Found:
    pictures: list[Picture] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)


def html_of(content: bytes) -> tuple[Front, str, list[Picture], list[Note]]:
    """Raises ``Refused``."""
    text = _text(content)
    front, body = _front(text)
    reader = MarkdownIt("commonmark", {"maxNesting": 40}).enable(["table", "strikethrough"])
    tokens = reader.parse(body)
    found = _Found()
    _number(tokens, front.lines)
    kept = [token for token in tokens if _keep(token, found)]
    return front, reader.renderer.render(kept, reader.options, {}), found.pictures, found.notes


def _text(content: bytes) -> str:
    try:
        text = content.decode("utf-16" if content[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig")
    except UnicodeDecodeError:
        verdict = _("Tệp không phải văn bản UTF-8. Anh/chị mở bằng Notepad, chọn Lưu thành, mã hóa UTF-8.")
        raise Refused(verdict) from None
    if "\0" in text:
        raise Refused(_("Tệp có ký tự NUL: đây không phải tệp văn bản."))
    words = _DATA_IN_TEXT.sub("", text)
    if len(words) > LONGEST or any(len(part) > LONGEST_PARAGRAPH for part in _EMPTY_LINE.split(words)):
        raise Refused(_("Tệp hoặc một đoạn trong tệp quá dài cho một bài học. Anh/chị chia thành nhiều bài."))
    if any(_depth(line) > DEEPEST for line in text.splitlines()):
        raise Refused(_("Trích dẫn lồng nhau quá sâu. Anh/chị giữ một tầng “>” là đủ."))
    return unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))


def _depth(line: str) -> int:
    """How many quotes a line opens."""
    head = re.match(r"[ >]*", line)
    return head[0].count(">") if head else 0


def _front(text: str) -> tuple[Front, str]:
    match = _FRONT.match(text)
    if match is None:
        return Front(), text
    written = match[1] or ""
    lines = match[0].count("\n")
    if not written.strip():
        return Front(lines=lines), text[match.end() :]
    errors: Errors = []
    try:
        _no_aliases(written)
        part = Part(parse_yaml(written), "phần đầu tệp", errors)
        part.allow("title", "minutes", "required")
        front = Front(part.text("title", 255, required=False), part.whole("minutes", 0, 480, 0), lines=lines)
    except (FileErrors, yaml.YAMLError) as error:
        raise Refused(_("Phần đầu tệp giữa hai dòng --- không đọc được: %s") % _first(error)) from None
    front.required = part.found.get("required", True) is not False
    if errors:
        raise Refused("; ".join(_("dòng %(n)d: %(what)s") % {"n": n + 1, "what": what} for n, what in errors))
    return front, text[match.end() :]


def _no_aliases(written: str) -> None:
    """A few aliases can stand for billions of values."""
    if len(written) > LONGEST_FRONT or any(isinstance(event, yaml.AliasEvent) for event in yaml.parse(written)):
        raise FileErrors([(1, _("chỉ cần title, minutes và required"))])


def _first(error: Exception) -> str:
    return str(error).splitlines()[0]


def _number(tokens: Sequence[Token], offset: int) -> None:
    """Each block says on which line of the file it begins; raises ``Refused`` where lists go too deep."""
    for token in tokens:
        if token.level > 2 * DEEPEST:
            raise Refused(_("Danh sách lồng nhau quá sâu, gần dòng %d.") % ((token.map or [0])[0] + 1 + offset))
        if token.map and token.nesting >= 0:
            token.attrSet("data-at", str(token.map[0] + 1 + offset))


def _keep(token: Token, found: _Found) -> bool:
    """Markup in HTML is left out; pictures are taken out of the text."""
    if token.type == "html_block":
        if not token.content.lstrip().startswith("<!--"):
            found.notes.append(_html_left_out(str(token.attrGet("data-at"))))
        return False
    if token.type == "inline" and token.children:
        line = str(token.attrGet("data-at") or "")
        if any(child.type == "html_inline" for child in token.children):
            found.notes.append(_html_left_out(line))
        token.children = [child for child in token.children if child.type != "html_inline"]
        for child in token.children:
            if child.type == "image":
                _take(child, found)
    return True


def _html_left_out(line: str) -> Note:
    return Note(_("Dòng %s") % line, _("Mã HTML không được nhận; chỉ giữ phần chữ đứng ngoài thẻ."))


def _take(token: Token, found: _Found) -> None:
    source: Any = token.attrs.pop("src", "")
    alt = "".join(child.content for child in token.children or [])
    if not _DATA.match(source):
        token.attrSet("data-left", _("ảnh “%s” nằm ngoài tệp; hãy thêm trong trang soạn bài") % source[:80])
        return
    try:
        content = base64.b64decode(source.partition(",")[2], validate=True)
        found.pictures.append(picture_of(content, alt))
    except (binascii.Error, NotAPicture):
        token.attrSet("data-left", _("ảnh viết trong tệp bị hỏng"))
        return
    token.attrSet("data-picture", str(len(found.pictures) - 1))
