"""The screens of an import, in Wagtail's admin: choose a file, look at what it makes, make the draft."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_POST
from wagtail.admin import messages
from wagtail.models import Page

from courses.importing.forms import FileForm, LessonForm
from courses.importing.permissions import module_to_fill, waiting_file
from courses.importing.presentation import shown_blocks
from courses.importing.reading import read


def choose_file(request: HttpRequest, module: int) -> HttpResponse:
    page = module_to_fill(request.user, module)
    form = FileForm(request.POST or None, request.FILES or None)
    kept = form.keep(page, request.user) if request.method == "POST" else None
    if kept:
        return redirect("importing:preview", kept.pk)
    context = {"form": form, "module": page, "notes_heading": _("Đã thấy trong tệp"), **_header(page)}
    return render(request, "importing/choose.html", context)


def preview(request: HttpRequest, waiting: UUID) -> HttpResponse:
    file = waiting_file(request.user, waiting)
    reading = read(file.name, bytes(file.content))
    form = LessonForm(reading, request.POST if request.method == "POST" else None)
    lesson = form.make(file, request.user) if request.method == "POST" else None
    if lesson:
        messages.success(request, _("Đã tạo bản nháp “%s”. Chưa có gì được xuất bản.") % lesson.title)
        return redirect("wagtailadmin_pages:edit", lesson.pk)
    context = {"waiting": file, "reading": reading, "form": form, **_headings(), **_header(file.module)}
    return render(request, "importing/preview.html", context)


@xframe_options_sameorigin
def shown(request: HttpRequest, waiting: UUID) -> HttpResponse:
    """The lesson as a learner would see it, for the frame in the preview."""
    file = waiting_file(request.user, waiting)
    reading = read(file.name, bytes(file.content))
    return render(request, "importing/shown.html", {"reading": reading, "blocks": shown_blocks(reading)})


@require_POST
def give_up(request: HttpRequest, waiting: UUID) -> HttpResponse:
    file = waiting_file(request.user, waiting)
    file.delete()
    messages.success(request, _("Đã bỏ tệp “%s”. Không có gì được tạo.") % file.name)
    return redirect("importing:choose", file.module_id)


def _headings() -> dict[str, str]:
    return {
        "lesson_heading": _("Bài sẽ được tạo"),
        "pictures_heading": _("Mô tả ảnh cho người không nhìn thấy"),
        "notes_heading": _("Bỏ lại hoặc thay đổi"),
        "shown_heading": _("Người học sẽ thấy"),
    }


def _header(module: Page) -> dict[str, Any]:
    course = module.get_parent()
    crumbs = [
        (page.get_admin_display_title(), reverse("wagtailadmin_explore", args=[page.pk])) for page in (course, module)
    ]
    return {
        "header_title": _("Thêm bài từ tệp Word hoặc Markdown"),
        "header_icon": "upload",
        "breadcrumbs_items": [
            *({"url": url, "label": label} for label, url in crumbs),
            {"url": "", "label": _("Thêm bài từ tệp")},
        ],
    }
