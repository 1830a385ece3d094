"""Which format a file has, and what it says; its size is judged before anything reads it."""

from django.utils.translation import gettext as _

from courses.exchange.formats import aiken, gift, moodle_xml, sheet
from courses.exchange.items import Malformed, Read
from mooc.foundation.spreadsheets.opening import OLE, ZIP

LARGEST = 5 * 2**20
MOST_ITEMS = 500


def read(content: bytes) -> Read:
    """Raises ``Malformed``; what the file is called does not matter, what it begins with does."""
    if len(content) > LARGEST:
        raise Malformed(_("Tệp lớn hơn %d MB. Anh/chị chia thành nhiều tệp nhỏ hơn.") % (LARGEST // 2**20))
    found = _read(content)
    if not found:
        raise Malformed(_("Không thấy câu hỏi nào trong tệp."))
    if len(found) > MOST_ITEMS:
        text = _("Tệp có %(found)d câu, nhiều hơn %(most)d câu một lần. Anh/chị chia thành nhiều tệp.")
        raise Malformed(text % {"found": len(found), "most": MOST_ITEMS})
    return found


def _read(content: bytes) -> Read:
    if content.startswith((ZIP, OLE)):
        return sheet.read(content)
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = None
    start = content.removeprefix(b"\xef\xbb\xbf").lstrip()
    if start.startswith((b"<?xml", b"<quiz", b"<question", b"<!DOCTYPE", b"\xff\xfe", b"\xfe\xff")):
        return moodle_xml.read(start)
    if text is None or "\x00" in text:
        raise Malformed(_("Tệp không phải văn bản UTF-8. Anh/chị lưu lại với bảng mã UTF-8 rồi tải lên."))
    return aiken.read(text) if aiken.looks_like(text) else gift.read(text)
