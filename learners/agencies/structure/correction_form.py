"""Correcting one fact: the form of its table, the last day included as people say it."""

import datetime as dt
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from learners.agencies.models import AgencyCode, AgencyKind, AgencyName
from learners.agencies.structure.correcting import CannotCorrect, correct_fact
from learners.agencies.structure.days import agency_called, day_field, said

ONE_DAY = dt.timedelta(days=1)


class CorrectionForm(forms.Form):
    name = forms.CharField(label=gettext_lazy("Tên đầy đủ"), max_length=300)
    short_name = forms.CharField(label=gettext_lazy("Tên ngắn"), max_length=120, required=False)
    kind = forms.ChoiceField(label=gettext_lazy("Loại"), choices=AgencyKind.choices)
    code = forms.CharField(label=gettext_lazy("Mã"), max_length=35)
    parent_id = forms.CharField(
        label=gettext_lazy("Cơ quan cấp trên"),
        max_length=300,
        required=False,
        help_text=gettext_lazy("Mã hoặc tên đầy đủ vào ngày bắt đầu. Để trống nếu không trực thuộc cơ quan nào."),
    )
    valid_from = day_field(gettext_lazy("Từ ngày"))
    last_day = day_field(
        gettext_lazy("Đến hết ngày"), required=False, help_text=gettext_lazy("Để trống nếu vẫn đang như vậy.")
    )
    reason = forms.CharField(
        label=gettext_lazy("Sai ở đâu, căn cứ nào"), max_length=300, widget=forms.Textarea(attrs={"rows": 2})
    )

    def __init__(self, *args: Any, row: Any, **kwargs: Any) -> None:
        self.row = row
        asked = self._asked(row)
        initial = {name: getattr(row, name, "") for name in asked}
        initial["last_day"] = row.valid_to - ONE_DAY if row.valid_to else None
        if "parent_id" in asked:
            initial["parent_id"] = said(row.parent_id, row.valid_from)
        super().__init__(*args, **{**kwargs, "initial": initial})
        for name in {"name", "short_name", "kind", "code", "parent_id"} - set(asked):
            del self.fields[name]

    @staticmethod
    def _asked(row: Any) -> list[str]:
        if isinstance(row, AgencyName):
            return ["name", "short_name", "kind", "valid_from"]
        return ["code", "valid_from"] if isinstance(row, AgencyCode) else ["parent_id", "valid_from"]

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        if "parent_id" in self.fields and given.get("valid_from"):
            try:
                given["parent_id"] = agency_called(given.get("parent_id", ""), given["valid_from"])
            except forms.ValidationError as wrong:
                self.add_error("parent_id", wrong)
        return given

    def correct(self, acting_user: Any) -> bool:
        """Whether it was done; what is wrong stands at its field."""
        if not self.is_valid():
            return False
        given = dict(self.cleaned_data)
        reason, last = given.pop("reason"), given.pop("last_day")
        given["valid_to"] = last + ONE_DAY if last else None
        try:
            correct_fact(row=self.row, changes=given, reason=reason, acting_user=acting_user)
        except CannotCorrect as refused:
            self.add_error({"valid_to": "last_day"}.get(refused.field, refused.field), str(refused))
            return False
        return True
