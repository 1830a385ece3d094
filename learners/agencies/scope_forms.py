"""Scopes in the admin: one form grants, another one ends."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.models import WagtailAdminModelForm

from learners.agencies.choosers import account_chooser, agency_chooser
from learners.agencies.granting import end_scope, grant_scope
from learners.agencies.models import Scope


class GrantForm(WagtailAdminModelForm):
    """The grantor comes from ``for_user``, which Wagtail's views hand to every form."""

    instance: Scope

    class Meta:
        model = Scope
        fields = ["account", "agency", "with_descendants", "valid_from", "reason"]
        widgets = {"account": account_chooser.widget_class, "agency": agency_chooser.widget_class}
        labels = {"account": _("tài khoản"), "agency": _("cơ quan")}
        help_texts = {"reason": _("Ví dụ: số và ngày của quyết định phân công.")}

    def save(self, commit: bool = True) -> Scope:
        self.instance = grant_scope(**self.cleaned_data, acting_user=self.for_user)
        return self.instance


class EndForm(WagtailAdminModelForm):
    instance: Scope
    valid_to = forms.DateField(
        label=_("Thôi phụ trách từ ngày"),
        help_text=_("Từ ngày này tài khoản không còn xem được số liệu của cơ quan. Muốn giao lại thì lập dòng mới."),
    )

    class Meta:
        model = Scope
        fields = ["valid_to"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # A closed period is history.
        self.fields["valid_to"].disabled = self.instance.valid_to is not None

    def clean_valid_to(self) -> Any:
        day = self.cleaned_data["valid_to"]
        if day and day <= self.instance.valid_from:
            raise forms.ValidationError(_("Phải sau ngày bắt đầu, %s.") % f"{self.instance.valid_from:%d/%m/%Y}")
        return day

    def save(self, commit: bool = True) -> Scope:
        if not self.has_changed():
            return self.instance
        self.instance = end_scope(
            scope=self.instance, valid_to=self.cleaned_data["valid_to"], acting_user=self.for_user
        )
        return self.instance
