"""Sessions: how long they last, what a new one begins with, and who may keep its pages.

A session ends with the browser unless "Đây là máy của riêng tôi" was ticked. Pages made for somebody signed in are not
kept by the browser: after she signed out, "back" asks the server again and shows nobody's page.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import SESSION_KEY
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, resolve_url
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from content.pages.languages import remember_language
from learners.people.asked import DUE
from learners.people.consents import is_notice_due
from learners.people.looks import choose
from learners.people.models import Account, SignInCode
from learners.people.pending import pending_id
from learners.people.redeeming import untold_resets

Answer = Callable[[HttpRequest], HttpResponseBase]
# Of whoever is signed in here by our own hand.
BACKEND = "learners.people.backends.UsernameOrPhoneBackend"


def open_session(request: HttpRequest, account: Account, own_device: bool) -> None:
    """What the session of ``account``, who was just signed in, begins with."""
    request.session.set_expiry(settings.OWN_DEVICE_SECONDS if own_device else 0)
    if account.text_size:
        choose(request, "text", account.text_size)
    if is_notice_due(account):
        request.session[DUE] = True


def lead(request: HttpRequest, account: Account, to: str) -> HttpResponse:
    """On to ``to``, over the notice about data if the newest is not read, and from there in her language."""
    to = resolve_url(to)
    answer = redirect_to_login(to, reverse("people:notice")) if DUE in request.session else redirect(to)
    speak(answer, account)
    return answer


def speak(answer: HttpResponse, account: Account) -> None:
    """From the next page on, in the language of her account if she chose one."""
    if account.language in settings.READER_LANGUAGES:
        remember_language(answer, account.language)


def keep_language(request: HttpRequest, language: str, **kwargs: Any) -> None:
    """What she chose at the foot of a page is what her account says, or her next sign-in would undo it."""
    if request.user.is_authenticated:
        Account.objects.filter(pk=request.user.pk).update(language=language)


def keep_pages_private(get_response: Answer) -> Answer:
    """Middleware. Pages that say themselves how they may be kept are left alone."""

    def answer(request: HttpRequest) -> HttpResponseBase:
        response = get_response(request)
        page = response.get("Content-Type", "").startswith("text/html")
        # Only where the session was read anyway: a visitor's page must not cost a query for this.
        if page and request.session.accessed and SESSION_KEY in request.session:
            response.headers.setdefault("Cache-Control", "private, no-store")
        return response

    return answer


def tell_of_resets(request: HttpRequest | None, user: Any, **kwargs: Any) -> None:
    """Her password was set anew since she last signed in: she is told by whose code, in case it was not she.

    Not at once after she set it herself: the sign-in that follows is part of it.
    """
    if request is None or not hasattr(request, "_messages") or not isinstance(user, Account):
        return
    if pending_id(request) is not None:
        return
    for code in untold_resets(user):
        messages.warning(request, _said(code))


def _said(code: SignInCode) -> str:
    who = code.issued_by.get_full_name() if code.issued_by else _("quản trị viên")
    ended = timezone.localtime(code.ended_at)
    day = date_format(ended, "SHORT_DATETIME_FORMAT")
    return _(
        "Mật khẩu của anh/chị đã được đặt lại lúc %(day)s bằng mã do %(who)s cấp. Không phải anh/chị? Hãy báo ngay "
        "người phụ trách học tập của cơ quan và xin một mã mới để đổi mật khẩu."
    ) % {"day": day, "who": who}


def leave_nothing(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Signing out: what a page kept on the device while the network was away goes with her (W3C Clear Site Data)."""

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        response = view(request, *args, **kwargs)
        response.headers["Clear-Site-Data"] = '"storage"'
        return response

    return answer
