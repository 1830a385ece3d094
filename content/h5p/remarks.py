"""What an author is told of a revision: words with their values, worded in the reader's language where it is shown."""

from collections.abc import Callable, Iterable
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from content.h5p.package.addresses import External, host_of
from content.h5p.package.contents import Left, Reason
from content.h5p.package.opening import Opened
from content.h5p.package.semantics import Cleaned

Remark = dict[str, Any]
# Of files left out, by name; the rest is counted.
MOST_LEFT = 20
# What is known of a package before its libraries are, and stays so.
OF_PACKAGE = frozenset({"left", "left-more"})


def remarks_of_package(opened: Opened) -> list[Remark]:
    found: list[Remark] = [
        {"word": "left", "place": one.place, "reason": one.reason} for one in opened.left[:MOST_LEFT]
    ]
    if (more := len(opened.left) - MOST_LEFT) > 0:
        found.append({"word": "left-more", "number": more})
    return found


def remarks_on_needs(opened: Opened) -> list[Remark]:
    """Of libraries alone: what they need and came without."""
    return [{"word": "needed", "library": str(one)} for one in opened.missing]


def kept_remarks(remarks: Iterable[Remark]) -> list[Remark]:
    return [remark for remark in remarks if remark["word"] in OF_PACKAGE]


def remarks_on_addresses(external: Iterable[External]) -> list[Remark]:
    return [{"word": "external", "place": one.where, "address": one.address} for one in external]


def remarks_of(cleaned: Cleaned, external: Iterable[External]) -> list[Remark]:
    found: list[Remark] = [{"word": "lacking", "place": place} for place in cleaned.lacking]
    found += remarks_on_addresses(external)
    found += [{"word": "changed", "place": place} for place in cleaned.changed]
    found += [{"word": "filled", "place": place} for place in cleaned.filled]
    found += [{"word": "unknown", "library": str(one)} for one in cleaned.unknown]
    return found


def worded(remark: Remark) -> str:
    return _SENTENCES[remark["word"]](remark)


def _lacking(remark: Remark) -> str:
    return _("“%(place)s” cần một tệp không có trong gói; chỗ ấy sẽ trống.") % remark


def _external(remark: Remark) -> str:
    """By what this site allows today (``H5P_OUTSIDE_HOSTS``)."""
    host, is_secure = host_of(remark["address"])
    if host not in settings.H5P_OUTSIDE_HOSTS:
        text = _(
            "“%(place)s” trỏ đến %(address)s. Khung kín không tải gì từ nơi khác nên phần ấy có thể trống. Anh/chị đưa "
            "tệp vào gói rồi xuất lại; nếu không được, nhờ người quản trị cho phép nơi ấy."
        )
    elif is_secure:
        text = _("“%(place)s” trỏ đến %(address)s, nơi được phép: ảnh, âm thanh và video ở đó hiện ra.")
    else:
        text = _("“%(place)s” trỏ đến %(address)s. Nơi ấy chỉ được phép qua https: anh/chị sửa địa chỉ rồi xuất lại.")
    return text % remark


def _changed(remark: Remark) -> str:
    return _("“%(place)s”: đã bỏ thẻ hoặc giá trị mà loại nội dung này không cho phép.") % remark


def _filled(remark: Remark) -> str:
    return _("“%(place)s” thiếu trong gói, đã lấy giá trị mặc định.") % remark


def _unknown(remark: Remark) -> str:
    return _("Không biết %(library)s có những trường nào nên chỉ giữ lại thẻ vô hại trong đó.") % remark


def _left(remark: Remark) -> str:
    return str(Left(remark["place"], Reason(remark["reason"])))


def _left_more(remark: Remark) -> str:
    number = remark["number"]
    return ngettext("Còn %d tệp khác bị bỏ qua.", "Còn %d tệp khác bị bỏ qua.", number) % number


def _needed(remark: Remark) -> str:
    return _("Cần %(library)s mà gói không kèm và ở đây chưa có. Anh/chị đưa thêm gói có thư viện ấy.") % remark


def _refused(remark: Remark) -> str:
    return str(remark["problem"])


_SENTENCES: dict[str, Callable[[Remark], str]] = {
    "lacking": _lacking,
    "external": _external,
    "changed": _changed,
    "filled": _filled,
    "unknown": _unknown,
    "left": _left,
    "left-more": _left_more,
    "needed": _needed,
    "refused": _refused,
}
