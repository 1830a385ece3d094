"""Where I belong, as the roster has it; and saying that it is wrong."""

from uuid import UUID

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from learners.agencies.claim_models import ClaimKind, MembershipClaim
from learners.agencies.claims import AlreadyAsked, claim
from learners.agencies.models import Agency, Membership
from learners.agencies.queries import name_on
from learners.certificates.permissions import access_own_person
from learners.coverage.membership_forms import AgencyField, AgencyForm
from learners.people.models import Account, Person
from learners.people.records import of_person
from mooc.foundation.periods import on

NOT_MINE = "khong-thuoc"
# Whoever waits for so many answers asks nobody else.
MOST_OPEN = 3
NO_WORDS = {"required": gettext_lazy("Hãy viết vài chữ để người phụ trách hiểu.")}


class NotMineForm(forms.Form):
    words = forms.CharField(label=gettext_lazy("Vì sao không đúng"), max_length=300, error_messages=NO_WORDS)
    wish = forms.CharField(label=gettext_lazy("Đơn vị đúng, nếu biết"), max_length=300, required=False)


class MineForm(AgencyForm):
    agency = AgencyField(error_messages={"required": gettext_lazy("Hãy ghi tên hoặc mã đơn vị.")})
    words = forms.CharField(
        label=gettext_lazy("Chức vụ, từ ngày nào, số quyết định nếu có"), max_length=300, error_messages=NO_WORDS
    )

    def clean(self) -> None:
        super().clean()
        self.find(self.today)


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def belonging(request: HttpRequest) -> HttpResponse:
    person, today = access_own_person(request.user), timezone.localdate()
    held: list[Membership] = list(
        Membership.objects.filter(on(today), of_person(person.pk)).order_by("-is_primary", "valid_from", "pk")
    )
    posted = request.POST if request.method == "POST" else None
    about = next((row for row in held if posted and str(row.agency_id) == posted.get(NOT_MINE)), None)
    not_mine = NotMineForm(posted if about else None, auto_id="id_not_%s")
    mine = MineForm(posted if posted and not about and NOT_MINE not in posted else None, today=today)
    agency = about.agency_id if about and not_mine.is_valid() else _meant(mine)
    if agency and isinstance(request.user, Account):
        _say(request, request.user, person, ClaimKind.NOT_MINE if about else ClaimKind.MINE, agency, not_mine, mine)
        return redirect("study:belonging")
    waiting = list(MembershipClaim.objects.filter(of_person(person.pk), decided_at=None).exclude(kind="handover"))
    names = name_on({*(row.agency_id for row in held), *(one.agency_id for one in waiting)}, today)
    asked = {one.agency_id for one in waiting if one.kind == ClaimKind.NOT_MINE}
    told = {
        "posts": [(row, str(names.get(row.agency_id, "")), row.agency_id in asked) for row in held],
        "waiting": [(one, str(names.get(one.agency_id, ""))) for one in waiting],
        "not_mine": not_mine,
        "about": about,
        "form": not_mine if about else mine,
        "mine": mine,
        "full": len(waiting) >= MOST_OPEN,
    }
    return render(request, "study/belonging.html", told)


def _meant(mine: MineForm) -> UUID | None:
    return mine.meant.id if mine.is_valid() and mine.meant else None


def _say(
    request: HttpRequest,
    account: Account,
    person: Person,
    kind: ClaimKind,
    agency: UUID,
    not_mine: NotMineForm,
    mine: MineForm,
) -> None:
    said = not_mine.cleaned_data if kind == ClaimKind.NOT_MINE else mine.cleaned_data
    waiting = MembershipClaim.objects.filter(of_person(person.pk), decided_at=None, asked_by=account).count()
    if waiting >= MOST_OPEN:
        messages.info(request, _("Anh/chị đang có nhiều ý kiến chờ trả lời. Hãy đợi trả lời rồi gửi tiếp."))
        return
    try:
        claim(
            kind=kind,
            person=person,
            agency=Agency.objects.get(pk=agency),
            words=said["words"],
            wish=said.get("wish", ""),
            acting_user=account,
        )
    except AlreadyAsked:
        messages.info(request, _("Ý kiến trước của anh/chị đang chờ trả lời."))
    else:
        messages.success(request, _("Đã gửi người phụ trách đơn vị. Khi có trả lời, anh/chị nhận được thông báo."))
