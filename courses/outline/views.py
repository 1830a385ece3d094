"""The board of a course, in Wagtail's admin."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from wagtail.admin import messages

from courses.editions.permissions import may_release
from courses.outline.actions import NotHere, place
from courses.outline.board import Board, board_of
from courses.outline.forms import PlaceForm, ReviewForm
from courses.outline.permissions import course_to_arrange, course_to_see, lesson_to_write, may_copy
from courses.outline.proofs import proof_of


def show(request: HttpRequest, course: int) -> HttpResponse:
    found = course_to_see(request.user, course)
    context = {**_context(board_of(found, request.user)), "may_arrange": may_release(request.user, found)}
    return render(request, "outline/board.html", {**context, "may_copy": may_copy(request.user, found)})


def proof(request: HttpRequest, lesson: int) -> HttpResponse:
    """For the editor's own panel, which asks again when the page was saved."""
    page = lesson_to_write(request.user, lesson)
    return render(request, "outline/proof.html", {"proof": proof_of(page), "page": page})


@require_POST
def arrange(request: HttpRequest, course: int) -> HttpResponse:
    found = course_to_arrange(request.user, course)
    form = PlaceForm(request.POST)
    try:
        if not form.is_valid():
            raise NotHere
        wanted = form.cleaned_data
        place(course=found, page_id=wanted["page"], position=wanted["position"], acting_user=request.user)
    except NotHere:
        messages.error(request, _("Sơ đồ đã thay đổi. Anh/chị xem lại rồi sắp xếp lần nữa."))
        return redirect("outline:show", found.pk)
    return redirect(f"{reverse('outline:show', args=[found.pk])}#trang-{wanted['page']}")


@require_POST
def review(request: HttpRequest, course: int) -> HttpResponse:
    found = course_to_see(request.user, course)
    form = ReviewForm(request.POST)
    done = form.answer(found, request.user)
    messages.success(request, done) if done else messages.error(request, form.complaint)
    return redirect(f"{reverse('outline:show', args=[found.pk])}{form.place}")


def _context(board: Board) -> dict[str, Any]:
    course = board.course
    title = course.get_admin_display_title()
    return {
        "board": board,
        "course": course,
        "header_title": _("Sơ đồ: %s") % title,
        "header_icon": "list-ul",
        "breadcrumbs_items": [
            {"url": reverse("wagtailadmin_explore", args=[course.pk]), "label": title},
            {"url": "", "label": _("Sơ đồ khóa học")},
        ],
    }
