"""The forms of a key."""

import datetime as dt
from typing import Any

from django import forms
from django.core.signing import BadSignature, Signer
from django.utils.translation import gettext_lazy as _

from learners.progress.keys.actions import AlreadyDone, NewClient, Secret, issue_key, limit_key, revoke_key, rotate_key
from learners.progress.keys.wording import OFFERED, TRUSTS, who
from xapi.authorities import OUTSIDE, account_of
from xapi.credentials import GRACE, WRITE, new_key
from xapi.models import Authority, Credential, Trust
from xapi.rows import agent_key
from xapi.validation import InvalidStatement

HOURS = int(GRACE.total_seconds() // 3600)
GRACES = [
    (0, _("Ngừng ngay. Chọn khi mã cũ đã lộ.")),
    (1, _("Còn dùng được 1 giờ")),
    (HOURS, _("Còn dùng được 24 giờ")),
    (72, _("Còn dùng được 3 ngày")),
    (168, _("Còn dùng được 7 ngày")),
    (720, _("Còn dùng được 30 ngày")),
]
_signer = Signer(salt="progress.keys.ticket")


def ticket() -> str:
    """Names the key this page will make, before there is one: sent again, the page makes no second."""
    return _signer.sign(new_key())


def _per_minute() -> forms.IntegerField:
    return forms.IntegerField(
        label=_("Số lần gọi nhiều nhất mỗi phút"),
        required=False,
        min_value=0,
        max_value=1_000_000,
        help_text=_("Để trống: theo mức chung của hệ thống. 0: không giới hạn."),
        error_messages={
            "invalid": _("Hãy nhập một số nguyên."),
            "min_value": _("Hãy nhập số từ 0 trở lên."),
            "max_value": _("Hãy nhập số không quá 1.000.000."),
        },
    )


class _Clients(forms.ModelChoiceField):
    def label_from_instance(self, obj: Any) -> str:
        return who(obj)


class IssueForm(forms.Form):
    authority = _Clients(
        label=_("Bên kết nối"),
        queryset=Authority.objects.none(),
        required=False,
        widget=forms.Select(attrs={"class": "w-w-full"}),
        empty_label=_("Bên mới, khai ở hai ô dưới"),
        help_text=_("Bên đã có thì chọn ở đây: khóa mới nói thay cho cùng một bên."),
        error_messages={"invalid_choice": _("Hãy chọn một bên trong danh sách.")},
    )
    name = forms.CharField(
        label=_("Tên bên mới"),
        required=False,
        max_length=200,
        help_text=_("Ví dụ: Sở Nội vụ, hoặc so-noi-vu. Tên này được ghi vào từng phát biểu và không đổi được."),
    )
    home_page = forms.CharField(
        label=_("Địa chỉ hệ thống của bên mới"),
        required=False,
        max_length=500,
        help_text=_("Ví dụ: https://hr.example.org. Cùng với tên, địa chỉ này cho biết bên đó là ai."),
    )
    trust = forms.ChoiceField(
        label=_("Mức tin cậy của bên mới"), choices=TRUSTS, initial=Trust.EXTERNAL, widget=forms.RadioSelect
    )
    scopes = forms.MultipleChoiceField(
        label=_("Khóa này được làm gì"),
        choices=[(right.scope, right.sentence) for right in OFFERED],
        initial=[WRITE],
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Hãy chọn ít nhất một quyền.")},
    )
    per_minute = _per_minute()
    ticket = forms.CharField(widget=forms.HiddenInput, initial=ticket)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        clients = self.fields["authority"]
        assert isinstance(clients, forms.ModelChoiceField)  # noqa: S101
        clients.queryset = Authority.objects.filter(trust__in=OUTSIDE).order_by("name", "key")

    def clean_ticket(self) -> str:
        try:
            return _signer.unsign(self.cleaned_data["ticket"])
        except BadSignature as error:
            raise forms.ValidationError(_("Trang này không còn dùng được. Hãy mở lại trang cấp khóa.")) from error

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if self.errors.keys() & {"authority", "name", "home_page"}:
            return given
        name, home_page = given["name"], given["home_page"]
        if given["authority"]:
            if name or home_page:
                self.add_error("name", _("Đã chọn một bên có sẵn thì để trống tên và địa chỉ của bên mới."))
        elif not name:
            self.add_error("name", _("Hãy chọn một bên có sẵn, hoặc nhập tên bên mới."))
        else:
            self._check_new(name, home_page)
        return given

    def _check_new(self, name: str, home_page: str) -> None:
        try:
            agent = account_of(name, home_page)
        except InvalidStatement:
            self.add_error("home_page", _("Hãy nhập địa chỉ đầy đủ, ví dụ https://hr.example.org."))
            return
        if Authority.objects.filter(key=agent_key(agent)).exists():
            self.add_error("name", _("Bên có tên và địa chỉ này đã có. Hãy chọn ở ô “Bên kết nối”."))

    def issue(self, acting_user: Any) -> Secret | None:
        """None, with errors on the form, when something is wrong; raises ``AlreadyDone``."""
        if not self.is_valid():
            # Sent again, the client it made is there: that is not what is wrong.
            if Credential.objects.filter(key=self.cleaned_data.get("ticket", "")).exists():
                raise AlreadyDone
            return None
        given = self.cleaned_data
        return issue_key(
            key=given["ticket"],
            client=given["authority"] or NewClient(given["name"], given["home_page"], Trust(given["trust"])),
            scopes=given["scopes"],
            per_minute=given["per_minute"],
            acting_user=acting_user,
        )


class RotateForm(forms.Form):
    grace = forms.TypedChoiceField(
        label=_("Mã bí mật đang dùng"), choices=GRACES, initial=HOURS, coerce=int, widget=forms.RadioSelect
    )
    seen = forms.CharField(max_length=64, widget=forms.HiddenInput)

    def rotate(self, credential: Credential, acting_user: Any) -> Secret | None:
        """None, with errors on the form, when something is wrong; raises ``AlreadyDone``."""
        if not self.is_valid():
            return None
        grace = dt.timedelta(hours=self.cleaned_data["grace"])
        return rotate_key(credential=credential, seen=self.cleaned_data["seen"], grace=grace, acting_user=acting_user)


class LimitForm(forms.Form):
    per_minute = _per_minute()

    def limit(self, credential: Credential, acting_user: Any) -> bool | None:
        """Whether it changed; None, with errors on the form, when something is wrong. Raises ``AlreadyDone``."""
        if not self.is_valid():
            return None
        per_minute = self.cleaned_data["per_minute"]
        return limit_key(credential=credential, per_minute=per_minute, acting_user=acting_user)


class RevokeForm(forms.Form):
    reason = forms.CharField(
        label=_("Lý do (không bắt buộc)"),
        help_text=_("Được ghi vào nhật ký, để sau này biết vì sao."),
        max_length=500,
        required=False,
    )

    def revoke(self, credential: Credential, acting_user: Any) -> bool:
        """False, with errors on the form, when something is wrong; raises ``AlreadyDone``."""
        if not self.is_valid():
            return False
        revoke_key(credential=credential, reason=self.cleaned_data["reason"], acting_user=acting_user)
        return True
