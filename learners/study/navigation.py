"""Where the person reading this page may go: the main places of the site, by what she is."""

from dataclasses import dataclass

from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from learners.agencies.permissions import grants
from learners.people.models import Account

CATALOGUE = "/khoa-hoc/"


@dataclass(frozen=True, slots=True)
class Place:
    title: str
    address: str
    # The value of aria-current: "page" for this very page, "true" for one below, "" elsewhere.
    is_here: str


def places(request: HttpRequest) -> list[Place]:
    """One query for somebody signed in (does she answer for an agency today?), none for anybody else."""
    user: Account | AnonymousUser = getattr(request, "user", AnonymousUser())
    found = [(_("Khóa học"), CATALOGUE)]
    if isinstance(user, Account):
        if user.person_id:
            found.append((_("Việc học của tôi"), _address("study:home")))
        if grants(user, timezone.localdate()).exists():
            found.append((_("Phụ trách"), _address("coverage:home")))
        if user.is_staff:
            found.append((_("Biên tập"), _address("wagtailadmin_home")))
    return [Place(title, address, _here(request.path, address)) for title, address in found if address]


def _address(name: str) -> str:
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""


def _here(path: str, address: str) -> str:
    if path == address:
        return "page"
    return "true" if path.startswith(address) else ""
