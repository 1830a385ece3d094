"""In which state a page of a course is, seen from what learners have.

**Released** is what the newest edition shows; what is published since then, or never was released, **waits for the
release**; a page nobody has published is **being written**; one that is in a workflow **waits for approval**, or was
**sent back** with what to change.
"""

from enum import Enum

from django.utils.translation import gettext_lazy as _


class State(Enum):
    WRITING = "writing"
    IN_REVIEW = "review"
    RETURNED = "returned"
    WAITING = "waiting"
    RELEASED = "released"

    @property
    def label(self) -> str:
        return str(_LABELS[self])


_LABELS = {
    State.WRITING: _("Đang soạn"),
    State.IN_REVIEW: _("Chờ duyệt"),
    State.RETURNED: _("Yêu cầu sửa"),
    State.WAITING: _("Có thay đổi chưa phát hành"),
    State.RELEASED: _("Đã phát hành"),
}


def state_of(
    *,
    live: bool,
    in_review: bool,
    newer_draft: bool,
    shown: int | None,
    live_revision: int | None,
    returned: bool = False,
) -> State:
    """``shown`` is the revision the newest edition shows, None where it has none of this page.

    A draft newer than what is published counts as a change that is not released.
    """
    if in_review:
        return State.IN_REVIEW
    if returned:
        return State.RETURNED
    if not live:
        return State.WRITING
    same = shown is not None and shown == live_revision
    return State.RELEASED if same and not newer_draft else State.WAITING
