"""The words around the numbers of an agency's report."""

from django import forms
from django.utils.translation import gettext_lazy as _


class LayoutForm(forms.Form):
    """Field by field as ``models.ReportLayout``."""

    superior_body = forms.CharField(label=_("Cơ quan chủ quản"), max_length=200, required=False)
    issuing_body = forms.CharField(
        label=_("Cơ quan ban hành"),
        max_length=200,
        error_messages={"required": _("Hãy ghi tên cơ quan ban hành báo cáo.")},
    )
    code = forms.CharField(
        label=_("Ký hiệu sau số"),
        max_length=40,
        error_messages={"required": _("Hãy ghi ký hiệu, ví dụ BC-SNV. Số do văn thư ghi sau.")},
    )
    place = forms.CharField(label=_("Địa danh"), max_length=80, required=False)
    addressee = forms.CharField(label=_("Kính gửi"), max_length=300, required=False)
    signer_authority = forms.CharField(label=_("Thẩm quyền ký"), max_length=120, required=False)
    signer_title = forms.CharField(label=_("Chức vụ người ký"), max_length=120, required=False)
    recipients = forms.CharField(
        label=_("Nơi nhận"), max_length=1000, required=False, widget=forms.Textarea(attrs={"rows": 4})
    )

    def clean_recipients(self) -> str:
        """One on each line; how the browser ends its lines is no difference."""
        return "\n".join(line.strip() for line in self.cleaned_data["recipients"].splitlines() if line.strip())
