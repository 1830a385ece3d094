"""What authors and administrators are shown of contents and libraries: how they stand, what they wait for."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
from django.utils.translation import gettext as _

from content.h5p.decisions import reasons_of
from content.h5p.models import Approval, Content, Library, Pin, Revision, Upload, UploadState
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
    """The newest revision of each, by the content's key; one query."""
    newest = Revision.objects.filter(content=OuterRef("content")).order_by("-number").values("pk")[:1]
    found = revisions().filter(content__in=[one.pk for one in contents], pk=Subquery(newest))
    return {revision.content_id: revision for revision in found}


def tell_standing(contents: Iterable[Content]) -> None:
    """Each gets its ``newest`` revision and the ``state_word`` of it, for lists."""
    listed = list(contents)
    newest = newest_of(listed)
    for content in listed:
        told: Any = content
        told.newest = newest.get(content.pk)
        told.state_word = word_of(told.newest)[0]


def word_of(newest: Any) -> tuple[str, str]:
    """A state and the tone of its badge."""
    if newest is None:
        return _("chưa có gói"), "writing"
    if not newest.can_play:
        return (_("chờ duyệt thư viện"), "waiting") if newest.missing else (_("không chạy được"), "mend")
    if newest.is_stopped:
        return _("tạm dừng"), "mend"
    return _("dùng được"), "released"


def standing_of(content: Content) -> Standing:
    """Of the newest revision, and of what is played meanwhile."""
    newest = newest_of([content]).get(content.pk)
    word, tone = word_of(newest)
    if newest is None:
        return Standing(word, tone)
    remarks = [worded(one) for one in newest.remarks]
    if not newest.can_play and not newest.missing:
        return Standing(word, tone, _("Anh/chị thay bằng gói khác."), remarks=remarks)
    if not newest.can_play:
        waiting, absent = unapproved(newest)
        sentence = _("Gói cần thư viện chưa được duyệt nên chưa chạy được.")
        current: Any = content.current and revisions().filter(pk=content.current.pk).first()
        if current and not current.is_stopped:
            sentence += " " + _("Người học vẫn dùng phiên bản %d.") % current.number
        return Standing(word, tone, sentence, waiting, absent, remarks)
    if newest.is_stopped:
        return Standing(word, tone, _stopped(newest), remarks=remarks)
    return Standing(word, tone, remarks=remarks)


def _stopped(newest: Revision) -> str:
    withdrawn = list(Library.objects.filter(pins__revision=newest, approval=Approval.WITHDRAWN))
    reasons = reasons_of(withdrawn)
    named = "; ".join(f"{one} ({reason})" if (reason := reasons.get(one.pk)) else str(one) for one in withdrawn)
    sentence = _("Thư viện đã bị rút: %s. Nội dung tạm dừng cho đến khi thư viện được duyệt lại hoặc gói được thay.")
    return sentence % named


def libraries_waiting(content: Content) -> list[Library]:
    """Those whose approval the newest revision waits for, with all that they need themselves."""
    newest = newest_of([content]).get(content.pk)
    return [] if newest is None or newest.can_play else unapproved(newest)[0]


def used_by(library: Library) -> list[Content]:
    """Contents of which some revision runs on it."""
    return list(Content.objects.filter(revisions__pins__library=library).distinct().order_by("title"))


def brought_by(user: Any, *, libraries_only: bool) -> list[Upload]:
    """What somebody brought lately and has still to see to: it waits or was refused."""
    unseen = Upload.objects.filter(owner=user, libraries_only=libraries_only).exclude(state=UploadState.TAKEN)
    return list(unseen.order_by("-created_at")[:RECENT])
