"""My name as it is printed: right, or to be corrected."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from learners.certificates.forms import CorrectionForm
from learners.certificates.models import NameConfirmation
from learners.certificates.naming import AlreadyAsked, ask_correction, confirm_name
from learners.certificates.permissions import access_own_person
from learners.certificates.queries import open_corrections
from learners.people.models import Account, Person


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def name(request: HttpRequest) -> HttpResponse:
    person = access_own_person(request.user)
    form = CorrectionForm(request.POST if "full_name" in request.POST else None, person=person)
    if request.method == "POST" and isinstance(request.user, Account) and _done(request, request.user, person, form):
        return redirect("certificates:name")
    confirmed = NameConfirmation.objects.filter(person=person, full_name=person.full_name).first()
    asked = open_corrections().filter(person=person).first()
    return render(
        request, "certificates/name.html", {"person": person, "form": form, "confirmed": confirmed, "asked": asked}
    )


def _done(request: HttpRequest, account: Account, person: Person, form: CorrectionForm) -> bool:
    """Whether what was posted is settled; otherwise the form says what is wrong with it."""
    if not form.is_bound:
        if confirm_name(person=person, full_name=request.POST.get("confirmed", ""), acting_user=account):
            messages.success(request, _("Đã ghi nhận: họ tên này sẽ được in trên giấy chứng nhận."))
        else:
            messages.warning(request, _("Họ tên vừa được thay đổi. Hãy xem lại rồi xác nhận."))
        return True
    if not form.is_valid():
        return False
    try:
        ask_correction(person=person, acting_user=account, **form.cleaned_data)
        messages.success(request, _("Đã gửi đề nghị. Khi có kết quả, anh/chị sẽ nhận được thông báo."))
    except AlreadyAsked:
        messages.info(request, _("Đề nghị trước của anh/chị đang chờ xử lý."))
    return True
