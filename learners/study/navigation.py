"""Where the person reading this page may go: the main places of the site, by what she is."""

from dataclasses import dataclass

from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from learners.agencies.permissions import grants
from learners.people.models import Account


@dataclass(frozen=True, slots=True)
class Place:
    title: str
    address: str
    # The value of aria-current: "page" for this very page, "true" for one below, "" elsewhere.
    is_here: str


def places(request: HttpRequest) -> list[Place]:
    """One query for somebody signed in (does she answer for an agency today?), none for anybody else."""
    user: Account | AnonymousUser = getattr(request, "user", AnonymousUser())
    found = [(_("Khóa học"), "catalogue:index")]
    if isinstance(user, Account):
        if user.person_id:
            found.append((_("Việc học của tôi"), "study:home"))
        if grants(user, timezone.localdate()).exists():
            found.append((_("Phụ trách"), "coverage:home"))
        if user.is_staff:
            found.append((_("Biên tập"), "wagtailadmin_home"))
    addresses = [(title, reverse(name)) for title, name in found]
    return [Place(title, address, _here(request.path, address)) for title, address in addresses]


def _here(path: str, address: str) -> str:
    if path == address:
        return "page"
    return "true" if path.startswith(address) else ""
