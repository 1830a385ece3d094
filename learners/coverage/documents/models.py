"""Mẫu báo cáo: what stands around the numbers of an agency's report, as its officer set it.

The layout follows NĐ 30/2020/NĐ-CP, Phụ lục I; the words are data, for no two agencies sign alike.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _

from learners.agencies.models import Agency


class ReportLayout(models.Model):
    """All but ``issuing_body`` may be blank: what is blank is left out, or stays a blank place to write in."""

    agency = models.OneToOneField(Agency, on_delete=models.CASCADE, related_name="report_layout")
    superior_body = models.CharField(_("cơ quan chủ quản"), max_length=200, blank=True)
    issuing_body = models.CharField(_("cơ quan ban hành"), max_length=200)
    # After "Số: …/": letters that say the kind of paper and who issues it.
    code = models.CharField(_("ký hiệu"), max_length=40, default="BC-…")
    place = models.CharField(_("địa danh"), max_length=80, blank=True)
    addressee = models.CharField(_("kính gửi"), max_length=300, blank=True)
    signer_authority = models.CharField(_("thẩm quyền ký"), max_length=120, blank=True)
    signer_title = models.CharField(_("chức vụ người ký"), max_length=120, blank=True)
    # One on each line.
    recipients = models.TextField(_("nơi nhận"), max_length=1000, blank=True)

    class Meta:
        verbose_name = _("mẫu báo cáo")
        verbose_name_plural = _("mẫu báo cáo")
        constraints = [models.CheckConstraint(condition=~models.Q(issuing_body=""), name="coverage_layout_issuer")]

    def __str__(self) -> str:
        return self.issuing_body
