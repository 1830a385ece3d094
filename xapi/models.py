"""Storage of a Learning Record Store (IEEE 9274.1.1; xAPI 1.0.3 Part Three).

``Statement.raw`` is the exact JSON the store returns: text, not jsonb, so that key order, ``1.0`` against ``1``
and ``\\u0000`` survive. Everything else in the row is derived from it, so that queries and folds never parse bodies.
"""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Trust(models.TextChoices):
    """How far what an authority says may be believed; the project's proof table reads it."""

    SYSTEM = "system", _("Hệ thống")
    SERVER_GRADED = "server-graded", _("Máy chủ chấm")
    LEARNER_SESSION = "learner-session", _("Phiên của người học")
    H5P_CLAIM = "h5p-claim", _("Nội dung tương tác tự báo")
    TRUSTED_EXTERNAL = "trusted-external", _("Bên ngoài được tin cậy")
    EXTERNAL = "external", _("Bên ngoài")


class Kind(models.TextChoices):
    """What a statement is for, decided when it is written; retention follows it."""

    RECORD = "record", _("Hồ sơ")
    ANSWER = "answer", pgettext_lazy("phát biểu", "Câu trả lời")
    TELEMETRY = "telemetry", _("Hành vi")
    UNCLASSIFIED = "unclassified", _("Chưa phân loại")


class Authority(models.Model):
    """Who vouches for statements: written into ``authority`` of each of them."""

    key = models.TextField(unique=True)
    name = models.TextField()
    agent = models.JSONField()
    trust = models.CharField(max_length=20, choices=Trust, default=Trust.EXTERNAL)
    can_void = models.BooleanField(_("được hủy phát biểu của bên khác"), default=False)

    class Meta:
        verbose_name = _("nguồn phát biểu")
        verbose_name_plural = _("nguồn phát biểu")

    def __str__(self) -> str:
        return self.name


class Credential(models.Model):
    """A client's key. The secret is random, shown once and kept as SHA-256: no slow hash on the hot path.

    ``previous_sha256`` is the secret before the last rotation, good until ``previous_until``. ``per_minute`` requests
    may be sent; without a value the setting counts, 0 is without limit.
    """

    authority = models.ForeignKey(Authority, on_delete=models.PROTECT, related_name="credentials")
    key = models.CharField(max_length=64, unique=True)
    secret_sha256 = models.CharField(max_length=64)
    previous_sha256 = models.CharField(max_length=64, blank=True)
    previous_until = models.DateTimeField(null=True, blank=True)
    scopes = models.JSONField(default=list)
    per_minute = models.PositiveIntegerField(null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    last_used_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("khóa kết nối")
        verbose_name_plural = _("khóa kết nối")

    def __str__(self) -> str:
        return self.key


class Agent(models.Model):
    """``key``: ``mbox|…``, ``sha1|…``, ``openid|…`` or ``account|<homePage>|<name>``; of a long one its fingerprint."""

    key = models.TextField(unique=True)
    object_type = models.CharField(max_length=8, default="Agent")
    name = models.TextField(blank=True)

    def __str__(self) -> str:
        return self.key


class Activity(models.Model):
    """``iri``: of a long one its fingerprint (``rows.bounded``); a statement's ``raw`` has it in full."""

    iri = models.TextField(unique=True)
    # JSON as text: PostgreSQL's jsonb refuses the \u0000 a legal definition may hold, as text it stays an escape.
    definition = models.TextField(blank=True)
    updated = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name_plural = "activities"

    def __str__(self) -> str:
        return self.iri


class Statement(models.Model):
    seq = models.BigAutoField(primary_key=True)
    statement_id = models.UUIDField(unique=True, default=uuid.uuid4)
    stored = models.DateTimeField()
    timestamp = models.DateTimeField()
    version = models.CharField(max_length=8)
    verb = models.TextField()
    actor = models.ForeignKey(Agent, null=True, on_delete=models.PROTECT, related_name="+", db_index=False)
    object_type = models.CharField(max_length=12)
    object_key = models.TextField()
    registration = models.UUIDField(null=True)
    authority = models.ForeignKey(Authority, on_delete=models.PROTECT, related_name="+", db_index=False)
    kind = models.CharField(max_length=12, choices=Kind, default=Kind.UNCLASSIFIED)
    # Result columns: what folds read instead of the body.
    success = models.BooleanField(null=True)
    completion = models.BooleanField(null=True)
    score_scaled = models.DecimalField(max_digits=7, decimal_places=6, null=True)
    # Set by a voiding statement that counts; the moment is that statement's ``stored``.
    voided_at = models.DateTimeField(null=True)
    is_voiding = models.BooleanField(default=False)
    ref_target = models.UUIDField(null=True)
    raw = models.TextField()
    fingerprint = models.CharField(max_length=64)
    # Its content, or somebody's identity in it, was taken out; ``fingerprint`` is still that of what was sent.
    redacted_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["stored", "seq"]
        indexes = [
            models.Index(fields=["stored", "seq"], name="xapi_stored_seq"),
            # Pages of one registration, and folding it again: its records alone.
            models.Index(fields=["registration", "stored", "seq", "kind"], name="xapi_of_registration"),
            models.Index(fields=["verb", "stored", "seq"], name="xapi_of_verb"),
            # Pages of what is voided (``searching.Voided.ONLY``).
            models.Index(fields=["stored", "seq"], name="xapi_voided", condition=models.Q(voided_at__isnull=False)),
            # Late targets: is anything already pointing at the id that arrives?
            models.Index(fields=["ref_target"], name="xapi_ref_target", condition=models.Q(ref_target__isnull=False)),
            # Expiry: what of a kind is older than its term.
            models.Index(fields=["kind", "stored"], name="xapi_kind_stored"),
        ]

    def __str__(self) -> str:
        return str(self.statement_id)


class StatementAgent(models.Model):
    """Who a statement names. ``direct``: as actor or object, or as a member of the group that is; the others are found
    with ``related_agents`` alone. ``stored`` is the statement's: a page of one agent's is one walk along an index.
    """

    pk = models.CompositePrimaryKey("statement", "agent")
    statement = models.ForeignKey(Statement, on_delete=models.CASCADE, related_name="agent_links", db_index=False)
    agent = models.ForeignKey(Agent, on_delete=models.PROTECT, related_name="+", db_index=False)
    stored = models.DateTimeField()
    direct = models.BooleanField()

    class Meta:
        indexes = [models.Index(fields=["agent", "direct", "stored", "statement"], name="xapi_of_agent")]

    def __str__(self) -> str:
        return f"{self.statement_id} {self.agent_id}"


class StatementActivity(models.Model):
    """What a statement names. ``direct``: as its object; the others are found with ``related_activities`` alone."""

    pk = models.CompositePrimaryKey("statement", "activity")
    statement = models.ForeignKey(Statement, on_delete=models.CASCADE, related_name="activity_links", db_index=False)
    activity = models.ForeignKey(Activity, on_delete=models.PROTECT, related_name="+", db_index=False)
    stored = models.DateTimeField()
    direct = models.BooleanField()

    class Meta:
        indexes = [models.Index(fields=["activity", "direct", "stored", "statement"], name="xapi_of_activity")]

    def __str__(self) -> str:
        return f"{self.statement_id} {self.activity_id}"


class Attachment(models.Model):
    """The bytes of an attachment, once whoever names them; the hash is in lower case."""

    sha2 = models.CharField(max_length=128, primary_key=True)
    content = models.BinaryField()
    length = models.PositiveIntegerField()

    def __str__(self) -> str:
        return self.sha2


class StatementAttachment(models.Model):
    """Which statement keeps which bytes alive."""

    pk = models.CompositePrimaryKey("statement", "attachment")
    statement = models.ForeignKey(Statement, on_delete=models.CASCADE, related_name="attachment_links", db_index=False)
    attachment = models.ForeignKey(Attachment, on_delete=models.PROTECT, related_name="+")

    def __str__(self) -> str:
        return f"{self.statement_id} {self.attachment_id}"


class StatementRefClosure(models.Model):
    """``ancestor`` refers to ``descendant``, directly or through other references.

    Filters that find the descendant find the ancestor too: ``seq`` and ``stored`` are the ancestor's place in the log,
    ``verb`` and ``registration`` the descendant's, so that such a search is one walk along an index. ``target_seq``
    and what follows from it are unknown until the descendant arrives.
    """

    ancestor = models.UUIDField()
    descendant = models.UUIDField()
    seq = models.BigIntegerField()
    stored = models.DateTimeField()
    target_seq = models.BigIntegerField(null=True)
    verb = models.TextField(null=True)
    registration = models.UUIDField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["ancestor", "descendant"], name="xapi_ref_pair")]
        indexes = [
            models.Index(fields=["descendant"], name="xapi_ref_descendant"),
            models.Index(fields=["verb", "stored", "seq"], name="xapi_ref_of_verb"),
            models.Index(fields=["registration", "stored", "seq"], name="xapi_ref_of_registration"),
        ]

    def __str__(self) -> str:
        return f"{self.ancestor} > {self.descendant}"


class ReferenceAgent(models.Model):
    """Whom the descendant of a pair names, with the ancestor's place in the log: a link at second hand."""

    pk = models.CompositePrimaryKey("pair", "agent")
    pair = models.ForeignKey(StatementRefClosure, on_delete=models.CASCADE, related_name="+", db_index=False)
    agent = models.ForeignKey(Agent, on_delete=models.PROTECT, related_name="+", db_index=False)
    direct = models.BooleanField()
    stored = models.DateTimeField()
    seq = models.BigIntegerField()

    class Meta:
        indexes = [models.Index(fields=["agent", "direct", "stored", "seq"], name="xapi_ref_of_agent")]

    def __str__(self) -> str:
        return f"{self.seq} {self.agent_id}"


class ReferenceActivity(models.Model):
    """What the descendant of a pair names, with the ancestor's place in the log."""

    pk = models.CompositePrimaryKey("pair", "activity")
    pair = models.ForeignKey(StatementRefClosure, on_delete=models.CASCADE, related_name="+", db_index=False)
    activity = models.ForeignKey(Activity, on_delete=models.PROTECT, related_name="+", db_index=False)
    direct = models.BooleanField()
    stored = models.DateTimeField()
    seq = models.BigIntegerField()

    class Meta:
        indexes = [models.Index(fields=["activity", "direct", "stored", "seq"], name="xapi_ref_of_activity")]

    def __str__(self) -> str:
        return f"{self.seq} {self.activity_id}"


class ExpiredStatement(models.Model):
    """The id of a statement deleted at the end of its term: a late duplicate is still a duplicate."""

    statement_id = models.UUIDField(primary_key=True)
    fingerprint = models.CharField(max_length=64)
    expired_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return str(self.statement_id)


class DocumentKind(models.TextChoices):
    STATE = "state"
    ACTIVITY_PROFILE = "activity_profile"
    AGENT_PROFILE = "agent_profile"


class Document(models.Model):
    """State and profiles. NULL is not equal to NULL in a unique constraint: hence two of them.

    ``activity``, ``agent`` and ``document_id`` are keys (``rows.bounded``); ``full_id`` is what a long id was.
    """

    kind = models.CharField(max_length=16, choices=DocumentKind)
    activity = models.TextField(blank=True)
    agent = models.TextField(blank=True)
    registration = models.UUIDField(null=True)
    document_id = models.TextField()
    full_id = models.TextField(blank=True)
    content = models.BinaryField()
    content_type = models.TextField(default="application/json")
    sha1 = models.CharField(max_length=40)
    updated = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "activity", "agent", "registration", "document_id"],
                condition=models.Q(registration__isnull=False),
                name="xapi_document_registered",
            ),
            models.UniqueConstraint(
                fields=["kind", "activity", "agent", "document_id"],
                condition=models.Q(registration__isnull=True),
                name="xapi_document_unregistered",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.document_id}"
