"""Which library a kind is written for: the newest approved one whose needs are approved too."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from content.h5p.models import Approval, Library
from content.h5p.pinning import approved, asked_of
from content.h5p.registry import Asked, Resolved, Version, resolve

Known = Mapping[Asked, Sequence[Version]]


@dataclass(frozen=True, slots=True)
class Available:
    """``library`` is None where none can be used yet; ``sentence`` then says why and what to do."""

    library: Library | None
    needs: Sequence[Version] = ()
    sentence: str = ""


def availability(names: Iterable[str]) -> dict[str, Available]:
    """By machine name; as many queries for one as for all."""
    known = approved()
    wanted = list(names)
    held = list(Library.objects.filter(machine_name__in=wanted).order_by("-major", "-minor", "-patch", "-pk"))
    return {name: _availability(name, [one for one in held if one.machine_name == name], known) for name in wanted}


def _availability(name: str, held: list[Library], known: Known) -> Available:
    missing: list[Asked] = []
    for library in held:
        if library.approval == Approval.APPROVED and library.semantics is not None:
            found = needs_of(library, known)
            if not found.missing:
                return Available(library, found.order)
            missing = missing or found.missing
    return Available(None, sentence=_why_not(name, held, missing))


def needs_of(library: Library, known: Known) -> Resolved:
    return resolve([asked_of(library)], known, {})


def _why_not(name: str, held: list[Library], missing: list[Asked]) -> str:
    if missing:
        told = {"name": name, "missing": ", ".join(map(str, missing))}
        text = _("Thư viện %(name)s còn cần: %(missing)s. Anh/chị nhờ người quản trị đưa lên và duyệt.")
        return text % told
    if any(one.approval == Approval.PENDING for one in held):
        return _("Thư viện %s đã được đưa lên nhưng chưa duyệt. Anh/chị nhờ người quản trị duyệt.") % name
    text = _(
        "Chưa có thư viện %s. Anh/chị nhờ người quản trị đưa lên ở mục Thư viện H5P, hoặc bằng lệnh seed_libraries."
    )
    return text % name
