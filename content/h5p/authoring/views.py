"""The screens on which content is written, in Wagtail's admin: which kind, then its form with a preview."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from wagtail.admin import messages

from content.h5p.authoring.actions import NotWritten, write
from content.h5p.authoring.availability import availability
from content.h5p.authoring.forms import WrittenForm
from content.h5p.authoring.kind import Kind
from content.h5p.authoring.kinds import KINDS
from content.h5p.permissions import content_to_see, may_decide, require_bring

ICON, LIST = "edit", "wagtailsnippets_h5p_content:list"
# Rows that come with the button for more of them.
MORE = 4


@require_safe
def choose(request: HttpRequest) -> HttpResponse:
    require_bring(request.user)
    found = availability(kind.library for kind in KINDS.values())
    offered = [(kind, found[kind.library]) for kind in KINDS.values()]
    context = {"offered": offered, "may_decide": may_decide(request.user), **_header(_("Soạn mới"))}
    return render(request, "h5p/writing/choose.html", context)


def new(request: HttpRequest, kind: str) -> HttpResponse:
    require_bring(request.user)
    if kind not in KINDS:
        raise Http404
    return _write(request, KINDS[kind], {}, [])


def again(request: HttpRequest, content: int) -> HttpResponse:
    """Only what was written here: a package may hold what the form does not ask for."""
    found = content_to_see(request.user, content)
    newest = found.revisions.first()
    if newest is None or newest.written is None:
        raise Http404
    kept = {name: "\n".join(value) if name == "extra" else value for name, value in newest.written.items()}
    initial = {**kept, "key": found.key, "base": newest.number, "title": found.title}
    crumb = {"url": reverse("h5p_authoring:content", args=[found.pk]), "label": found.title}
    return _write(request, KINDS[newest.written["kind"]], initial, [crumb])


def _write(request: HttpRequest, kind: Kind, initial: dict[str, Any], crumbs: list[dict[str, str]]) -> HttpResponse:
    # Which content it is, is the address's to say.
    said = {name: str(initial[name]) for name in ("key",) if name in initial}
    form = kind.form(_sent(request, said), initial=initial)
    is_preview, preview, status = False, None, 200
    if request.method == "POST" and "more" not in request.POST:
        is_preview, status = "preview" in request.POST, 422
        if form.is_valid():
            preview = kind.preview(form.written()) if is_preview else None
            content = None if is_preview else _kept(request, kind, form)
            if content:
                return redirect("h5p_authoring:content", content.pk)
            status = 200 if is_preview else 422
    context = {
        "kind": kind,
        "form": form,
        "preview": preview,
        "preview_heading": _("Người học sẽ thấy"),
        "found": availability([kind.library])[kind.library],
        **_header(str(kind.label), *crumbs),
    }
    return render(request, "h5p/writing/form.html", context, status=status)


def _sent(request: HttpRequest, said: dict[str, str]) -> Any:
    if request.method != "POST":
        return None
    sent = request.POST.copy()
    for name, value in said.items():
        sent[name] = value
    rows = sent.get("cards-TOTAL_FORMS", "")
    if "more" in sent and rows.isascii() and rows.isdigit():
        sent["cards-TOTAL_FORMS"] = str(int(rows[:4]) + MORE)
    return sent


def _kept(request: HttpRequest, kind: Kind, form: WrittenForm) -> Any:
    cleaned = form.cleaned_data
    if not cleaned["key"]:
        raise Http404
    try:
        content = write(
            kind=kind,
            title=cleaned["title"],
            written=form.written(),
            key=cleaned["key"],
            base=cleaned["base"] or 0,
            acting_user=request.user,
        )
    except NotWritten as reason:
        form.add_error(None, str(reason))
        return None
    messages.success(request, _("Đã lưu “%s”. Anh/chị đặt nội dung vào bài để người học thấy.") % content.title)
    return content


def _header(title: str, *crumbs: dict[str, str]) -> dict[str, Any]:
    first = {"url": reverse(LIST), "label": _("Nội dung tương tác")}
    return {
        "header_title": title,
        "header_icon": ICON,
        "breadcrumbs_items": [first, *crumbs, {"url": "", "label": title}],
    }
