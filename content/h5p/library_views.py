"""The screens of one library in Wagtail's admin: approve, refuse or withdraw it, move contents to another patch."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST
from wagtail.admin import messages

from content.h5p import moving
from content.h5p.admin_views import library_header
from content.h5p.approving import approve, refuse, withdraw
from content.h5p.comparing import MOST, difference, others, ran_on, running_on, used
from content.h5p.decisions import decisions_on
from content.h5p.forms import RefuseForm, WithdrawForm
from content.h5p.models import Approval, Library
from content.h5p.permissions import libraries_to_move_between, library_to_decide
from content.h5p.pinning import asked_of


def library(request: HttpRequest, library: int) -> HttpResponse:
    found = library_to_decide(request.user, library)
    form = (RefuseForm if found.approval == Approval.PENDING else WithdrawForm)(request.POST or None)
    if request.method == "POST" and form.is_valid():
        messages.success(request, _decided(found, form.cleaned_data["reason"], request.user))
        return redirect("h5p_authoring:library", found.pk)
    context = {
        "library": found,
        "form": form,
        "files": found.files.select_related("file").order_by("path"),
        "used": used(found),
        "others": others(found),
        "decisions": decisions_on(found),
        "decisions_heading": _("Các quyết định"),
        "used_heading": _("Nội dung chạy trên thư viện này"),
        "stopped_heading": _("Nội dung đang tạm dừng vì thư viện này"),
        "others_heading": _("Các bản khác của %s") % asked_of(found),
        "files_heading": _("Tệp của thư viện"),
        "refuse_heading": _("Không duyệt"),
        "withdraw_heading": _("Rút thư viện"),
        **library_header(str(found)),
    }
    return render(request, "h5p/library.html", context, status=422 if form.errors else 200)


def _decided(found: Library, reason: str, user: Any) -> str:
    """By what it is: one that waits is refused, one that runs withdrawn."""
    if found.approval == Approval.PENDING:
        refuse(libraries=[found], acting_user=user, reason=reason)
        return _("Đã không duyệt “%s”. Người gửi gói đọc được lý do.") % found
    withdraw(libraries=[found], acting_user=user, reason=reason)
    return _("Đã rút “%s”. Nội dung chạy trên thư viện này tạm dừng.") % found


@require_POST
def approve_one(request: HttpRequest, library: int) -> HttpResponse:
    found = library_to_decide(request.user, library)
    approve(libraries=[found], acting_user=request.user)
    messages.success(request, _("Đã duyệt “%s”.") % found)
    return redirect("h5p_authoring:library", found.pk)


def move(request: HttpRequest, library: int, target: int) -> HttpResponse:
    """What would change and for which contents; then it is done."""
    source, aim = libraries_to_move_between(request.user, library, target)
    running = running_on(source)
    chosen = request.POST.getlist("content")
    if chosen:
        wanted = list(running.filter(pk__in=[int(key) for key in chosen if key.isdecimal()][:MOST]))
        moved = moving.move(contents=wanted, source=source, target=aim, acting_user=request.user)
        _tell(request, moved, aim)
        return redirect("h5p_authoring:library", aim.pk)
    contents, number = list(running[:MOST]), running.count()
    ran = ran_on(aim, contents)
    context = {
        "source": source,
        "target": aim,
        "difference": difference(source, aim),
        # The way back begins with what came from there.
        "contents": [(one, ran.get(one.pk), not ran or one.pk in ran) for one in contents],
        "more": number - len(contents),
        "is_older": (aim.patch, aim.pk) < (source.patch, source.pk),
        "none_chosen": request.method == "POST",
        "difference_heading": _("Khác nhau ở đâu"),
        "contents_heading": _("Nội dung sẽ chuyển"),
        **library_header(_("Chuyển sang bản %s") % aim, source),
    }
    return render(request, "h5p/move.html", context, status=422 if request.method == "POST" else 200)


def _tell(request: HttpRequest, moved: moving.Moved, aim: Library) -> None:
    if moved.number:
        text = ngettext(
            "Đã chuyển %(number)d nội dung sang %(library)s.",
            "Đã chuyển %(number)d nội dung sang %(library)s.",
            moved.number,
        )
        messages.success(request, text % {"number": moved.number, "library": aim})
    elif not moved.stayed:
        messages.info(request, _("Không còn nội dung nào trong số đã chọn chạy trên thư viện cũ."))
    for content, problems in moved.stayed:
        told = {"title": content.title, "problems": " ".join(problems)}
        messages.error(request, _("“%(title)s” giữ nguyên thư viện cũ: %(problems)s") % told)
