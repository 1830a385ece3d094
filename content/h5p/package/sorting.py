"""Which file of a package belongs where, and which kinds of file may be there."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from content.h5p.package.archive import Archive
from content.h5p.package.contents import Left, Reason
from content.h5p.package.kinds import IN_CONTENT, IN_LIBRARY, RUNS, ending
from content.h5p.package.limits import MOST_LIBRARIES
from content.h5p.package.refusals import Problems, Refused, short

MANIFEST, CONTENT, PARAMETERS = "h5p.json", "content", "content/content.json"
LIBRARY_JSON, SEMANTICS = "library.json", "semantics.json"


@dataclass(slots=True)
class Sorted:
    """Names in the archive: of the content's files without its parameters, and of each library folder's."""

    content: list[str] = field(default_factory=list)
    libraries: dict[str, list[str]] = field(default_factory=dict)
    left: list[Left] = field(default_factory=list)


def sort(archive: Archive, *, with_content: bool) -> Sorted:
    """Raises ``Refused``. Without content a package need not say what it is."""
    places = archive.entries
    if with_content:
        _check_main_files(places)
    found = Sorted(left=[Left(place, Reason.HIDDEN) for place in archive.left])
    folders: dict[str, list[str]] = {}
    for place in places:
        folder, slash, _rest = place.partition("/")
        if slash:
            folders.setdefault(folder, []).append(place)
        elif place != MANIFEST:
            found.left.append(Left(place, Reason.STRAY))
    problems = Problems()
    if with_content:
        found.content = [place for place in folders.get(CONTENT, ()) if place != PARAMETERS]
        _check_kinds(found.content, problems)
    for folder, inside in folders.items():
        if folder != CONTENT and f"{folder}/{LIBRARY_JSON}" in places:
            found.libraries[folder] = _kept(inside, found.left)
        elif folder != CONTENT:
            found.left.append(Left(f"{folder}/", Reason.STRAY))
    if len(found.libraries) > MOST_LIBRARIES:
        problems.add(_("Gói có hơn %d thư viện. Anh/chị xuất lại gói từ nơi soạn.") % MOST_LIBRARIES)
    if not with_content and not found.libraries:
        problems.add(_("Trong gói không có thư viện nào."))
    problems.refuse_any()
    return found


def _check_main_files(places: Iterable[str]) -> None:
    present = set(places)
    if MANIFEST not in present:
        if any(place.endswith(f"/{MANIFEST}") and place.count("/") == 1 for place in present):
            text = _("Gói có thêm một lớp thư mục ở ngoài. Anh/chị mở thư mục đó, chọn mọi thứ bên trong rồi nén lại.")
            raise Refused(text)
        if _holds_only_libraries(present):
            text = _("Gói chỉ có thư viện, chưa có nội dung. Anh/chị chọn gói xuất từ một nội dung đã soạn.")
            raise Refused(text)
        raise Refused(_("Trong tệp không có “h5p.json”, nên đây không phải gói H5P. Anh/chị xuất lại từ nơi soạn."))
    if PARAMETERS not in present:
        text = _("Trong gói không có “content/content.json”, tức là không có nội dung. Anh/chị xuất lại từ nơi soạn.")
        raise Refused(text)


def _holds_only_libraries(present: set[str]) -> bool:
    folders = [place.partition("/") for place in present]
    return any(rest == LIBRARY_JSON for _folder, _slash, rest in folders) and all(
        folder != CONTENT for folder, _slash, _rest in folders
    )


def _check_kinds(places: Iterable[str], problems: Problems) -> None:
    for place in places:
        kind = ending(place)
        if kind in IN_CONTENT:
            continue
        if kind == "svg":
            text = _("“%s” là ảnh SVG, có thể chứa mã. Anh/chị thay bằng ảnh PNG rồi xuất lại gói.")
        elif kind in RUNS | {"js", "css"}:
            text = _("“%s” là tệp chạy được trong trình duyệt hoặc máy. Anh/chị bỏ tệp này khỏi nội dung rồi xuất lại.")
        else:
            text = _("“%s” thuộc loại tệp không nhận trong nội dung. Anh/chị bỏ hoặc đổi sang PDF, ảnh, video MP4.")
        problems.add(text % short(place))


def _kept(places: Iterable[str], left: list[Left]) -> list[str]:
    """Of a library's: what it may hold. Notes, examples and programs of its developers are passed over: what is not
    kept is served to nobody."""
    kept = []
    for place in places:
        if ending(place) in IN_LIBRARY:
            kept.append(place)
        else:
            left.append(Left(place, Reason.KIND))
    return kept
