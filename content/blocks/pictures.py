"""A picture and what it says to those who do not see it: words, or that it only decorates.

A draft may wait for its words; a page without them is not published.
"""

import re
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import blocks
from wagtail.blocks.struct_block import StructBlockValidationError
from wagtail.images.blocks import ImageBlock

# What a camera or a chat calls a picture tells nobody what it shows.
_FILE_NAME = re.compile(r"\S+\.(?:jpe?g|png|gif|webp|heic)", re.IGNORECASE)
LONGEST_ALT = 300


class PictureBlock(ImageBlock):
    """Wagtail's own block for this, in the words of our authors."""

    def __init__(self, required: bool = True, **kwargs: Any) -> None:
        super().__init__(required=required, **kwargs)
        alt_text = blocks.CharBlock(
            required=False,
            max_length=LONGEST_ALT,
            label=gettext_lazy("Ảnh cho thấy gì"),
            help_text=gettext_lazy("Đọc lên cho người không nhìn thấy ảnh. Ảnh chỉ để trang trí thì để trống."),
        )
        decorative = blocks.BooleanBlock(
            required=False, default=False, label=gettext_lazy("Chỉ để trang trí, không cần mô tả")
        )
        for name, block in (("alt_text", alt_text), ("decorative", decorative)):
            block.set_name(name)
            self.child_blocks[name] = block

    def clean(self, value: Any) -> Any:
        """A deferred check is that of a draft."""
        if value and not self.is_deferred_validation and not value.decorative:
            problem = _problem(value.title, (value.contextual_alt_text or "").strip())
            if problem:
                raise StructBlockValidationError(block_errors={"alt_text": ValidationError(problem)})
        return super().clean(value)


def _problem(title: str, alt: str) -> str:
    """Names the picture: a lesson may have many."""
    if not alt:
        text = _("Khối Ảnh “%s”: hãy ghi ảnh cho thấy gì, hoặc đánh dấu là ảnh trang trí.")
        return text % title
    if _FILE_NAME.fullmatch(alt):
        return _("Khối Ảnh “%s”: mô tả đang là tên tệp, hãy ghi ảnh cho thấy gì.") % title
    return ""
