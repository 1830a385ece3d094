"""What authors and administrators are shown of contents and libraries: how they stand, what they wait for."""

from collections.abc import Container, Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
from django.utils.translation import gettext as _

from content.h5p.decisions import AGAINST, reasons_of
from content.h5p.models import PACKAGE_NUMBER, Approval, Content, Library, Pin, Revision, Upload, UploadState
from content.h5p.pinning import unapproved
from content.h5p.remarks import worded

# Of what somebody brought: the last ones, not her life's work.
RECENT = 10


@dataclass(frozen=True, slots=True)
class Standing:
    """``tone`` of a state's badge; ``waiting`` are libraries that are here and not approved, ``absent`` those that
    nobody has brought."""

    word: str
    tone: str
    sentence: str = ""
    waiting: list[Library] = field(default_factory=list)
    absent: list[str] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)


def revisions() -> QuerySet[Revision]:
    """Without what is heavy; each with whether it ``can_play`` and ``is_stopped`` by a library that was withdrawn."""
    withdrawn = Pin.objects.filter(revision=OuterRef("pk"), library__approval=Approval.WITHDRAWN)
    told = {"can_play": Q(parameters__isnull=False), "is_stopped": Exists(withdrawn)}
    return Revision.objects.defer(*Revision.HEAVY).annotate(**told)


def newest_of(contents: Iterable[Content]) -> dict[int, Any]:
    """The newest revision of each of its newest package, by the content's key; one query."""
    newest = Revision.objects.filter(content=OuterRef("content")).order_by(PACKAGE_NUMBER.desc(), "-number")
    found = revisions().filter(content__in=[one.pk for one in contents], pk=Subquery(newest.values("pk")[:1]))
    return {revision.content_id: revision for revision in found}


def tell_standing(contents: Iterable[Content]) -> None:
    """Each gets its ``newest`` revision and the ``state_word`` of it, for lists."""
    listed = list(contents)
    newest, against = newest_of(listed), decided_against()
    for content in listed:
        told: Any = content
        told.newest = newest.get(content.pk)
        told.state_word = word_of(told.newest, against)[0]


def decided_against() -> set[str]:
    """Digests of libraries that were refused or withdrawn; one query."""
    return set(Library.objects.filter(approval__in=AGAINST).order_by().values_list("digest", flat=True))


def word_of(newest: Any, against: Container[str]) -> tuple[str, str]:
    """A state and the tone of its badge."""
    if newest is None:
        return _("chưa có gói"), "writing"
    if not newest.can_play:
        if any(text in newest.missing and digest in against for text, _patch, digest in newest.brought):
            return _("thư viện không được duyệt"), "mend"
        return (_("chờ duyệt thư viện"), "waiting") if newest.missing else (_("không chạy được"), "mend")
    if newest.is_stopped:
        return _("tạm dừng"), "mend"
    return _("dùng được"), "released"


def standing_of(content: Content) -> Standing:
    """Of the newest revision, and of what is played meanwhile."""
    newest = newest_of([content]).get(content.pk)
    word, tone = word_of(newest, decided_against())
    if newest is None:
        return Standing(word, tone)
    remarks = [worded(one) for one in newest.remarks]
    if not newest.can_play and not newest.missing:
        return Standing(word, tone, _("Anh/chị thay bằng gói khác."), remarks=remarks)
    if not newest.can_play:
        held, absent = unapproved(newest)
        waiting = [one for one in held if one.approval == Approval.PENDING]
        against = [one for one in held if one.approval != Approval.PENDING]
        sentence = _refused(against) if against else _waits(waiting)
        current: Any = content.current and revisions().filter(pk=content.current.pk).first()
        if current and not current.is_stopped:
            sentence += " " + _("Người học vẫn dùng phiên bản %d.") % current.number
        return Standing(word, tone, sentence, waiting, absent, remarks)
    if newest.is_stopped:
        return Standing(word, tone, _stopped(newest), remarks=remarks)
    return Standing(word, tone, remarks=remarks)


def _waits(waiting: list[Library]) -> str:
    if waiting:
        return _("Gói cần thư viện chưa được duyệt nên chưa chạy được.")
    return _("Gói cần thư viện chưa có ở đây nên chưa chạy được.")


def _refused(libraries: list[Library]) -> str:
    sentence = _("Thư viện không được duyệt: %s. Anh/chị thay bằng gói khác, hoặc trao đổi với người quản trị.")
    return sentence % _with_reasons(libraries)


def _stopped(newest: Revision) -> str:
    withdrawn = list(Library.objects.filter(pins__revision=newest, approval=Approval.WITHDRAWN))
    sentence = _("Thư viện đã bị rút: %s. Nội dung tạm dừng cho đến khi thư viện được duyệt lại hoặc gói được thay.")
    return sentence % _with_reasons(withdrawn)


def _with_reasons(libraries: list[Library]) -> str:
    reasons = reasons_of(libraries)
    return "; ".join(f"{one} ({reason})" if (reason := reasons.get(one.pk)) else str(one) for one in libraries)


def libraries_waiting(content: Content) -> list[Library]:
    """Those whose approval the newest revision waits for, with all that they need themselves."""
    newest = newest_of([content]).get(content.pk)
    held = [] if newest is None or newest.can_play else unapproved(newest)[0]
    return [one for one in held if one.approval == Approval.PENDING]


def remarks_on(upload: Upload) -> list[str]:
    """About a package of libraries alone; what it needs and came without is told while nobody has brought it."""
    here = Library.objects.exclude(approval__in=AGAINST).values_list("machine_name", "major", "minor")
    known = {f"{name} {major}.{minor}" for name, major, minor in here}
    return [worded(one) for one in upload.remarks if one["word"] != "needed" or one["library"] not in known]


def brought_by(user: Any, *, libraries_only: bool) -> list[Upload]:
    """What somebody brought lately and has still to see to: it waits or was refused."""
    unseen = Upload.objects.filter(owner=user, libraries_only=libraries_only).exclude(state=UploadState.TAKEN)
    return list(unseen.order_by("-created_at")[:RECENT])
