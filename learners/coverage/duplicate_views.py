"""Deciding whether two records are one human being, and taking such a decision back."""

from uuid import UUID

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from learners.agencies.duplicates import AlreadyDecided, DuplicatePair, keep_apart, merge_pair, split_again
from learners.coverage.duplicates import access_pair, first_kept, pairs_of, reasons_of, sides_of
from learners.coverage.membership_changes import access_desk
from learners.coverage.person_views import access_scope
from learners.people.actions import CannotMerge
from learners.people.models import Person

PAGE = 25
APART = "khac"


class VerdictForm(forms.Form):
    """``verdict`` is the id of the record to keep, or that they are two."""

    verdict = forms.ChoiceField(
        widget=forms.RadioSelect,
        error_messages={
            "required": gettext_lazy("Hãy chọn một người hay hai người."),
            "invalid_choice": gettext_lazy("Hãy chọn một người hay hai người."),
        },
    )
    reason = forms.CharField(
        label=gettext_lazy("Căn cứ"),
        max_length=300,
        error_messages={"required": gettext_lazy("Hãy ghi căn cứ, ví dụ đã hỏi ai, đã xem giấy tờ gì.")},
    )


@login_required
def duplicates(request: HttpRequest) -> HttpResponse:
    scope = access_scope(request)
    waiting = pairs_of(scope).select_related("first", "second")
    page = Paginator(waiting, PAGE).get_page(request.GET.get("trang"))
    lines = [(pair, reasons_of(pair)) for pair in page.object_list]
    return render(request, "coverage/duplicates.html", {"page": page, "lines": lines})


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def duplicate(request: HttpRequest, pair: int) -> HttpResponse:
    scope = access_scope(request)
    if request.method == "POST" and DuplicatePair.objects.filter(pk=pair, decided_by=request.user.pk).exists():
        messages.info(request, _("Cặp này đã có người quyết định trước."))
        return redirect("coverage:duplicates")
    found = access_pair(scope, pair)
    people = [found.first, found.second]
    form = VerdictForm(request.POST if request.method == "POST" else None)
    choices = [(str(one.pk), one.full_name) for one in people]
    form.fields["verdict"].choices = [*choices, (APART, "")]  # type: ignore[attr-defined]
    if form.is_valid():
        _decide(request, found, form.cleaned_data["verdict"], form.cleaned_data["reason"])
        return redirect("coverage:duplicates")
    sides = sides_of(people, scope)
    told = {"pair": found, "sides": sides, "reasons": reasons_of(found), "kept": first_kept(sides), "form": form}
    return render(request, "coverage/duplicate.html", told)


def _decide(request: HttpRequest, pair: DuplicatePair, verdict: str, reason: str) -> None:
    try:
        if verdict == APART:
            keep_apart(pair=pair, acting_user=request.user, reason=reason)
            messages.success(request, _("Đã ghi: hai người khác nhau. Cặp này không được đề xuất nữa."))
        else:
            kept = pair.first if str(pair.first_id) == verdict else pair.second
            merge_pair(pair=pair, kept=kept, acting_user=request.user, reason=reason)
            messages.success(request, _("Đã gộp. Kết quả học của cả hai hồ sơ tính cho một người, một lần."))
    except AlreadyDecided:
        messages.info(request, _("Cặp này đã có người quyết định trước."))
    except CannotMerge:
        messages.warning(request, _("Chưa gộp được: một hồ sơ đã gộp với hồ sơ khác. Hãy tách ra trước."))


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def split(request: HttpRequest, person: UUID, absorbed: UUID) -> HttpResponse:
    """Asked once, with a reason."""
    desk = access_desk(request, person)
    record = get_object_or_404(Person, pk=absorbed, merged_into=desk.person.pk)
    if request.method == "POST":
        reason = request.POST.get("reason", "").strip()[:300]
        if reason:
            split_again(absorbed=record, acting_user=request.user, reason=reason)
            messages.success(request, _("Đã tách. Mỗi hồ sơ lại tính riêng và không được đề xuất gộp nữa."))
            return redirect("coverage:person", desk.person.pk)
    told = {"person": desk.person, "sides": sides_of([desk.person, record], desk.scope), "asked": request.POST}
    return render(request, "coverage/split.html", told)
