"""Slips with codes for an agency: whom they can be printed for, and what stands on them.

The people are those whose counting membership is in the agency or below it, as far as the officer's sight reaches. One
sheet holds at most ``MOST``: more would be cut and handed out by several hands anyway.
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from learners.agencies.models import Agency, Membership
from learners.coverage.permissions import PeopleScope
from learners.coverage.searching import Found, lines
from learners.people.codes import Issued, issue
from learners.people.models import Person
from learners.people.rights import with_rights
from mooc.foundation.periods import on

MOST = 100
WITHOUT, NEVER, ALL = "chua-co", "chua-vao", "tat-ca"
GROUPS = {
    WITHOUT: _("Chưa có tài khoản"),
    NEVER: _("Có tài khoản, chưa đặt mật khẩu"),
    ALL: _("Tất cả"),
}


@dataclass(frozen=True, slots=True)
class Slip:
    issued: Issued
    place: str

    @property
    def last_day(self) -> dt.datetime:
        return self.issued.expires_at


def people_of(agency: Agency, scope: PeopleScope, group: str = ALL) -> QuerySet[Person]:
    """By agency, then by name."""
    below = {agency.pk, *scope.agencies.history.subtree([agency.pk], scope.day)} & scope.agencies.reach(scope.day)
    held = Membership.objects.filter(on(scope.day), is_primary=True, agency__in=below, person=OuterRef("pk"))
    found = scope.may_get_codes().filter(Exists(held)).select_related("account")
    without = Q(account__isnull=True)
    unused = Q(account__password__startswith=UNUSABLE_PASSWORD_PREFIX)
    wanted = {WITHOUT: without, NEVER: unused, ALL: Q()}[group]
    return found.filter(wanted).annotate(place=held.values("agency")[:1]).order_by("place", "sort_key", "pk")


def barred(people: Sequence[Found]) -> set[Any]:
    """Those who get no printed code: whoever has rights, or whose account is switched off."""
    accounts = {line.account.pk: line.account for line in people if line.account}
    mighty = with_rights(list(accounts))
    return {row.person_id for row in accounts.values() if row.pk in mighty or not row.is_active}


class ChosenForm(forms.Form):
    """Whom to print for. ``of``: whom the officer may choose from."""

    nguoi = forms.ModelMultipleChoiceField(
        queryset=Person.objects.none(),
        error_messages={
            "required": _("Chưa chọn ai. Hãy đánh dấu từng người cần phiếu, rồi bấm “Cấp mã và mở trang in”."),
            "invalid_choice": _("Có người không còn trong danh sách của cơ quan này. Hãy tải lại trang và chọn lại."),
            "invalid_pk_value": _("Có người không còn trong danh sách của cơ quan này. Hãy tải lại trang và chọn lại."),
        },
    )

    def __init__(self, *args: Any, of: QuerySet[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["nguoi"]
        field.queryset = of

    def clean_nguoi(self) -> list[Person]:
        chosen = list(self.cleaned_data["nguoi"])
        if len(chosen) > MOST:
            raise forms.ValidationError(_("Mỗi lần in được tối đa %d người.") % MOST)
        return chosen


def print_slips(*, people: Sequence[Person], acting_user: Any, scope: PeopleScope) -> list[Slip]:
    """Issue the codes and write the slips, in the order of ``people``; raises ``codes.NotAllowed``."""
    places = {line.person.pk: line.posts[0].name if line.posts else "" for line in lines(people, scope)}
    return [Slip(one, places[one.person.pk]) for one in issue(people=people, acting_user=acting_user)]
