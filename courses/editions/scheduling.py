"""Releases at a set time. What is frozen is what is live then, with what editors publish until that hour.

Whoever planned it releases it: if she may no longer, or the course cannot be studied as it then stands, nothing is
released, and she is told why.
"""

import datetime as dt
from typing import Any

from django.core.management import call_command
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from courses.catalogue.models import CoursePage
from courses.editions.actions import NotReady, ReleaseRefused, release
from courses.editions.changes import preview
from courses.editions.drafts import own_language
from courses.editions.models import Edition, Outcome, PlannedRelease
from courses.editions.permissions import may_release
from courses.editions.readiness import problems
from courses.editions.signals import planned_release_ended
from mooc.foundation.models import audit
from mooc.foundation.recurring import Alive


class CannotPlan(Exception):
    """Why nothing was planned or cancelled, in words for the editor."""


@transaction.atomic
def plan_release(*, course: CoursePage, at: dt.datetime, policy: str, note: str, acting_user: Any) -> PlannedRelease:
    """One release of a course waits at a time. Raises ``CannotPlan``, also where a release now would be impossible."""
    own = CoursePage.objects.select_for_update(of=("self",)).get(pk=own_language(course).pk)
    if at <= timezone.now():
        raise CannotPlan(_("Giờ hẹn đã qua. Anh/chị chọn một giờ sau bây giờ."))
    if waiting_plan(own) is not None:
        raise CannotPlan(_("Khóa học đã có một lần hẹn phát hành. Hãy hủy lần hẹn ấy trước."))
    if problems(preview(own)):
        raise CannotPlan(_("Khóa học còn chỗ phải sửa nên chưa hẹn giờ được."))
    plan = PlannedRelease.objects.create(
        course_key=own.translation_key, course=own, at=at, policy=policy, note=note, planned_by=acting_user
    )
    audit(acting_user=acting_user, verb="plan_release", subject=plan, new={"at": at.isoformat(), "policy": policy})
    return plan


@transaction.atomic
def cancel_release(*, course: CoursePage, acting_user: Any) -> PlannedRelease:
    """Raises ``CannotPlan`` when none waits any more."""
    own = CoursePage.objects.select_for_update(of=("self",)).get(pk=own_language(course).pk)
    plan = waiting_plan(own)
    if plan is None:
        raise CannotPlan(_("Không còn lần hẹn nào đang chờ: đã phát hành, hoặc đã hủy."))
    _end(plan, Outcome.CANCELLED)
    audit(acting_user=acting_user, verb="cancel_release", subject=plan, old={"at": plan.at.isoformat()})
    return plan


def waiting_plan(course: CoursePage) -> PlannedRelease | None:
    return PlannedRelease.objects.filter(course_key=course.translation_key, outcome=Outcome.WAITING).first()


def last_plan(course: CoursePage, edition: Edition | None) -> PlannedRelease | None:
    """What an editor has to know: the plan that waits, or the last one if it failed and nothing was released since."""
    plans = PlannedRelease.objects.filter(course_key=course.translation_key).select_related("planned_by__person")
    plan = plans.order_by("-pk").first()
    if plan is None or plan.outcome == Outcome.WAITING:
        return plan
    is_news = plan.outcome == Outcome.REFUSED and (edition is None or edition.released_at < plan.at)
    return plan if is_news else None


def release_due(alive: Alive) -> int:
    """Release what is due, one course a transaction; how many were. Pages due to appear are published before."""
    due = PlannedRelease.objects.filter(outcome=Outcome.WAITING, at__lte=timezone.now()).order_by("at")
    waiting = list(due.values_list("pk", "course_id"))
    if waiting:
        call_command("publish_scheduled", verbosity=0)
    done = 0
    for plan, course in waiting:
        done += _release(plan, course)
        alive()
    return done


@transaction.atomic
def _release(plan_id: int, course_id: int) -> bool:
    """False also for a plan that another worker, or who cancelled it, was quicker with."""
    CoursePage.objects.select_for_update(of=("self",)).get(pk=course_id)
    found = PlannedRelease.objects.select_related("course", "planned_by")
    plan = found.filter(pk=plan_id, outcome=Outcome.WAITING).first()
    if plan is None:
        return False
    try:
        edition = _by_planner(plan)
    except ReleaseRefused as refused:
        _end(plan, Outcome.REFUSED, reason=str(refused))
        audit(acting_user=None, verb="refuse_release", subject=plan, reason=str(refused))
        planned_release_ended.send(sender=PlannedRelease, plan=plan)
        return False
    _end(plan, Outcome.RELEASED, edition=edition)
    planned_release_ended.send(sender=PlannedRelease, plan=plan)
    return True


def _by_planner(plan: PlannedRelease) -> Edition:
    planner = plan.planned_by
    if planner is None or not planner.is_active or not may_release(planner, plan.course):
        raise NotReady(_("Người hẹn không còn quyền phát hành khóa học này."))
    return release(course=plan.course, acting_user=planner, note=plan.note, policy=plan.policy)


def _end(plan: PlannedRelease, outcome: Outcome, **facts: Any) -> None:
    plan.outcome, plan.ended_at = outcome, timezone.now()
    for name, value in facts.items():
        setattr(plan, name, value)
    plan.save(update_fields=["outcome", "ended_at", *facts])
