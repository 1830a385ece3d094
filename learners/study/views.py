"""Where sign-in leads, taking a course, my learning, the outline."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from content.pages.pressed import buttons_only
from courses.catalogue.models import CoursePage
from learners.agencies.permissions import grants
from learners.enrolment.actions import NoEdition
from learners.people.models import Account
from learners.study.access import access_enrolment, canonical_person, signed_in
from learners.study.actions import NoLearner, NotOffered, take_course
from learners.study.gates import informed
from learners.study.learning import my_learning
from learners.study.outlines import course_outline


@require_safe
@login_required
@informed
def landing(request: HttpRequest) -> HttpResponse:
    if grants(request.user, timezone.localdate()).exists():
        return redirect("coverage:home")
    # An editor with a name learns too; an administrator's work is the admin's, whoever she is.
    works_there = canonical_person(request.user) is None or signed_in(request).is_superuser
    if works_there and request.user.has_perm("wagtailadmin.access_admin"):
        return redirect("wagtailadmin_home")
    return redirect("study:home")


@buttons_only
def enrol(request: HttpRequest, course_key: UUID) -> HttpResponse:
    page = get_object_or_404(CoursePage.objects.filter(translation_key=course_key).order_by("-live", "pk")[:1])
    address = page.get_url(request) or "/"
    if not isinstance(request.user, Account):
        return redirect_to_login(address)
    try:
        enrolment = take_course(course_key=course_key, acting_user=request.user)
    except NoLearner:
        messages.error(request, _("Tài khoản này không gắn với người học nào nên không ghi danh được."))
        return redirect(address)
    except (NoEdition, NotOffered):
        messages.error(request, _("Khóa học này hiện không nhận ghi danh."))
        return redirect(address if page.live else "study:home")
    return redirect("study:outline", enrolment.pk)


@require_safe
@login_required
@informed
def home(request: HttpRequest) -> HttpResponse:
    learning = my_learning(signed_in(request), timezone.localdate())
    return render(request, "study/home.html", {"learning": learning})


@require_safe
@login_required
@informed
def outline(request: HttpRequest, enrolment: UUID) -> HttpResponse:
    found = course_outline(access_enrolment(request, enrolment), timezone.localdate())
    return render(request, "study/outline.html", {"course": found})
