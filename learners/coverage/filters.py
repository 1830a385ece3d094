"""What narrows a list or a table besides its dates: category, head or not, block, course. A saved filter is a link."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django import forms
from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from learners.agencies.models import Category
from learners.coverage.blocks import Block
from learners.coverage.roster import Question, counted_completions
from learners.people.models import Account
from learners.people.records import CANONICAL

HEADS = [("", _("Mọi người")), ("co", _("Chỉ người đứng đầu")), ("khong", _("Trừ người đứng đầu"))]
BLOCKS = [("", _("Mọi khối")), *((block.value, block.label) for block in Block)]


class FilterForm(forms.Form):
    """Nothing chosen, or nonsense, narrows nothing."""

    doi_tuong = forms.ChoiceField(
        label=_("Đối tượng"), choices=[("", _("Mọi đối tượng")), *Category.choices], required=False
    )
    dung_dau = forms.ChoiceField(label=_("Người đứng đầu"), choices=HEADS, required=False)
    khoi = forms.ChoiceField(label=_("Khối"), choices=BLOCKS, required=False)
    khoa = forms.UUIDField(required=False, widget=forms.HiddenInput)


class PeopleFilterForm(FilterForm):
    """Of a list of people, who are of one row: blocks are no matter of theirs."""

    khoi: Any = None


@dataclass(frozen=True)
class Filters:
    """``course``: only those who completed it."""

    category: str = ""
    heads: str = ""
    block: str = ""
    course: UUID | None = None

    @classmethod
    def of(cls, data: Any) -> "Filters":
        form = FilterForm(data)
        form.is_valid()
        given = form.cleaned_data
        category, heads, block = (str(given.get(name) or "") for name in ("doi_tuong", "dung_dau", "khoi"))
        return cls(category, heads, block, given.get("khoa"))

    @property
    def given(self) -> dict[str, str]:
        """By the names of the form."""
        told = {"doi_tuong": self.category, "dung_dau": self.heads, "khoi": self.block}
        told["khoa"] = str(self.course) if self.course else ""
        return {name: value for name, value in told.items() if value}

    @property
    def of_people(self) -> "Filters":
        """What narrows people wherever they are counted: a block narrows rows, a course one list."""
        return Filters(self.category, self.heads)

    @property
    def words(self) -> str:
        """ "công chức, chỉ người đứng đầu", for the middle of a sentence."""
        labels = {**dict(Category.choices), **dict(HEADS)}
        told = [str(labels.get(one, one)).lower() for one in (self.category, self.heads) if one]
        return ", ".join([*told, gettext("đã hoàn thành khóa học đã chọn")] if self.course else told)

    @property
    def query(self) -> str:
        """To be put behind a query that has something already."""
        return f"&{urlencode(self.given)}" if self.given else ""

    def members(self, question: Question) -> Q:
        """The condition over memberships, or assignments, with their ``canonical`` person; blocks narrow rows."""
        wanted = Q(category=self.category) if self.category else Q()
        if self.heads:
            wanted &= Q(is_head=self.heads == "co")
        if self.course:
            wanted &= Q(canonical__in=counted_completions(question).filter(course_key=self.course))
        return wanted


def never_in() -> Q:
    """Whoever has no account, or never signed in with it, as known now; over people with their ``canonical`` record."""
    accounts = Account.objects.filter(person__isnull=False, last_login__isnull=False)
    return ~Q(canonical__in=accounts.annotate(canonical=CANONICAL).values("canonical"))
