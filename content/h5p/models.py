"""H5P content and the libraries it runs on (package format: h5p.org/specification).

A **library** is a version of code by the hash of its files: the same name and patch number with other bytes is another
library. An administrator approves it before it runs. A **content** is what an author put into a lesson; each package
she brings for it is a **revision**, which never changes and pins the very libraries it runs on. Bytes are kept once
for all of them, by their SHA-256 (``StoredFile``).
"""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _
from wagtail.search import index

from mooc.foundation.private import private_storage
from mooc.foundation.vietnamese import search_text

DIGEST = 64
PATH = 240
# Of packages on their way in, in the private storage.
FOLDER = "h5p-uploads"


class StoredFile(models.Model):
    """Bytes, once; ``store`` says where."""

    sha256 = models.CharField(primary_key=True, max_length=DIGEST)
    size = models.PositiveBigIntegerField()
    created_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.sha256


class NamedFile(models.Model):
    """``mime`` is what first bytes and name agree on; the same bytes under another name may be something else."""

    path = models.CharField(max_length=PATH)
    mime = models.CharField(max_length=80)
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.path


class Approval(models.TextChoices):
    PENDING = "pending", _("chờ duyệt")
    APPROVED = "approved", _("đã duyệt")
    REFUSED = "refused", _("không duyệt")
    WITHDRAWN = "withdrawn", _("đã rút")


class Library(models.Model):
    """``digest`` is the SHA-256 over its sorted paths and their SHA-256; ``manifest`` its library.json, ``semantics``
    what its parameters may be (None where it takes none)."""

    machine_name = models.CharField(_("tên máy"), max_length=100)
    major = models.PositiveIntegerField()
    minor = models.PositiveIntegerField()
    patch = models.PositiveIntegerField()
    title = models.CharField(_("tên"), max_length=255)
    digest = models.CharField(max_length=DIGEST, unique=True)
    runnable = models.BooleanField(default=False)
    manifest = models.JSONField()
    semantics = models.JSONField(null=True)
    size = models.PositiveBigIntegerField()
    approval = models.CharField(_("tình trạng"), max_length=9, choices=Approval, default=Approval.PENDING)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    decided_at = models.DateTimeField(_("ngày quyết định"), null=True, blank=True)
    brought_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    created_at = models.DateTimeField(_("ngày đưa lên"))

    class Meta:
        verbose_name = _("thư viện H5P")
        verbose_name_plural = _("thư viện H5P")
        ordering = ["machine_name", "-major", "-minor", "-patch", "-created_at"]
        indexes = [models.Index(fields=["machine_name", "major", "minor", "approval"], name="h5p_library_named")]
        constraints = [
            models.CheckConstraint(
                condition=Q(approval=Approval.PENDING, decided_at=None)
                | (~Q(approval=Approval.PENDING) & Q(decided_at__isnull=False)),
                name="h5p_library_decided",
            )
        ]

    def __str__(self) -> str:
        return f"{self.machine_name} {self.major}.{self.minor}.{self.patch}"

    @property
    def mark(self) -> str:
        """Enough of the digest to tell libraries of one name and version apart."""
        return self.digest[:8]

    @property
    def folder(self) -> str:
        """What the player calls it."""
        return f"{self.machine_name}-{self.major}.{self.minor}"


class LibraryFile(NamedFile):
    library = models.ForeignKey(Library, on_delete=models.CASCADE, related_name="files")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["library", "path"], name="h5p_library_file_once")]


class Content(index.Indexed, models.Model):
    """``current`` is what whoever begins now plays; whoever is in the middle of an earlier revision keeps it."""

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    title = models.CharField(_("tên"), max_length=160)
    current = models.ForeignKey("h5p.Revision", null=True, editable=False, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, editable=False, on_delete=models.SET_NULL, related_name="+"
    )

    search_fields = [index.SearchField("folded"), index.AutocompleteField("folded")]

    class Meta:
        verbose_name = _("nội dung tương tác")
        verbose_name_plural = _("nội dung tương tác")
        ordering = ["-pk"]

    def __str__(self) -> str:
        return self.title

    def folded(self) -> str:
        return search_text(self.title)


class Revision(models.Model):
    """One package. ``library`` is the content type as the package names it, "H5P.X 1.2"; ``parameters`` have been
    cleaned by the semantics of the libraries pinned; ``package`` is its h5p.json.

    ``brought`` lists the libraries in the package (name and version, patch, digest); ``missing`` names those nobody has
    approved yet: until then nothing is pinned and it is not played.
    ``remarks`` are what the author is told: what was cleaned away, what lies elsewhere (``importing``).
    ``written`` is what its author wrote in a form of ours (``authoring``), None for a package. ``package_of`` is the
    number of the revision whose package this is, None for its own: an administrator moved it to another library.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    content = models.ForeignKey(Content, on_delete=models.CASCADE, related_name="revisions")
    number = models.PositiveIntegerField()
    library = models.CharField(max_length=120)
    package = models.JSONField()
    raw_parameters = models.JSONField()
    parameters = models.JSONField(null=True)
    brought = models.JSONField(default=list)
    missing = models.JSONField(default=list)
    remarks = models.JSONField(default=list)
    package_of = models.PositiveIntegerField(null=True)
    written = models.JSONField(null=True)
    name = models.CharField(max_length=160)
    sha256 = models.CharField(max_length=DIGEST)
    size = models.PositiveBigIntegerField()
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        ordering = ["-number"]
        constraints = [models.UniqueConstraint(fields=["content", "number"], name="h5p_revision_once")]

    def __str__(self) -> str:
        return f"{self.content_id} {self.number}"

    # Up to ten megabytes each: what lists revisions leaves them in the database.
    HEAVY = ("package", "raw_parameters", "parameters")

    @property
    def is_ready(self) -> bool:
        return self.parameters is not None


# Which package a revision is of: a later package wins over an earlier one that was moved to another library since.
PACKAGE_NUMBER = Coalesce("package_of", "number")


class Pin(models.Model):
    """``position`` is the order in which libraries are loaded: whatever one needs comes before it."""

    revision = models.ForeignKey(Revision, on_delete=models.CASCADE, related_name="pins")
    library = models.ForeignKey(Library, on_delete=models.PROTECT, related_name="pins")
    position = models.PositiveIntegerField()

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["revision", "library"], name="h5p_pin_once"),
            models.UniqueConstraint(fields=["revision", "position"], name="h5p_pin_place_once"),
        ]

    def __str__(self) -> str:
        return f"{self.revision_id} {self.position}"


class ContentFile(NamedFile):
    """``path`` as parameters name it, below the package's ``content/``."""

    revision = models.ForeignKey(Revision, on_delete=models.CASCADE, related_name="files")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["revision", "path"], name="h5p_content_file_once")]


class UploadState(models.TextChoices):
    WAITING = "waiting", _("đang kiểm tra")
    REFUSED = "refused", _("không nhận")
    TAKEN = "taken", _("đã nhận")


class Upload(models.Model):
    """A package on its way in: for a new content, for ``content``'s next revision, or for its libraries alone.

    ``problems`` say why it was refused, in the words its author is told; ``done`` of ``size`` bytes are kept.
    ``brought`` are the libraries found in it; ``remarks`` are about a package of libraries alone (``remarks``).
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    content = models.ForeignKey(Content, null=True, on_delete=models.CASCADE, related_name="+")
    libraries_only = models.BooleanField(default=False)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    name = models.CharField(max_length=160)
    file = models.FileField(storage=private_storage, max_length=80, blank=True)
    size = models.PositiveBigIntegerField()
    done = models.PositiveBigIntegerField(default=0)
    state = models.CharField(max_length=7, choices=UploadState, default=UploadState.WAITING)
    problems = models.JSONField(default=list)
    remarks = models.JSONField(default=list)
    revision = models.ForeignKey(Revision, null=True, on_delete=models.SET_NULL, related_name="+")
    brought = models.ManyToManyField(Library, related_name="+")
    created_at = models.DateTimeField()
    touched_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.name} {self.state}"
