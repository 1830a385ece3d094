"""The paper that was signed outside: its number and date, and the file that came back."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from learners.attempts.file_kinds import FileKind
from learners.coverage.frozen.forms import SignedForm
from learners.coverage.frozen.permissions import access_frozen
from learners.coverage.frozen.signing import NotAPdf, record_signed
from mooc.foundation.models import audit
from mooc.foundation.ranges import send
from mooc.foundation.uploads import too_large


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def sign(request: HttpRequest, frozen: int) -> HttpResponse:
    found = access_frozen(request, frozen)
    posted = (request.POST, request.FILES) if request.method == "POST" else ()
    form = SignedForm(*posted, today=timezone.localdate())
    if too_large(request):
        form.add_error("file", _("Tệp lớn quá. Hãy quét ở độ phân giải thấp hơn rồi gửi lại."))
    if form.is_valid():
        try:
            record_signed(frozen=found, acting_user=request.user, **form.cleaned_data)
        except NotAPdf as why:
            form.add_error("file", str(why))
        else:
            messages.success(request, _("Đã ghi số và ngày của bản đã ký."))
            return redirect("coverage:frozen", found.pk)
    return render(request, "coverage/frozen_signed.html", {"frozen": found, "form": form})


@login_required
def signed_file(request: HttpRequest, frozen: int, copy: int) -> HttpResponseBase:
    """To be saved, never shown by the browser; every download leaves an audit row."""
    found = access_frozen(request, frozen)
    held = get_object_or_404(found.copies.exclude(file=""), pk=copy)
    new = {"signed_copy": held.pk, "hash": held.file_hash}
    audit(acting_user=request.user, verb="coverage.export", subject=found, new=new)
    answer = send(request, held.file, FileKind.PDF.mime, private=True)
    name = f"ban-ky-{found.campaign.slug}-{found.completion}-{found.revision}.pdf"
    answer["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    answer["Content-Security-Policy"] = "default-src 'none'; sandbox"
    answer["Cache-Control"] = "private, no-store"
    return answer
