"""A new course, in Wagtail's admin: name it and choose how it begins, look at what will be made, make it."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from wagtail.admin import messages

from courses.beginning.forms import StartForm
from courses.beginning.permissions import catalogues_to_fill


def start(request: HttpRequest) -> HttpResponse:
    """Looking (GET) changes nothing: what will be made is shown for what the address asks."""
    catalogues = catalogues_to_fill(request.user)
    asked = request.POST if request.method == "POST" else request.GET if "title" in request.GET else None
    form = StartForm(catalogues, request.user, asked, _chosen(request))
    course = form.make() if request.method == "POST" else None
    if course:
        messages.success(request, _("Đã tạo bản nháp khóa học “%s”. Chưa có gì được xuất bản.") % course.draft_title)
        return redirect("outline:show", course.pk)
    context = {"form": form, "plan": form.plan(), "plan_heading": _("Sẽ tạo"), **_header()}
    return render(request, "beginning/start.html", context)


def _chosen(request: HttpRequest) -> dict[str, Any]:
    """A course's own page asks for a copy of it."""
    source = request.GET.get("tu", "")
    return {"start": "sao-chep", "source": source} if source else {}


def _header() -> dict[str, Any]:
    return {
        "header_title": _("Khóa học mới"),
        "header_icon": "plus",
        "breadcrumbs_items": [{"url": "", "label": _("Khóa học mới")}],
    }
