"""The page of a release, in Wagtail's admin."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from wagtail.admin import messages

from courses.catalogue.models import CoursePage
from courses.editions.changes import preview
from courses.editions.corrections import corrections
from courses.editions.forms import PlanForm, ReleaseForm
from courses.editions.permissions import course_to_release
from courses.editions.queries import history
from courses.editions.readiness import problems
from courses.editions.scheduling import CannotPlan, cancel_release, last_plan


def release_course(request: HttpRequest, pk: int) -> HttpResponse:
    course = course_to_release(request.user, pk)
    form = ReleaseForm(request.POST if request.method == "POST" else None)
    edition = form.release(course, request.user) if request.method == "POST" else None
    if edition:
        messages.success(request, _("Đã phát hành “%s”, lần %d.") % (edition.title, edition.number))
        return redirect("editions:release", course.pk)
    return render(request, "editions/release.html", _context(course, form, PlanForm()))


@require_POST
def plan(request: HttpRequest, pk: int) -> HttpResponse:
    course = course_to_release(request.user, pk)
    form = PlanForm(request.POST)
    made = form.plan(course, request.user)
    if made:
        when = date_format(timezone.localtime(made.at), "SHORT_DATETIME_FORMAT")
        messages.success(request, _("Đã hẹn phát hành “%s” lúc %s.") % (course.title, when))
        return redirect("editions:release", course.pk)
    return render(request, "editions/release.html", _context(course, ReleaseForm(), form))


@require_POST
def cancel(request: HttpRequest, pk: int) -> HttpResponse:
    course = course_to_release(request.user, pk)
    try:
        cancel_release(course=course, acting_user=request.user)
        messages.success(request, _("Đã hủy hẹn phát hành “%s”. Không có gì thay đổi.") % course.title)
    except CannotPlan as refused:
        messages.error(request, str(refused))
    return redirect("editions:release", course.pk)


def _context(course: CoursePage, form: ReleaseForm, plan_form: PlanForm) -> dict[str, Any]:
    """``change.fingerprint`` goes into the form: what the editor sees now is what her next click agrees to."""
    change = preview(course)
    found = problems(change)
    return {
        "course": course,
        "form": form,
        "plan_form": plan_form,
        "plan": last_plan(course, change.previous),
        "plan_heading": _("Hẹn giờ phát hành"),
        "change": change,
        "problems": found,
        "may_plan": not found and (change.waiting or not change.is_empty),
        "history": history(course.translation_key),
        "corrections": corrections(course.translation_key),
        "corrections_heading": _("Sửa câu chữ sau phát hành"),
        "changes_heading": _("Những gì sẽ thay đổi"),
        "history_heading": _("Các lần phát hành"),
        "header_title": _("Phát hành: %s") % course.get_admin_display_title(),
        "header_icon": "resubmit",
        "breadcrumbs_items": [
            {"url": reverse("wagtailadmin_explore", args=[course.get_parent().pk]), "label": _("Khóa học")},
            {"url": reverse("wagtailadmin_explore", args=[course.pk]), "label": course.get_admin_display_title()},
            {"url": "", "label": _("Phát hành")},
        ],
    }
