"""Sending pages of a course to review and answering there, one page or all that can be at once."""

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _
from wagtail.models import Page, WorkflowState

from courses.catalogue.models import CoursePage
from courses.outline.reviews import active_states, reviewable
from mooc.foundation.models import audit


class CannotReview(Exception):
    """Why nothing was sent or answered, in words for the editor."""


@transaction.atomic
def submit(*, course: CoursePage, page_id: int | None, acting_user: Any) -> int:
    """Send one page, or every one with writing that is not published; how many went.

    Raises ``CannotReview`` and sends none where one lacks what it needs to be published.
    """
    pages = [page for page in _locked(course, page_id) if _may_submit(page, acting_user)]
    if missing := [words for page in pages if (words := _missing(page))]:
        raise CannotReview(" ".join(missing))
    if not pages:
        raise CannotReview(_("Không có trang nào để gửi duyệt: hoặc chưa sửa gì, hoặc đang chờ duyệt rồi."))
    for page in pages:
        _send(page, acting_user)
        audit(acting_user=acting_user, verb="submit_for_review", subject=page, new={"title": page.draft_title})
    return len(pages)


@transaction.atomic
def decide(*, course: CoursePage, page_id: int | None, approve: bool, comment: str, acting_user: Any) -> int:
    """Approve, or send back with a ``comment``, what waits for ``acting_user``; how many were answered.

    What the last step approves is published. Raises ``CannotReview`` where nothing waits for her.
    """
    pages = {page.pk: page for page in _locked(course, page_id)}
    mine = reviewable(acting_user)
    waiting = [state for state in active_states(pages) if _waits(state) and state.current_task_state_id in mine]
    if not waiting:
        raise CannotReview(_("Không có trang nào đang chờ anh/chị duyệt ở đây."))
    for state in sorted(waiting, key=lambda state: pages[int(state.object_id)].path):
        page, task = pages[int(state.object_id)], state.current_task_state
        action = "approve" if approve else "reject"
        task.task.specific.on_action(task, acting_user, action, comment=comment)
        verb = "approve_page" if approve else "return_page"
        audit(acting_user=acting_user, verb=verb, subject=page, new={"title": page.draft_title}, reason=comment)
    return len(waiting)


def _locked(course: CoursePage, page_id: int | None) -> list[Page]:
    """The course's pages, itself included, or the one asked for; two who answer do so one after the other."""
    CoursePage.objects.select_for_update(of=("self",)).get(pk=course.pk)
    pages = Page.objects.descendant_of(course, inclusive=True).order_by("path")
    found = list(pages.filter(Q() if page_id is None else Q(pk=page_id)).specific())
    if not found:
        raise CannotReview(_("Trang này không còn trong khóa học."))
    return found


def _may_submit(page: Page, user: Any) -> bool:
    allowed = page.permissions_for_user(user)
    has_news = page.has_unpublished_changes or not page.live
    return bool(has_news and allowed.can_edit() and allowed.can_submit_for_moderation())


def _missing(page: Page) -> str:
    """A draft may lack what a published page needs."""
    try:
        page.get_latest_revision_as_object().full_clean()
    except ValidationError as error:
        labels = [str(page._meta.get_field(name).verbose_name) for name in error.message_dict if name != "__all__"]
        return _("“%(title)s” còn thiếu hoặc sai: %(fields)s.") % {
            "title": page.draft_title,
            "fields": ", ".join(labels) or " ".join(error.messages),
        }
    return ""


def _send(page: Page, user: Any) -> None:
    """On with the workflow that asked for changes, else a new one."""
    returned = page.current_workflow_state
    if returned and returned.status == WorkflowState.STATUS_NEEDS_CHANGES:
        returned.resume(user)
    else:
        page.get_workflow().start(page, user)


def _waits(state: WorkflowState) -> bool:
    return bool(state.status == WorkflowState.STATUS_IN_PROGRESS)


def submittable(pages: Iterable[Page], course: CoursePage, user: Any) -> set[int]:
    """Of which pages the board offers to send; a fixed number of queries. ``submit`` asks each page itself."""
    if not course.has_workflow:
        return set()
    all_of_them = course.permissions_for_user(user).can_edit()
    return {
        page.pk
        for page in pages
        if (page.has_unpublished_changes or not page.live) and (all_of_them or page.owner_id == user.pk)
    }
