"""What an officer types about whom her people ask."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from learners.agencies.contacts import Told


class ContactForm(forms.Form):
    """All three left blank name nobody: the contact of the agency above counts."""

    name = forms.CharField(label=_("Người hoặc bộ phận phụ trách học tập"), max_length=160, required=False)
    phone = forms.RegexField(
        r"^\+?[\d\s.()-]{3,}$",
        label=_("Điện thoại"),
        max_length=40,
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "off"}),
        error_messages={"invalid": _("Số điện thoại chỉ gồm chữ số, dấu cách, dấu chấm. Ví dụ 0292 3820 111.")},
    )
    email = forms.EmailField(
        label=_("Thư điện tử"),
        required=False,
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
        error_messages={"invalid": _("Địa chỉ thư điện tử chưa đúng. Ví dụ tochuc@soyte.example.vn.")},
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        reachable = cleaned.get("phone") or cleaned.get("email") or self.errors
        if cleaned.get("name") and not reachable:
            self.add_error(
                "phone", ValidationError(gettext("Hãy ghi điện thoại hoặc thư điện tử để người học liên hệ."))
            )
        if not cleaned.get("name") and (cleaned.get("phone") or cleaned.get("email")):
            self.add_error("name", ValidationError(gettext("Hãy ghi tên người hoặc bộ phận phụ trách.")))
        return cleaned

    def told(self) -> Told | None:
        """What a valid form names."""
        parts = {name: self.cleaned_data[name] for name in ("name", "phone", "email")}
        return Told(**parts) if parts["name"] else None
