"""Asking once, then leaving."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from learners.study.access import access_enrolment, signed_in
from learners.study.leaving import MayNotLeave, duty, leave_course, may_leave


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def leave(request: HttpRequest, enrolment: UUID) -> HttpResponse:
    mine, today = access_enrolment(request, enrolment), timezone.localdate()
    if request.method != "POST":
        due = duty(mine, today)
        return render(request, "study/leave.html", {"mine": mine, "due": due, "may_leave": may_leave(mine, due)})
    try:
        leave_course(enrolment=mine, acting_user=signed_in(request), today=today)
    except MayNotLeave:
        return redirect("study:leave", mine.pk)
    told = _("Anh/chị đã rời khóa học “%s”. Phần đã học được giữ; ghi danh lại là học tiếp được.")
    messages.success(request, told % mine.progress.edition.title)
    return redirect("study:home")
