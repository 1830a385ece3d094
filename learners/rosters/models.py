"""Rosters as HR has them, brought in from a file.

A **roster import** is one file on its way: read, its columns mapped, every line judged (**verdict**), looked at by an
officer, then applied all or nothing. What it changed is kept as **effects**, by which it can be undone as a whole. A
**snapshot** says that on a day an agency's roster was that file, by its hash. The mapping of columns is remembered for
the agency and the headings it was made for.

A line says people's names: it goes with the file, ``KEPT`` days after.
"""

import datetime as dt
import uuid
from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from learners.agencies.models import Agency
from mooc.foundation.private import private_storage

FOLDER = "rosters"
# How long file, lines and effects are kept: so long an import can be undone.
KEPT = dt.timedelta(days=90)
# How long one waits for its officer.
WAITS = dt.timedelta(days=30)


class State(models.TextChoices):
    READING = "reading", _("đang đọc tệp")
    MAPPING = "mapping", _("chờ chọn cột")
    JUDGING = "judging", _("đang đối chiếu")
    PREVIEW = "preview", _("chờ quyết định")
    APPLYING = "applying", _("đang ghi")
    APPLIED = "applied", _("đã nhập")
    UNDOING = "undoing", _("đang hoàn tác")
    UNDONE = "undone", _("đã hoàn tác")
    FAILED = "failed", _("không đọc được")
    GIVEN_UP = "given_up", _("đã bỏ")


RUNNING = (State.READING, State.JUDGING, State.APPLYING, State.UNDOING)
WAITING = (State.MAPPING, State.PREVIEW)


class Verdict(models.TextChoices):
    """What a line comes to, the ones that need somebody first."""

    FAULT = "fault", _("Lỗi")
    UNIT = "unit", _("Chờ chọn đơn vị")
    ASK = "ask", _("Cần quyết định")
    LIKELY = "likely", _("Có lẽ cùng một người")
    NEW = "new", _("Người mới")
    MOVED = "moved", _("Chuyển đến")
    CHANGED = "changed", _("Thay đổi thông tin")
    SECOND = "second", _("Kiêm nhiệm")
    LEAVER = "leaver", _("Không còn trong danh sách")
    SAME = "same", _("Không thay đổi")


class RosterImport(models.Model):
    """``reading`` is what was found in the file, ``choices`` the agency chosen for a unit's name, ``counts`` the lines
    by verdict and what was left out; all three are plain data of the modules that make them."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="roster_imports")
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    as_of = models.DateField(_("danh sách tính đến ngày"))
    is_whole = models.BooleanField(_("toàn bộ danh sách"), default=False)
    name = models.CharField(max_length=120)
    file = models.FileField(storage=private_storage, max_length=80, blank=True)
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    state = models.CharField(max_length=8, choices=State, default=State.READING)
    # Why nothing came of it, in the words its owner was told.
    problem = models.TextField(blank=True)
    sheet = models.CharField(max_length=120, blank=True)
    reading = models.JSONField(default=dict)
    mapping = models.JSONField(default=dict)
    choices = models.JSONField(default=dict)
    counts = models.JSONField(default=dict)
    without_faults = models.BooleanField(default=False)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    created_at = models.DateTimeField()
    # When whatever works on it last gave a sign of life.
    touched_at = models.DateTimeField()
    applied_at = models.DateTimeField(null=True)
    undone_at = models.DateTimeField(null=True)
    undone_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        ordering = ["-created_at"]
        verbose_name = _("lần nhập danh sách")
        verbose_name_plural = _("lần nhập danh sách")
        indexes = [models.Index(fields=["agency", "-created_at"], name="rosters_of_agency")]

    def __str__(self) -> str:
        return f"{self.name} {self.as_of}"

    @property
    def is_running(self) -> bool:
        return self.state in RUNNING

    @property
    def kept_until(self) -> dt.datetime:
        """When the file and what it said of people go."""
        return (self.applied_at or self.created_at) + (KEPT if self.applied_at else WAITS)

    @property
    def percent(self) -> int:
        return min(100, 100 * self.done // self.total) if self.total else 0


class RosterLine(models.Model):
    """One line of the file, or (``line`` 0) somebody on the roster who is not in it; ``detail`` is ``judging``'s."""

    roster = models.ForeignKey(RosterImport, on_delete=models.CASCADE, related_name="lines")
    line = models.PositiveIntegerField()
    verdict = models.CharField(max_length=8, choices=Verdict)
    # Nothing is applied before somebody has chosen.
    is_open = models.BooleanField(default=False)
    # "same:<person>", "new" or "skip".
    choice = models.CharField(max_length=44, blank=True)
    name = models.CharField(max_length=200)
    detail = models.JSONField()

    class Meta:
        ordering = ["line", "id"]
        indexes = [
            # The page of one verdict.
            models.Index(fields=["roster", "verdict", "line"], name="rosters_by_verdict")
        ]

    def __str__(self) -> str:
        return f"{self.line} {self.verdict}"


class RosterEffect(models.Model):
    """What an applied line did to one person: ``detail`` has what it takes to undo it (``undoing``)."""

    roster = models.ForeignKey(RosterImport, on_delete=models.CASCADE, related_name="effects")
    # No key: the person may be one that undoing takes away again.
    person = models.UUIDField()
    made = models.BooleanField()
    detail = models.JSONField()

    def __str__(self) -> str:
        return f"{self.roster_id} {self.person}"


class RememberedMapping(models.Model):
    agency = models.ForeignKey(Agency, on_delete=models.CASCADE, related_name="+")
    fingerprint = models.CharField(max_length=32)
    mapping = models.JSONField()
    # The agency chosen for a unit's name, as in an import.
    choices = models.JSONField(default=dict)
    saved_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["agency", "fingerprint"], name="rosters_mapping_once")]

    def __str__(self) -> str:
        return f"{self.agency_id} {self.fingerprint}"


class RosterSnapshot(models.Model):
    """On ``as_of`` the roster of ``agency`` was the file with this SHA-256: ``rows`` people of it came in."""

    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="roster_snapshots")
    as_of = models.DateField()
    sha256 = models.CharField(max_length=64)
    rows = models.PositiveIntegerField()
    is_whole = models.BooleanField()
    taken_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    taken_at = models.DateTimeField()
    roster = models.OneToOneField(RosterImport, on_delete=models.PROTECT, related_name="snapshot")
    # An import that was undone leaves its snapshot, marked.
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-as_of", "-taken_at"]
        indexes = [models.Index(fields=["agency", "-as_of"], name="rosters_snapshot_of")]

    def __str__(self) -> str:
        return f"{self.agency_id} {self.as_of} {self.rows}"


def heartbeat(roster: RosterImport, **columns: Any) -> None:
    """Says how far it is, where everybody can read it; outside of transactions."""
    from django.utils import timezone

    RosterImport.objects.filter(pk=roster.pk).update(touched_at=timezone.now(), **columns)
