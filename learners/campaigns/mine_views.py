"""What is asked of me, and asking for an exemption or a later last day."""

from collections.abc import Collection
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from content.pages.pressed import buttons_only
from courses.catalogue.models import CoursePage
from learners.campaigns import waiving
from learners.campaigns.mine import Addresses, Asked, asked_of_person
from learners.campaigns.models import WaiverKind, WaiverRequest
from learners.campaigns.waiver_forms import ASK
from learners.campaigns.wrong import why_not
from learners.people.models import Account, Person
from learners.people.records import of_person

# As the address calls them.
KINDS = {"gia-han": WaiverKind.EXTENSION, "mien": WaiverKind.EXEMPTION}


@require_safe
@login_required
@never_cache
def mine(request: HttpRequest) -> HttpResponse:
    person = _person_of(request)
    asked = asked_of_person(person.canonical_id, timezone.localdate(), _addresses(request)) if person else []
    return render(request, "campaigns/mine.html", {"asked": asked})


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest, campaign: int, kind: str) -> HttpResponse:
    person, found = access_asked(request, campaign)
    if kind not in KINDS:
        raise Http404
    if KINDS[kind] not in found.may_ask:
        messages.info(request, _("Đề nghị của anh/chị đã gửi hoặc không còn cần."))
        return redirect("campaigns:mine")
    form = ASK[KINDS[kind]](request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            waiving.ask(
                campaign=found.campaign, person=person, kind=KINDS[kind], acting_user=request.user, **form.cleaned_data
            )
        except waiving.WrongDays as error:
            form.add_error("last_day", why_not(error))
        except waiving.NotAsked:
            return redirect("campaigns:mine")
        else:
            messages.success(request, _("Đã gửi đề nghị. Khi có trả lời, anh/chị nhận được thông báo."))
            return redirect("campaigns:mine")
    return render(request, "campaigns/ask.html", {"one": found, "form": form, "kind": KINDS[kind]})


@buttons_only
@login_required
def withdraw(request: HttpRequest, waiver: int) -> HttpResponse:
    person = _person_of(request)
    mine = WaiverRequest.objects.filter(of_person(person.canonical_id)) if person else WaiverRequest.objects.none()
    found = get_object_or_404(mine.select_related("campaign"), pk=waiver)
    try:
        waiving.withdraw(asked=found, acting_user=request.user)
    except waiving.AlreadyDecided:
        messages.info(request, _("Đề nghị này đã được trả lời."))
    else:
        messages.success(request, _("Đã rút đề nghị."))
    return redirect("campaigns:mine")


def access_asked(request: HttpRequest, campaign: int) -> tuple[Person, Asked]:
    """A campaign that asks the reader; 404 for any other."""
    person = _person_of(request)
    if person is None:
        raise Http404
    for one in asked_of_person(person.canonical_id, timezone.localdate()):
        if one.campaign.pk == campaign:
            return person, one
    raise Http404


def _addresses(request: HttpRequest) -> Addresses:
    """Of live pages alone, in whichever language: one query."""

    def found(keys: Collection[UUID]) -> dict[UUID, str]:
        pages = CoursePage.objects.live().filter(translation_key__in=keys).order_by("-pk")
        return {page.translation_key: page.get_url(request) or "" for page in pages}

    return found


def _person_of(request: HttpRequest) -> Person | None:
    account = request.user
    return account.person if isinstance(account, Account) else None
