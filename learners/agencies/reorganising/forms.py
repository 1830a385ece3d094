"""What each step of the wizard asks, and what it makes of the answer."""

import datetime as dt
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from learners.agencies.checking import CODE
from learners.agencies.models import AgencyKind, CodeScheme, Reorganisation, ReorganisationKind
from learners.agencies.reorganising.proposal import ENDS, STAYS, SUPERIOR, WHOLE, Proposal, Target
from learners.agencies.structure.days import agency_called, day_field, said

SHARES = {
    ReorganisationKind.SPLIT: [
        (ENDS, gettext_lazy("chia hết, cơ quan này kết thúc")),
        (STAYS, gettext_lazy("tách ra một phần, cơ quan này vẫn còn")),
    ],
    ReorganisationKind.SPLIT_MERGE: [
        (WHOLE, gettext_lazy("nhập toàn bộ")),
        (ENDS, gettext_lazy("nhập một phần, cơ quan này kết thúc")),
        (STAYS, gettext_lazy("nhập một phần, cơ quan này vẫn còn")),
    ],
}
WHO_ABOVE = gettext_lazy("Ghi mã hoặc tên đầy đủ vào ngày có hiệu lực. Để trống nếu không trực thuộc cơ quan nào.")


class BasisForm(forms.ModelForm):
    """First step: what happens, when, on which ground."""

    effective_on = day_field(
        gettext_lazy("Có hiệu lực từ ngày"), help_text=gettext_lazy("Ngày đã qua, hôm nay hoặc ngày sắp tới.")
    )

    class Meta:
        model = Reorganisation
        fields = ["kind", "effective_on", "decision", "note"]
        widgets = {
            "kind": forms.RadioSelect,
            "decision": forms.Textarea(attrs={"rows": 2}),
            "note": forms.Textarea(attrs={"rows": 2}),
        }
        help_texts = {"decision": gettext_lazy("Số, ngày và nơi ban hành của quyết định hoặc nghị quyết.")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = ReorganisationKind.choices  # type: ignore[attr-defined]


class TargetForm(forms.Form):
    """An agency that begins with the event."""

    name = forms.CharField(label=gettext_lazy("Tên đầy đủ"), max_length=300)
    short_name = forms.CharField(label=gettext_lazy("Tên ngắn"), max_length=120, required=False)
    kind = forms.ChoiceField(label=gettext_lazy("Loại"))
    parent = forms.CharField(
        label=gettext_lazy("Cơ quan cấp trên"), max_length=300, required=False, help_text=WHO_ABOVE
    )
    agency_code = forms.CharField(label=CodeScheme.AGENCY.label, max_length=35, required=False)
    gso_code = forms.CharField(label=CodeScheme.GSO.label, max_length=35, required=False)

    def __init__(self, *args: Any, day: dt.date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.day = day
        if "kind" in self.fields:
            self.fields["kind"].choices = [("", _("Chọn loại")), *AgencyKind.choices]  # type: ignore[attr-defined]

    def clean_parent(self) -> Any:
        return agency_called(self.cleaned_data["parent"], self.day)

    def clean_agency_code(self) -> str:
        code = str(self.cleaned_data["agency_code"]).strip().upper()
        if code and not CODE.fullmatch(code):
            raise forms.ValidationError(_("Mã chỉ gồm chữ A–Z, số 0–9 và dấu chấm, ví dụ H13.02."))
        return code

    def clean_gso_code(self) -> str:
        code = str(self.cleaned_data["gso_code"]).strip()
        if code and not code.isdigit():
            raise forms.ValidationError(_("Mã đơn vị hành chính chỉ gồm chữ số, giữ cả số 0 ở đầu."))
        return code

    def target(self) -> Target:
        given = self.cleaned_data
        codes = {scheme: given[scheme] for scheme in CodeScheme.values if given.get(scheme)}
        return Target(
            name=given.get("name", ""),
            short_name=given.get("short_name", ""),
            kind=given.get("kind", ""),
            parent=given.get("parent"),
            codes=codes,
        )


# What each kind asks of the agency that goes on.
ASKED = {
    ReorganisationKind.RENAME: ["name", "short_name"],
    ReorganisationKind.RECODE: ["agency_code", "gso_code"],
    ReorganisationKind.REPARENT: ["parent"],
    ReorganisationKind.CHANGE_KIND: ["kind", "name", "short_name"],
}


class ChangeForm(TargetForm):
    def __init__(self, *args: Any, proposal: Proposal, **kwargs: Any) -> None:
        changed = proposal.changed or Target()
        kept = {name: getattr(changed, name) for name in ("name", "short_name", "kind")}
        initial = {**kept, **changed.codes, "parent": said(changed.parent, proposal.day)}
        super().__init__(*args, day=proposal.day, initial=initial, **kwargs)
        asked = ASKED[ReorganisationKind(proposal.kind)]
        for name in set(self.fields) - set(asked):
            del self.fields[name]
        self.order_fields(asked)
        if proposal.kind == ReorganisationKind.CHANGE_KIND:
            self.fields["name"].required = False
            self.fields["name"].help_text = _("Để trống nếu tên giữ nguyên.")


class BelowForm(forms.Form):
    """Where what stands below an ending agency goes."""

    below = forms.ChoiceField(
        label=gettext_lazy("Đơn vị trực thuộc chuyển về"),
        widget=forms.RadioSelect,
        required=False,
        help_text=gettext_lazy(
            "Đơn vị nào chuyển đi nơi khác thì lập riêng một sắp xếp cùng ngày cho đơn vị ấy trước."
        ),
    )

    def __init__(self, *args: Any, proposal: Proposal, names: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **{**kwargs, "initial": {"below": proposal.below}})
        targets = [(str(number), name) for number, name in enumerate(names)]
        choices = [*targets, (SUPERIOR, _("cơ quan cấp trên của cơ quan kết thúc"))]
        self.fields["below"].choices = choices  # type: ignore[attr-defined]


class WithdrawForm(forms.Form):
    reason = forms.CharField(
        label=gettext_lazy("Lý do"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy("Được ghi vào nhật ký cùng tên anh/chị."),
    )
