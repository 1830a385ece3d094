"""What the statement browser is asked: each field says what is wrong with it."""

import datetime as dt
from typing import Any

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from learners.progress.browsing import Asked, place_in, verbs_in_use
from learners.progress.finding import (
    Choice,
    Filters,
    activities_like,
    agent_of,
    is_iri,
    people_like,
    person_choice,
    sources_of,
)
from learners.progress.naming import activity_title
from xapi import queries
from xapi.queries import Place
from xapi.rows import bounded, format_instant
from xapi.searching import Voided
from xapi.validation_values import InvalidStatement

FIRST_DAY, LAST_DAY = dt.date(1970, 1, 1), dt.date(2999, 12, 31)
OUT_OF_TIME = _("Ngày phải từ 01/01/1970 đến 31/12/2999.")
# Whoever reads the log here sees what is voided too, unless she asks otherwise.
STANDINGS: dict[str, Filters] = {"": {"voided": Voided.ALSO}, "in-force": {}, "voided": {"voided": Voided.ONLY}}
STANDING_WORDS = [("", _("Tất cả")), ("in-force", _("Còn hiệu lực")), ("voided", _("Đã bị hủy"))]
NOT_A_DAY = _("Hãy ghi ngày theo dạng ngày/tháng/năm, ví dụ 25/11/2026.")


def _day(label: Any) -> forms.DateField:
    return forms.DateField(
        label=label,
        required=False,
        input_formats=["%d/%m/%Y"],
        validators=[MinValueValidator(FIRST_DAY, OUT_OF_TIME), MaxValueValidator(LAST_DAY, OUT_OF_TIME)],
        error_messages={"invalid": NOT_A_DAY},
        widget=forms.DateInput(attrs={"placeholder": "dd/mm/yyyy", "inputmode": "numeric"}, format="%d/%m/%Y"),
    )


class SearchForm(forms.Form):
    """``after`` is the place a page continues after; ``asked`` is there once the form is valid."""

    learner = forms.CharField(
        label=_("Người học"),
        required=False,
        max_length=1000,
        help_text=_("Họ tên, mã cán bộ, tên đăng nhập, hoặc định danh ghi trong phát biểu."),
    )
    activity = forms.CharField(
        label=_("Khóa hoặc bài"),
        required=False,
        max_length=2000,
        help_text=_("Một phần tên, hoặc địa chỉ (IRI) của hoạt động."),
    )
    since = _day(_("Ghi từ ngày"))
    until = _day(_("Đến hết ngày"))
    standing = forms.ChoiceField(
        label=_("Tình trạng"),
        required=False,
        choices=STANDING_WORDS,
        error_messages={"invalid_choice": _("Hãy chọn một tình trạng trong danh sách.")},
    )
    after = forms.CharField(required=False, max_length=100, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", _("Tất cả")), *verbs_in_use().items()]
        # As wide as the page, not as its longest choice.
        select = forms.Select(attrs={"class": "w-w-full"})
        self.fields["verb"] = forms.ChoiceField(label=_("Việc đã làm"), required=False, choices=choices, widget=select)
        self.asked = Asked()

    def clean_after(self) -> Place | None:
        text = self.cleaned_data["after"]
        try:
            return place_in(text) if text else None
        except (ValueError, OverflowError):
            raise forms.ValidationError(_("Địa chỉ trang không đúng. Hãy tìm lại từ đầu.")) from None

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or self.cleaned_data
        since, until = given.get("since"), given.get("until")
        if since and until and until < since:
            self.add_error("until", _("“Đến hết ngày” phải bằng hoặc sau “Ghi từ ngày”."))
        if not self.errors:
            self._settle(given)
        return given

    def _settle(self, given: dict[str, Any]) -> None:
        about = self._activity(given["activity"].strip())
        sources = self._learner(given["learner"].strip(), about)
        common = {"verb": bounded(given["verb"])} if given["verb"] else {}
        common |= _window(given["since"], given["until"]) | STANDINGS[given["standing"]]
        self.asked.sources = [{**source, **common} for source in sources]

    def _activity(self, text: str) -> Filters:
        """The filter, where one activity is meant; what lies within it is found too."""
        choices = [Choice(text, text)] if is_iri(text) else activities_like(text) if text else []
        if text and not choices:
            self.add_error("activity", _("Không có khóa hoặc bài nào tên như vậy. Hãy thử ít chữ hơn."))
        if len(choices) > 1:
            self.asked.activities = choices
        if len(choices) != 1:
            return {}
        iri = choices[0].typed
        self.asked.activity_title = activity_title(iri)
        return {"activity": bounded(iri), "related_activities": True}

    def _learner(self, text: str, about: Filters) -> list[Filters]:
        if not text:
            return [about]
        try:
            agent = agent_of(text)
        except InvalidStatement as error:
            self.add_error("learner", _("Định danh không đúng. %s") % error)
            return []
        if agent:
            self.asked.agent = agent
            return [{"agent": agent, **about}]
        return self._person(text, about)

    def _person(self, text: str, about: Filters) -> list[Filters]:
        found = people_like(text)
        if not found:
            self.add_error("learner", _("Không tìm thấy người học nào như vậy. Hãy thử ít chữ hơn, hoặc mã cán bộ."))
        if len(found) > 1:
            self.asked.people = [person_choice(person) for person in found]
        if len(found) != 1:
            return []
        self.asked.person = found[0]
        return sources_of(found[0], about)


def _window(since: dt.date | None, until: dt.date | None) -> Filters:
    """Days of this place as instants of the log, which has its first moment out and its last one in."""
    given = {"since": since, "until": until and until + dt.timedelta(days=1)}
    starts = {name: timezone.make_aware(dt.datetime.combine(day, dt.time())) for name, day in given.items() if day}
    texts = {name: format_instant(start - dt.timedelta(microseconds=1)) for name, start in starts.items()}
    return queries.parse(texts)
