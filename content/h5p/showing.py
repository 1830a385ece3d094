"""What authors and administrators are shown of contents and libraries: how they stand, what they wait for."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import Q
from django.utils.translation import gettext as _

from content.h5p.models import Approval, Content, Library, Revision
from content.h5p.registry import Asked
from content.h5p.remarks import worded


@dataclass(frozen=True, slots=True)
class Standing:
    """``tone`` of a state's badge; ``absent`` are libraries nobody has brought at all."""

    word: str
    tone: str
    sentence: str = ""
    absent: list[str] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)


def standing_of(content: Content) -> Standing:
    """Of the newest revision, and of what is played meanwhile."""
    newest = content.revisions.first()
    if newest is None:
        return Standing(_("chưa có gói"), "writing")
    remarks = [worded(one) for one in newest.remarks]
    if not newest.is_ready and not newest.missing:
        return Standing(_("không chạy được"), "stopped", _("Anh/chị thay bằng gói khác."), remarks=remarks)
    if not newest.is_ready:
        absent = sorted(set(newest.missing) - {_asked(one) for one in libraries_waiting(content)})
        sentence = _("Gói cần thư viện chưa được duyệt nên chưa chạy được.")
        if content.current:
            sentence += " " + _("Người học vẫn dùng phiên bản %d.") % content.current.number
        return Standing(_("chờ duyệt thư viện"), "review", sentence, absent, remarks)
    if withdrawn := list(withdrawn_of(newest)):
        sentence = _("Thư viện đã bị rút: %s. Nội dung tạm dừng cho đến khi được duyệt lại hoặc thay bằng gói khác.")
        return Standing(_("tạm dừng"), "stopped", sentence % ", ".join(map(str, withdrawn)), remarks=remarks)
    return Standing(_("dùng được"), "live", remarks=remarks)


def withdrawn_of(revision: Revision) -> Iterable[Library]:
    return Library.objects.filter(pins__revision=revision, approval=Approval.WITHDRAWN)


def libraries_waiting(content: Content) -> list[Library]:
    """Those not approved whose approval the newest revision waits for."""
    newest = content.revisions.first()
    if newest is None or newest.is_ready:
        return []
    digests = [digest for _name, _patch, digest in newest.brought]
    held = Library.objects.filter(~Q(approval=Approval.APPROVED), digest__in=digests)
    found = {_asked(one): one for one in held}
    return [one for asked, one in sorted(found.items()) if asked in newest.missing]


def _asked(library: Library) -> str:
    return str(Asked(library.machine_name, library.major, library.minor))


def used_by(library: Library) -> list[Content]:
    """Contents of which some revision runs on it."""
    return list(Content.objects.filter(revisions__pins__library=library).distinct().order_by("title"))
