"""Reading a file into the lesson it makes. Nothing is written, nothing is fetched.

The readers are loaded when a file comes: every start of every process would pay for them.
"""

import re
from html import unescape
from pathlib import PurePath

from django.utils.translation import gettext as _

from courses.catalogue.lesson_text import Block
from courses.catalogue.pace import minutes_of
from courses.importing.building import Builder
from courses.importing.pictures import Picture
from courses.importing.tree import tree_of
from courses.importing.verdicts import Note, Reading, Refused

LARGEST = 12 * 2**20
MOST_BLOCKS = 300
MOST_PICTURES = 40
MARKDOWN = {".md", ".markdown"}
_TAG = re.compile(r"<[^>]*>")


def read(name: str, content: bytes) -> Reading:
    """The lesson in a file called ``name``; raises ``Refused`` with a verdict."""
    suffix = PurePath(name).suffix.lower()
    if not content.strip():
        raise Refused(_("Tệp trống. Anh/chị kiểm tra đã lưu nội dung chưa rồi tải lên lại."))
    if len(content) > LARGEST:
        raise Refused(_("Tệp lớn quá %d MB. Anh/chị nén ảnh hoặc chia thành nhiều bài.") % (LARGEST // 2**20))
    if suffix in MARKDOWN:
        from courses.importing import markdown

        front, html, pictures, notes = markdown.html_of(content)
        reading = _built(html, pictures, notes)
        reading.title, reading.required = front.title or reading.title, front.required
        reading.minutes = front.minutes or reading.minutes
        return reading
    if suffix in {".docx", ".doc", ".docm"}:
        from courses.importing import word

        return _built(*word.html_of(content))
    raise Refused(_("Chỉ nhận tệp Word (.docx) và Markdown (.md)."))


def _built(html: str, pictures: list[Picture], notes: list[Note]) -> Reading:
    builder = Builder(pictures)
    builder.build(tree_of(html))
    notes = notes + builder.notes
    if not builder.blocks:
        raise Refused(_("Không thấy nội dung nào đưa được vào bài học."), notes)
    if len(builder.blocks) > MOST_BLOCKS or len(pictures) > MOST_PICTURES:
        limits = {"blocks": MOST_BLOCKS, "pictures": MOST_PICTURES}
        raise Refused(_("Bài dài quá %(blocks)d khối hoặc %(pictures)d ảnh. Anh/chị chia thành nhiều bài.") % limits)
    return Reading(
        title=builder.title,
        minutes=minutes_of(words_in(builder.blocks), len(pictures)),
        blocks=builder.blocks,
        pictures=pictures,
        notes=notes,
    )


def words_in(blocks: list[Block]) -> int:
    """Syllables, as written Vietnamese parts them by spaces; steps and callouts count as text does."""
    return sum(len(unescape(_TAG.sub(" ", _written(value))).split()) for _name, value in blocks)


def _written(value: object) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, dict):
        return " ".join(_written(part) for key, part in value.items() if key not in {"tone", "picture", "type"})
    return " ".join(map(_written, value)) if isinstance(value, list) else ""
