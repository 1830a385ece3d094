"""Nothing that needs rights opens without the second factor, whenever the rights were given.

Asked only below ``SECOND_FACTOR_PATHS``, where rights are used: a learner's pages pay nothing. A session that was open
when its account was given rights is led to sign in again, and so to the factor.
"""

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from content.pages.pressed import place_of
from learners.people.factor import must_have_factor
from learners.people.factor_session import was_shown
from learners.people.models import Account
from learners.people.sessions import Answer


def ask_for_factor(get_response: Answer) -> Answer:
    """Middleware."""

    def answer(request: HttpRequest) -> HttpResponseBase:
        if lacks_factor(request, request.path_info):
            return redirect_to_login(place_of(request), settings.LOGIN_URL)
        return get_response(request)

    return answer


def lacks_factor(request: HttpRequest, path: str) -> bool:
    """Whether ``path`` stays closed to whoever is signed in until the factor is shown in this session."""
    if not settings.SECOND_FACTOR_REQUIRED or not path.startswith(settings.SECOND_FACTOR_PATHS):
        return False
    account = request.user
    return isinstance(account, Account) and not was_shown(request) and must_have_factor(account)
