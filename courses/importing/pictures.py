"""Pictures that come inside a file: which of them are ones, and what describes them."""

import base64
import io
import re
import struct
from dataclasses import dataclass

from django.utils.translation import gettext as _
from PIL import Image

# What browsers show and Wagtail keeps, by Pillow's name of the format.
FORMATS = {"PNG": "png", "JPEG": "jpg", "GIF": "gif", "WEBP": "webp"}
MOST_PIXELS = 40_000_000
LONGEST_ALT = 300
PREVIEW_WIDTH = 640
# What Word writes by itself describes nothing, nor does the name of a file.
_AUTOMATIC = re.compile(r"description automatically generated|mô tả được tạo tự động", re.IGNORECASE)
_FILE_NAME = re.compile(r"\S+\.(?:png|jpe?g|gif|webp|bmp|tiff?)", re.IGNORECASE)
_BROKEN = (OSError, SyntaxError, ValueError, EOFError, struct.error, Image.DecompressionBombError)


class NotAPicture(Exception):
    """Why what a file calls a picture cannot be one of the lesson's."""


@dataclass(frozen=True, slots=True)
class Picture:
    """``alt`` is the description found in the file, empty where none was; ``thumbnail`` is a data address."""

    content: bytes
    extension: str
    alt: str
    thumbnail: str

    @property
    def kilobytes(self) -> int:
        return max(1, len(self.content) // 1024)


def picture_of(content: bytes, alt: str) -> Picture:
    """Decode the picture once, small; raises ``NotAPicture``."""
    try:
        with Image.open(io.BytesIO(content), formats=list(FORMATS)) as opened:
            extension = FORMATS[opened.format or ""]
            if opened.width * opened.height > MOST_PIXELS:
                raise NotAPicture(_("ảnh quá lớn (%(w)d × %(h)d điểm)") % {"w": opened.width, "h": opened.height})
            thumbnail = _thumbnail(opened)
    except _BROKEN:
        raise NotAPicture(_("không phải ảnh PNG, JPEG, GIF hay WebP, hoặc ảnh bị hỏng")) from None
    return Picture(content, extension, _description(alt), thumbnail)


def _thumbnail(opened: Image.Image) -> str:
    opened.thumbnail((PREVIEW_WIDTH, PREVIEW_WIDTH))
    written = io.BytesIO()
    opened.convert("RGBA").save(written, "WEBP", quality=70)
    return "data:image/webp;base64," + base64.b64encode(written.getvalue()).decode()


def _description(alt: str) -> str:
    alt = " ".join(alt.split())
    return "" if _AUTOMATIC.search(alt) or _FILE_NAME.fullmatch(alt) else alt[:LONGEST_ALT]
