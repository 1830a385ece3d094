"""A learner's page after the course, and the authors' two in the admin."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from learners.feedback.forms import FeedbackForm
from learners.feedback.models import Feedback
from learners.feedback.permissions import enrolment_to_judge, judged_course, judged_courses
from learners.feedback.summing import GROUP, counted, summary, totals

ICON = "comment"
_PER_PAGE = 50


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def give(request: HttpRequest, enrolment: UUID) -> HttpResponse:
    found = enrolment_to_judge(request, enrolment)
    before = Feedback.objects.filter(enrolment=found).values("useful", "clear", "fitting", "text").first()
    form = FeedbackForm(found, request.POST if request.method == "POST" else None, initial=before)
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, _("Cảm ơn anh/chị. Ý kiến đã được ghi lại."))
        return redirect("study:outline", found.pk)
    context = {"form": form, "enrolment": found, "edition": found.progress.edition, "is_given": bool(before)}
    return render(request, "feedback/give.html", {**context, "group": GROUP}, status=422 if form.errors else 200)


@require_safe
def courses(request: HttpRequest) -> HttpResponse:
    listed = Paginator(judged_courses(request.user), _PER_PAGE).get_page(request.GET.get("p"))
    given = totals(course.translation_key for course in listed)
    lines = [(course, given.get(course.translation_key, 0)) for course in listed]
    shown = [(course, count, counted(count)) for course, count in lines]
    frame = {"header_title": _("Ý kiến học viên"), "page_title": _("Ý kiến học viên"), "header_icon": ICON}
    return render(request, "feedback/courses.html", {**frame, "lines": shown, "listed": listed, "group": GROUP})


@require_safe
def course(request: HttpRequest, course: int) -> HttpResponse:
    page = judged_course(request.user, course)
    frame = {"header_title": page.title, "page_title": page.title, "header_icon": ICON}
    summed = summary(page.translation_key)
    return render(request, "feedback/course.html", {**frame, "summary": summed, "group": GROUP})
