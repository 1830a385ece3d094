"""The container of a .docx, judged before anything reads it.

A .docx is a zip archive of XML parts. Its claims are checked against limits first, and each part is then walked once:
no document type (so no entities), no more depth and elements than a lesson can have.
"""

import io
import re
import zipfile
from collections import Counter
from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import iterparse
from django.utils.translation import gettext as _

from courses.importing.verdicts import Note, Refused

MOST_ENTRIES = 2_000
MOST_BYTES = 60 * 2**20
MOST_XML_BYTES = 6 * 2**20
MOST_ELEMENTS = 150_000
DEEPEST = 100
# [MS-CFB] 2.2: how a compound file begins. Word before 2007 wrote these, and Word still wraps encrypted files so.
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# [MS-OFFCRYPTO] 2.3.2: the stream of an encrypted document.
ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
DOCUMENT = "word/document.xml"
# Letters of the old Vietnamese code tables: read as Unicode they are other letters.
_OLD_FONT = re.compile(r"\.Vn[A-Z]|VNI[- ]")


def inspect(content: bytes) -> list[Note]:
    """What of the document no reader will see; raises ``Refused``."""
    if content.startswith(OLE):
        raise Refused(_locked() if ENCRYPTED in content else _old_word())
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            _judge_claims(archive.infolist())
            return _notes(_walk_parts(archive))
    except (zipfile.BadZipFile, zipfile.LargeZipFile, EOFError, OSError, ValueError):
        verdict = _("Tệp này bị hỏng hoặc không phải tệp Word .docx. Anh/chị mở bằng Word, lưu lại rồi tải lên.")
        raise Refused(verdict) from None
    except (NotImplementedError, RuntimeError):
        # An archive packed or locked in a way that Word never uses.
        raise Refused(_locked()) from None
    except zipfile.zlib.error:  # type: ignore[attr-defined]
        raise Refused(_("Tệp bị hỏng ở giữa. Anh/chị tải lại từ nơi gửi rồi thử lần nữa.")) from None


def _locked() -> str:
    return _("Tệp có mật khẩu nên không đọc được. Anh/chị bỏ mật khẩu trong Word rồi lưu lại.")


def _old_word() -> str:
    return _("Đây là tệp Word kiểu cũ (.doc). Anh/chị mở bằng Word, chọn Lưu thành, kiểu “Word Document (*.docx)”.")


def _judge_claims(entries: list[zipfile.ZipInfo]) -> None:
    names = [entry.filename for entry in entries]
    if any(entry.flag_bits & 1 for entry in entries):
        raise Refused(_locked())
    if any(name.lower().endswith("vbaproject.bin") for name in names):
        raise Refused(_("Tệp có macro nên không được nhận. Anh/chị lưu lại thành “Word Document (*.docx)”."))
    if len(names) > MOST_ENTRIES or len(set(names)) < len(names):
        raise Refused(_("Tệp có cấu trúc lạ, không giống tệp do Word lưu."))
    xml = sum(entry.file_size for entry in entries if _is_xml(entry.filename))
    if xml > MOST_XML_BYTES or sum(entry.file_size for entry in entries) > MOST_BYTES:
        raise Refused(_("Tệp bung ra quá lớn. Anh/chị chia thành nhiều bài hoặc nén ảnh trong Word rồi thử lại."))
    if DOCUMENT not in names:
        raise Refused(_("Tệp không có phần văn bản của Word. Anh/chị mở bằng Word, lưu lại rồi tải lên."))


def _is_xml(name: str) -> bool:
    return name.lower().endswith((".xml", ".rels"))


def _walk_parts(archive: zipfile.ZipFile) -> Counter[str]:
    found: Counter[str] = Counter()
    for name in archive.namelist():
        if not _is_xml(name):
            continue
        try:
            _walk(io.BytesIO(archive.read(name)), found if name == DOCUMENT else Counter())
        except DefusedXmlException:
            raise Refused(_("Tệp khai báo thực thể XML, điều Word không bao giờ làm; tệp không được nhận.")) from None
        except (ParseError, LookupError):
            raise Refused(_("Phần “%s” của tệp bị hỏng. Anh/chị mở bằng Word, lưu lại rồi tải lên.") % name) from None
    return found


def _walk(part: io.BytesIO, found: Counter[str]) -> None:
    depth = elements = 0
    for event, element in iterparse(part, events=("start", "end"), forbid_dtd=True):
        if event == "end":
            depth -= 1
            element.clear()
            continue
        depth, elements = depth + 1, elements + 1
        if depth > DEEPEST or elements > MOST_ELEMENTS:
            raise Refused(_("Tệp lồng nhau quá sâu hoặc quá dài cho một bài học. Anh/chị chia thành nhiều bài."))
        if what := _unseen(element):
            found[what] += 1


def _unseen(element: Element) -> str:
    name = element.tag.rpartition("}")[2]
    if name == "graphicData":
        uri = element.get("uri", "")
        return "drawing" if uri.endswith(("/chart", "/diagram")) else ""
    if name == "rFonts":
        return "old font" if any(map(_OLD_FONT.match, element.attrib.values())) else ""
    return name if name in {"del", "ins", "commentReference", "footnoteReference", "oMath"} else ""


def _notes(found: Counter[str]) -> list[Note]:
    if found["old font"]:
        verdict = _("Tệp dùng phông chữ TCVN3 hoặc VNI. Anh/chị chuyển sang Unicode (ví dụ bằng UniKey) rồi tải lên.")
        raise Refused(verdict)
    whole = _("Cả tệp")
    words = {
        "drawing": _("%d biểu đồ hoặc sơ đồ không đưa vào được. Anh/chị chụp thành ảnh PNG rồi thêm vào bài."),
        "oMath": _("%d công thức toán không đưa vào được. Anh/chị viết lại bằng chữ hoặc thêm thành ảnh."),
        "commentReference": _("%d nhận xét của Word không đưa vào bài."),
        "footnoteReference": _("%d chú thích chân trang được chuyển xuống cuối bài."),
        "ins": _("%d chỗ thêm đang theo dõi thay đổi được coi là đã nhận."),
        "del": _("%d chỗ xóa đang theo dõi thay đổi được coi là đã xóa."),
    }
    return [Note(whole, text % found[name]) for name, text in words.items() if found[name]]
