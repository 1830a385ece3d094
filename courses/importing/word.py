"""From a .docx to the few HTML elements the builder knows: headings, paragraphs, lists, tables, quotes, pictures."""

import io
import re
from collections.abc import Callable
from typing import Any
from xml.parsers.expat import ExpatError
from zipfile import BadZipFile

import mammoth
from django.utils.translation import gettext as _
from mammoth.docx.files import InvalidFileReferenceError

from courses.importing.container import inspect
from courses.importing.pictures import NotAPicture, Picture, picture_of
from courses.importing.verdicts import Note, Refused

STYLES = """
p[style-name='Title'] => h1.title:fresh
p[style-name='Subtitle'] => p:fresh
p[style-name='Quote'] => blockquote > p:fresh
p[style-name='Intense Quote'] => blockquote > p:fresh
p[style-name='Caption'] => p.caption:fresh
p[style-name='caption'] => p.caption:fresh
"""
# What the reader raises where parts contradict each other (a link to nothing, a number that is none).
_CONTRADICTIONS = (
    *(AttributeError, ExpatError, IndexError, KeyError, OSError, RecursionError, TypeError, ValueError, BadZipFile),
)
_IGNORED = re.compile(r"An unrecognised element was ignored: (.+)")


def html_of(content: bytes) -> tuple[str, list[Picture], list[Note]]:
    """The document's HTML, in which ``data-picture`` numbers the pictures; raises ``Refused``."""
    notes = inspect(content)
    pictures: list[Picture] = []
    try:
        result = mammoth.convert_to_html(
            io.BytesIO(content),
            style_map=STYLES,
            include_embedded_style_map=False,
            external_file_access=False,
            convert_image=mammoth.images.img_element(_collector(pictures)),
        )
    except _CONTRADICTIONS:
        verdict = _("Các phần trong tệp Word không khớp nhau. Anh/chị mở bằng Word, lưu lại rồi tải lên.")
        raise Refused(verdict) from None
    return result.value, pictures, notes + _translated(result.messages)


def _collector(pictures: list[Picture]) -> Callable[[Any], dict[str, str]]:
    def collect(image: Any) -> dict[str, str]:
        try:
            with image.open() as opened:
                pictures.append(picture_of(opened.read(), image.alt_text or ""))
        except NotAPicture as error:
            return {"data-left": str(error)}
        except InvalidFileReferenceError:
            return {"data-left": _("ảnh nằm ngoài tệp và không được tải về; hãy chèn ảnh vào tệp")}
        except (KeyError, TypeError):
            return {"data-left": _("ảnh không còn trong tệp")}
        return {"data-picture": str(len(pictures) - 1)}

    return collect


def _translated(messages: list[Any]) -> list[Note]:
    """Styles are dropped on purpose, formulas are counted already; what else the reader left out is named."""
    names = [found[1] for message in messages if (found := _IGNORED.match(message.message))]
    text = _("Phần tử “%s” của Word không có trong bài học nên bị bỏ.")
    return [
        Note(_("Cả tệp"), text % name.rpartition("}")[2]) for name in names if not name.endswith(("oMath", "oMathPara"))
    ]
