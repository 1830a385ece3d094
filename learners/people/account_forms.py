"""Accounts in the admin: one full name, no e-mail asked for, and whose login it is."""

from typing import Any

from django import forms
from django.db import transaction
from django.utils.translation import gettext_lazy as _
from wagtail.users.forms import UserForm

from learners.people.models import Account, Person
from learners.people.phones import clean_phone

FIELDS = ["username", "phone", "email", "is_staff", "is_superuser", "groups"]


class AccountForm(UserForm):
    # Wagtail asks for two names; here a person has one, and a login may belong to nobody on a roster.
    first_name = None
    last_name = None
    email = forms.EmailField(label=_("Thư điện tử"), required=False)
    is_superuser = forms.BooleanField(
        label=_("Quản trị toàn hệ thống"), required=False, help_text=_("Được xem và sửa mọi thứ.")
    )
    full_name = forms.CharField(
        label=_("Họ và tên"),
        max_length=200,
        required=False,
        help_text=_("Để trống nếu tài khoản không phải của một người học."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["is_staff"].help_text = _("Thấy mục Biên tập ở đầu trang.")
        person = self.instance.person
        if person is not None:
            self.initial["full_name"] = person.full_name
            # A name stands on certificates: it is corrected on the person, not in passing.
            self.fields["full_name"].disabled = True
            self.fields["full_name"].help_text = ""

    def clean_username(self) -> str:
        return str(self.cleaned_data["username"]).strip().lower()

    def clean_phone(self) -> str:
        return clean_phone(self.cleaned_data["phone"])

    def save(self, commit: bool = True) -> Account:
        with transaction.atomic():
            name = " ".join(self.cleaned_data["full_name"].split())
            if commit and name and self.instance.person is None:
                self.instance.person = Person.objects.create(full_name=name, phone=self.cleaned_data["phone"])
            account: Account = super().save(commit)
        return account


class AccountCreationForm(AccountForm):
    class Meta:
        model = Account
        fields = FIELDS
        widgets = {"groups": forms.CheckboxSelectMultiple}


class AccountEditForm(AccountForm):
    password_required = False

    def __init__(self, *args: Any, editing_self: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if editing_self:
            # Nobody locks herself out.
            del self.fields["is_active"]
            del self.fields["is_superuser"]

    class Meta:
        model = Account
        fields = [*FIELDS, "is_active"]
        widgets = {"groups": forms.CheckboxSelectMultiple}


class OwnEmailForm(forms.ModelForm[Account]):
    """What a person changes herself on Wagtail's own account page."""

    class Meta:
        model = Account
        fields = ["email"]
