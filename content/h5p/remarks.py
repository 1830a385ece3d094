"""What an author is told of a revision: words with their values, worded in the reader's language where it is shown."""

from typing import Any

from django.utils.translation import gettext as _


def worded(remark: dict[str, Any]) -> str:
    return _SENTENCES[remark["word"]](remark)


def _cleaned(remark: dict[str, Any]) -> str:
    return _("Đã bỏ mã lạ trong phần chữ ở “%s”.") % remark["place"]


def _external(remark: dict[str, Any]) -> str:
    text = _("“%(place)s” lấy tệp từ %(address)s. Khung kín không cho tải từ nơi khác nên phần ấy sẽ trống.")
    return text % remark


_SENTENCES = {"cleaned": _cleaned, "external": _external}
