"""What an author is told of a revision: words with their values, worded in the reader's language where it is shown."""

from collections.abc import Callable, Iterable
from typing import Any

from django.utils.translation import gettext as _

from content.h5p.package.addresses import External
from content.h5p.package.semantics import Cleaned

Remark = dict[str, Any]


def remarks_of(cleaned: Cleaned, external: Iterable[External]) -> list[Remark]:
    found: list[Remark] = [{"word": "lacking", "place": place} for place in cleaned.lacking]
    found += [{"word": "external", "place": one.where, "address": one.address} for one in external]
    found += [{"word": "changed", "place": place} for place in cleaned.changed]
    found += [{"word": "filled", "place": place} for place in cleaned.filled]
    found += [{"word": "unknown", "library": str(one)} for one in cleaned.unknown]
    return found


def worded(remark: Remark) -> str:
    return _SENTENCES[remark["word"]](remark)


def _lacking(remark: Remark) -> str:
    return _("“%(place)s” cần một tệp không có trong gói; chỗ ấy sẽ trống.") % remark


def _external(remark: Remark) -> str:
    text = _("“%(place)s” trỏ đến %(address)s. Khung kín không tải gì từ nơi khác nên phần ấy có thể trống.")
    return text % remark


def _changed(remark: Remark) -> str:
    return _("“%(place)s”: đã bỏ thẻ hoặc giá trị mà loại nội dung này không cho phép.") % remark


def _filled(remark: Remark) -> str:
    return _("“%(place)s” thiếu trong gói, đã lấy giá trị mặc định.") % remark


def _unknown(remark: Remark) -> str:
    return _("Không biết %(library)s có những trường nào nên chỉ giữ lại thẻ vô hại trong đó.") % remark


def _refused(remark: Remark) -> str:
    return str(remark["problem"])


_SENTENCES: dict[str, Callable[[Remark], str]] = {
    "lacking": _lacking,
    "external": _external,
    "changed": _changed,
    "filled": _filled,
    "unknown": _unknown,
    "refused": _refused,
}
