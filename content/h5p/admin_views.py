"""The screens of interactive content in Wagtail's admin: bring a package, look at what came of it, decide on code."""

from typing import Any
from uuid import UUID

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe
from wagtail.admin import messages

from content.h5p import actions
from content.h5p.approving import approve
from content.h5p.exporting import export
from content.h5p.forms import PackageForm, TitleForm
from content.h5p.framing import shown
from content.h5p.history import history_of, runs_on
from content.h5p.models import Approval, Content, Library, UploadState
from content.h5p.package.limits import MOST_PACKED
from content.h5p.permissions import (
    content_to_see,
    may_decide,
    require_bring,
    require_decide,
    revision_to_see,
    upload_to_see,
)
from content.h5p.showing import brought_by, libraries_waiting, remarks_on, standing_of
from content.h5p.viewsets import CODE_ICON, ICON
from mooc.foundation.models import audit
from mooc.foundation.vietnamese import words

LIST, LIBRARIES = "wagtailsnippets_h5p_content:list", "wagtailsnippets_h5p_library:list"
# Seconds until a page that waits for the worker asks again; and of one whose worker is silent.
REFRESH, SLOW_REFRESH = "2", "20"


def bring(request: HttpRequest) -> HttpResponse:
    require_bring(request.user)
    return _bring(request, _header(_("Đưa gói H5P lên")))


def replace(request: HttpRequest, content: int) -> HttpResponse:
    found = content_to_see(request.user, content)
    return _bring(request, _header(_("Thay bằng gói mới"), found), content=found)


def bring_libraries(request: HttpRequest) -> HttpResponse:
    require_decide(request.user)
    return _bring(request, library_header(_("Đưa thư viện lên")), libraries_only=True)


def _bring(request: HttpRequest, header: dict[str, Any], **about: Any) -> HttpResponse:
    form = PackageForm(request.POST, request.FILES) if request.method == "POST" else PackageForm()
    if form.is_valid():
        file = form.cleaned_data["file"]
        told = {"name": file.name or "", "ticket": form.cleaned_data["ticket"], **about}
        made = actions.bring(file=file, acting_user=request.user, **told)
        return redirect("h5p_authoring:upload", made.pk)
    before = brought_by(request.user, libraries_only=about.get("libraries_only", False))
    context = {
        "form": form,
        "before": before,
        "before_heading": _("Gói đã gửi"),
        "most": MOST_PACKED,
        **about,
        **header,
    }
    return render(request, "h5p/bring.html", context, status=422 if form.errors else 200)


@never_cache
def upload(request: HttpRequest, upload: UUID) -> HttpResponse:
    found = upload_to_see(request.user, upload)
    if found.state == UploadState.TAKEN and found.revision_id:
        return redirect("h5p_authoring:content", revision_to_see(request.user, found.revision_id).content_id)
    header = library_header(found.name) if found.libraries_only else _header(found.name, found.content)
    is_silent = actions.is_silent(found)
    context = {"upload": found, "percent": 100 * found.done // max(1, found.size), "is_silent": is_silent, **header}
    if found.state == UploadState.TAKEN:
        libraries = list(found.brought.defer("manifest", "semantics"))
        pending = [one for one in libraries if one.approval == Approval.PENDING]
        told = {"remarks": remarks_on(found), "remarks_heading": _("Đã bỏ qua hoặc cần biết")}
        context |= {"libraries": libraries, "waiting": len(pending), "may_decide": may_decide(request.user), **told}
    answer = render(request, "h5p/upload.html", context)
    if found.state == UploadState.WAITING:
        answer["Refresh"] = SLOW_REFRESH if is_silent else REFRESH
    return answer


@require_POST
def try_again(request: HttpRequest, upload: UUID) -> HttpResponse:
    found = upload_to_see(request.user, upload)
    actions.try_again(upload=found, acting_user=request.user)
    return redirect("h5p_authoring:upload", found.pk)


def content(request: HttpRequest, content: int) -> HttpResponse:
    found = content_to_see(request.user, content)
    form = TitleForm(request.POST or None, initial={"title": found.title})
    if request.method == "POST" and form.is_valid():
        actions.rename(content=found, title=form.cleaned_data["title"], acting_user=request.user)
        messages.success(request, _("Đã đổi tên."))
        return redirect("h5p_authoring:content", found.pk)
    history = history_of(found)
    played = _asked_for(history, request.GET.get("ban", ""), found.current_id)
    context = {
        "content": found,
        "form": form,
        "standing": standing_of(found),
        "revisions": history,
        "played": played,
        "shown": shown(played) if played else None,
        "value": {"content": found},
        "libraries": runs_on(played) if played else [],
        "may_decide": may_decide(request.user),
        "waiting_heading": _("Thư viện chờ duyệt"),
        "remarks_heading": _("Đã sửa hoặc cần biết"),
        "preview_heading": _("Chơi thử"),
        "libraries_heading": _("Thư viện mà nội dung chạy trên"),
        "revisions_heading": _("Các phiên bản"),
        "title_heading": _("Tên trong danh sách"),
        **_header(found.title),
    }
    return render(request, "h5p/content.html", context, status=422 if form.errors else 200)


def _asked_for(history: list[Any], number: str, current: UUID | None) -> Any:
    """The revision to be played on the page: the one asked for, else what learners begin with; None without any."""
    ready = [revision for revision in history if revision.can_play]
    asked = (revision for revision in ready if str(revision.number) == number)
    return next(asked, None) or next((revision for revision in ready if revision.pk == current), None)


@require_safe
def take_out(request: HttpRequest, revision: UUID) -> HttpResponseBase:
    found = revision_to_see(request.user, revision)
    if not found.is_ready:
        raise Http404
    audit(acting_user=request.user, verb="h5p.export", subject=found)
    name = "-".join(words(found.content.title))[:80] or "noi-dung"
    return FileResponse(export(found), as_attachment=True, filename=f"{name}-{found.number}.h5p")


@require_POST
def approve_all(request: HttpRequest, content: int) -> HttpResponse:
    """Every library one content waits for."""
    require_decide(request.user)
    found = content_to_see(request.user, content)
    number = approve(libraries=libraries_waiting(found), acting_user=request.user)
    messages.success(request, _("Đã duyệt %d thư viện.") % number)
    return redirect("h5p_authoring:content", found.pk)


@require_POST
def approve_brought(request: HttpRequest, upload: UUID) -> HttpResponse:
    """Every library of one package."""
    require_decide(request.user)
    found = upload_to_see(request.user, upload)
    number = approve(libraries=list(found.brought.filter(approval=Approval.PENDING)), acting_user=request.user)
    messages.success(request, _("Đã duyệt %d thư viện.") % number)
    return redirect("h5p_authoring:upload", found.pk)


def _header(title: str, content: Content | None = None) -> dict[str, Any]:
    crumbs = [{"url": reverse(LIST), "label": _("Nội dung tương tác")}]
    if content:
        crumbs.append({"url": reverse("h5p_authoring:content", args=[content.pk]), "label": content.title})
    return {"header_title": title, "header_icon": ICON, "breadcrumbs_items": [*crumbs, {"url": "", "label": title}]}


def library_header(title: str, library: Library | None = None) -> dict[str, Any]:
    crumbs = [{"url": reverse(LIBRARIES), "label": _("Thư viện H5P")}]
    if library:
        crumbs.append({"url": reverse("h5p_authoring:library", args=[library.pk]), "label": str(library)})
    crumbs.append({"url": "", "label": title})
    return {"header_title": title, "header_icon": CODE_ICON, "breadcrumbs_items": crumbs}
