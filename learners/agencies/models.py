"""Agencies over time.

An **agency** is an identity without properties of its own: its names, codes, kinds and places in the tree are
dated facts, for neither a code nor a name is a key (54 % of commune codes changed their name on 2025-07-01).
A **reorganisation** links the agencies it ends to those it begins. The **closure** is derived and answers "the
subtree of X on day D" in one join. Community teams are groups of volunteers, not agencies.
"""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from learners.agencies import claim_models, duplicate_models  # noqa: F401 - tables of this app
from learners.people.models import Person
from mooc.foundation.periods import Dated


class AgencyKind(models.TextChoices):
    PROVINCE = "ubnd_tinh", _("UBND cấp tỉnh")
    DISTRICT = "ubnd_huyen", _("UBND cấp huyện")
    COMMUNE = "ubnd_xa", _("UBND cấp xã")
    DEPARTMENT = "so", _("Sở")
    OFFICE = "van_phong", _("Văn phòng")
    INSPECTORATE = "thanh_tra", _("Thanh tra")
    DIVISION = "phong", _("Phòng chuyên môn")
    SERVICE_CENTRE = "trung_tam_pvhcc", _("Trung tâm Phục vụ hành chính công")
    PUBLIC_UNIT = "don_vi_su_nghiep", _("Đơn vị sự nghiệp công lập")
    PARTY = "co_quan_dang", _("Cơ quan Đảng")
    FRONT = "mttq_doan_the", _("MTTQ và đoàn thể")


class Agency(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    # The name a loaded file gave it, so that loading again finds it; never shown, never a key of meaning.
    source_key = models.CharField(max_length=64, unique=True, null=True, blank=True)

    class Meta:
        verbose_name = _("cơ quan")
        verbose_name_plural = _("cơ quan")

    def __str__(self) -> str:
        name = self.names.order_by("-valid_from").first()
        return name.name if name else str(self.id)


class AgencyName(Dated):
    agency = models.ForeignKey(Agency, on_delete=models.CASCADE, related_name="names")
    name = models.CharField(_("tên"), max_length=300)
    short_name = models.CharField(_("tên ngắn"), max_length=120, blank=True)
    kind = models.CharField(_("loại"), max_length=20, choices=AgencyKind)
    folded = models.CharField(max_length=300, editable=False, db_index=True)

    class Meta(Dated.Meta):
        ordering = ["agency", "valid_from"]

    def __str__(self) -> str:
        return self.name


class CodeScheme(models.TextChoices):
    AGENCY = "agency_code", _("Mã định danh điện tử (QĐ 20/2020, sửa đổi QĐ 09/2025)")
    LEGACY = "agency_code_legacy", _("Mã định danh cũ (QCVN 102:2016)")
    GSO = "gso_code", _("Mã đơn vị hành chính")


class AgencyCode(Dated):
    """The key of a code is (scheme, code, day): codes are reused by others after a merger."""

    agency = models.ForeignKey(Agency, on_delete=models.CASCADE, related_name="codes")
    scheme = models.CharField(max_length=20, choices=CodeScheme)
    code = models.CharField(max_length=35)

    class Meta(Dated.Meta):
        ordering = ["agency", "scheme", "valid_from"]
        indexes = [models.Index(fields=["scheme", "code"], name="agencies_code")]

    def __str__(self) -> str:
        return self.code


class AgencyPlacement(Dated):
    """Where an agency stands in the tree. An agency exists on the days it is placed; a root has no parent."""

    agency = models.ForeignKey(Agency, on_delete=models.CASCADE, related_name="placements")
    parent = models.ForeignKey(Agency, null=True, blank=True, on_delete=models.PROTECT, related_name="children")

    class Meta(Dated.Meta):
        ordering = ["agency", "valid_from"]
        constraints = [
            *Dated.Meta.constraints,
            models.CheckConstraint(condition=~Q(parent=models.F("agency")), name="agencies_not_its_own_parent"),
        ]

    def __str__(self) -> str:
        return f"{self.agency_id} < {self.parent_id}"


class AgencyClosure(Dated):
    """Derived from placements: ``descendant`` is in the subtree of ``ancestor`` (itself at depth 0)."""

    ancestor = models.ForeignKey(Agency, on_delete=models.CASCADE, related_name="+", db_index=False)
    descendant = models.ForeignKey(Agency, on_delete=models.CASCADE, related_name="+", db_index=False)
    depth = models.PositiveSmallIntegerField()

    class Meta(Dated.Meta):
        indexes = [
            models.Index(fields=["ancestor", "valid_from"], name="agencies_closure_down"),
            models.Index(fields=["descendant", "valid_from"], name="agencies_closure_up"),
        ]

    def __str__(self) -> str:
        return f"{self.ancestor_id} >{self.depth}> {self.descendant_id}"


class ReorganisationKind(models.TextChoices):
    MERGE = "merge", _("Sáp nhập")
    SPLIT = "split", _("Chia, tách")
    # Whole agencies and parts split off others become one; a part never says who of the people came with it.
    SPLIT_MERGE = "split_merge", _("Tách một phần để sáp nhập")
    RENAME = "rename", _("Đổi tên")
    RECODE = "recode", pgettext_lazy("cơ quan", "Đổi mã")
    REPARENT = "reparent", _("Chuyển cơ quan chủ quản")
    CHANGE_KIND = "change_kind", _("Đổi loại")
    DISSOLVE = "dissolve", _("Giải thể")


class ReorganisationStatus(models.TextChoices):
    DRAFT = "draft", _("Bản nháp")
    FINAL = "final", _("Có hiệu lực")
    # It was made by mistake: its facts are taken back, it stays to be read.
    WITHDRAWN = "withdrawn", _("Đã rút lại")


class Reorganisation(models.Model):
    """Only a final one has links and counts; a draft is a proposal and changes nothing anywhere."""

    source_key = models.CharField(max_length=64, unique=True, null=True, blank=True)
    effective_on = models.DateField(_("có hiệu lực từ ngày"), db_index=True)
    kind = models.CharField(_("hình thức"), max_length=12, choices=ReorganisationKind)
    decision = models.TextField(_("căn cứ"))
    note = models.TextField(_("ghi chú"), blank=True)
    status = models.CharField(
        _("tình trạng"), max_length=10, choices=ReorganisationStatus, default=ReorganisationStatus.FINAL
    )
    # What a draft proposes, see ``reorganising.proposal``; kept as it was when it became final.
    proposal = models.JSONField(default=dict, blank=True, editable=False)
    # Which rows it opened and closed, see ``reorganising.applying``; empty for one that came from a file.
    effects = models.JSONField(default=dict, blank=True, editable=False)
    # When the people of agencies that ended wholly into another were moved there; null while they are to be.
    followed_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        ordering = ["effective_on", "id"]
        verbose_name = _("sắp xếp tổ chức")
        verbose_name_plural = _("sắp xếp tổ chức")
        permissions = [("reorganise", _("Sắp xếp cơ quan: xem cơ cấu, lập và cho có hiệu lực"))]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.effective_on:%d/%m/%Y}"


class ReorganisationLink(models.Model):
    """``source`` went, wholly or in part, into ``target``; no target means it ended without successor."""

    reorganisation = models.ForeignKey(Reorganisation, on_delete=models.CASCADE, related_name="links")
    source = models.ForeignKey(Agency, null=True, on_delete=models.PROTECT, related_name="successions")
    target = models.ForeignKey(Agency, null=True, on_delete=models.PROTECT, related_name="origins")
    partial = models.BooleanField(default=False)
    note = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["reorganisation", "source", "target"], name="agencies_link_once")
        ]

    def __str__(self) -> str:
        return f"{self.source_id} > {self.target_id}"


class StructureStamp(models.Model):
    """One row that triggers give a new value whenever placements or reorganisations change; see ``stamping``."""

    stamp = models.CharField(max_length=36)

    def __str__(self) -> str:
        return self.stamp


class Category(models.TextChoices):
    OFFICIAL = "can_bo", _("Cán bộ")
    CIVIL_SERVANT = "cong_chuc", _("Công chức")
    PUBLIC_EMPLOYEE = "vien_chuc", _("Viên chức")
    CONTRACT = "hop_dong", _("Người lao động hợp đồng")


class Membership(Dated):
    """A person belongs to an agency. The primary one counts; others are shown as "kiêm nhiệm"."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="memberships")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="memberships")
    category = models.CharField(_("đối tượng"), max_length=10, choices=Category)
    position = models.CharField(_("chức vụ"), max_length=120, blank=True)
    is_head = models.BooleanField(_("người đứng đầu"), default=False)
    is_primary = models.BooleanField(_("đơn vị chính"), default=True)

    class Meta(Dated.Meta):
        indexes = [
            models.Index(fields=["agency", "is_primary", "valid_from"], name="agencies_roster"),
            models.Index(fields=["person", "valid_from"], name="agencies_person"),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} @ {self.agency_id}"


class CommunityTeam(models.Model):
    """Tổ công nghệ số cộng đồng: volunteers around a commune, not an agency."""

    source_key = models.CharField(max_length=64, unique=True, null=True, blank=True)
    name = models.CharField(_("tên"), max_length=300)
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="teams")

    class Meta:
        verbose_name = _("tổ công nghệ số cộng đồng")
        verbose_name_plural = _("tổ công nghệ số cộng đồng")

    def __str__(self) -> str:
        return self.name


class TeamMembership(Dated):
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="team_memberships")
    team = models.ForeignKey(CommunityTeam, on_delete=models.CASCADE, related_name="memberships")
    is_leader = models.BooleanField(_("tổ trưởng"), default=False)

    def __str__(self) -> str:
        return f"{self.person_id} @ {self.team_id}"


class Scope(Dated):
    """Which agencies an account may see, since when, granted by whom."""

    account = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="scopes")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="scopes")
    with_descendants = models.BooleanField(_("gồm cả đơn vị trực thuộc"), default=True)
    granted_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    reason = models.CharField(_("căn cứ"), max_length=300, blank=True)

    class Meta(Dated.Meta):
        verbose_name = _("phân công phụ trách")
        verbose_name_plural = _("phân công phụ trách")

    def __str__(self) -> str:
        return f"{self.account_id} > {self.agency_id}"


class AgencyContact(models.Model):
    """Whom the people of an agency, and of those below it that name nobody, ask about their learning."""

    agency = models.OneToOneField(Agency, on_delete=models.CASCADE, related_name="contact")
    name = models.CharField(_("người hoặc bộ phận phụ trách"), max_length=160)
    phone = models.CharField(_("điện thoại"), max_length=40, blank=True)
    email = models.EmailField(_("thư điện tử"), blank=True)

    class Meta:
        verbose_name = _("liên hệ của cơ quan")
        verbose_name_plural = _("liên hệ của cơ quan")
        constraints = [
            models.CheckConstraint(
                condition=~Q(name="") & (~Q(phone="") | ~Q(email="")), name="agencies_contact_can_be_reached"
            )
        ]

    def __str__(self) -> str:
        return self.name
