"""What somebody was told about her data, and what she allowed: texts with versions, and who agreed to which.

A **text** says one thing: the notice everybody reads at the first sign-in, what a guardian agrees to, or one optional
purpose. It never changes once it is issued: a new version is a row of its own, and the older one stays readable with
whoever agreed to it. The newest of its purpose is in force.

An **answer** to a text is an acknowledgement where the text is the notice (training may be an obligation; nobody can
withhold consent to it), and a consent everywhere else. A consent counts for the text it was given to, until it is
withdrawn or a newer version asks again; a guardian's counts until it is withdrawn.

A text is Vietnamese, and that wording binds. A **translation** is stored beside it for readers of another language; who
agrees on their page agrees to the version.
"""

from dataclasses import dataclass, field

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _


class DataPurpose(models.TextChoices):
    NOTICE = "notice", _("thông báo về dữ liệu")
    GUARDIAN = "guardian", _("đồng ý của người giám hộ")
    EMAIL = "email", _("thông báo qua thư điện tử")
    READING = "reading", _("đo thời gian đọc bài")


# Nothing depends on them; each is a box of its own, never ticked beforehand.
OPTIONAL = (DataPurpose.READING, DataPurpose.EMAIL)


class Channel(models.TextChoices):
    WEB = "web", _("trên trang")
    PAPER = "paper", _("bản giấy")


@dataclass(slots=True)
class Part:
    """Of a text as it is shown: a heading, a paragraph (one line) or a list."""

    kind: str
    lines: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Wording:
    """Of a text in one language. ``body`` is plain: see ``DataText``."""

    language: str
    title: str
    body: str

    @property
    def is_translation(self) -> bool:
        return self.language != settings.LANGUAGE_CODE

    @property
    def parts(self) -> list[Part]:
        found: list[Part] = []
        for line in (line.strip() for line in self.body.splitlines()):
            if line.startswith("- "):
                if not found or found[-1].kind != "list":
                    found.append(Part("list"))
                found[-1].lines.append(line[2:])
            elif line.startswith("## "):
                found.append(Part("heading", [line[3:]]))
            elif line:
                found.append(Part("paragraph", [line]))
        return found


class DataText(models.Model):
    purpose = models.CharField(_("mục đích"), max_length=10, choices=DataPurpose)
    version = models.CharField(_("phiên bản"), max_length=20)
    # Of an optional purpose: the words beside its box.
    title = models.CharField(_("tiêu đề"), max_length=200)
    # Plain: a blank line ends a paragraph, "- " begins a line of a list, "## " is a heading.
    body = models.TextField(_("nội dung"))
    issued_at = models.DateTimeField(_("ban hành lúc"))
    # By language: {"title": ..., "body": ...}. May come later than the text, and be put right.
    translations = models.JSONField(_("các bản dịch"), default=dict, blank=True)

    class Meta:
        verbose_name = _("văn bản về dữ liệu")
        verbose_name_plural = _("văn bản về dữ liệu")
        constraints = [models.UniqueConstraint(fields=["purpose", "version"], name="people_text_version_once")]

    def __str__(self) -> str:
        return f"{self.purpose} {self.version}"

    @property
    def parts(self) -> list[Part]:
        return self.binding.parts

    @property
    def binding(self) -> Wording:
        return Wording(settings.LANGUAGE_CODE, self.title, self.body)

    @property
    def shown(self) -> Wording:
        """In the language of whoever reads now, where it is translated."""
        language = get_language() or settings.LANGUAGE_CODE
        held = self.translations.get(language)
        return Wording(language, held["title"], held["body"]) if held else self.binding


class Consent(models.Model):
    account = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="consents")
    text = models.ForeignKey(DataText, on_delete=models.PROTECT, related_name="consents")
    given_at = models.DateTimeField()
    channel = models.CharField(max_length=5, choices=Channel, default=Channel.WEB)
    # The guardian's name; "" where she answered herself.
    given_by = models.CharField(max_length=200, blank=True)
    # Who typed in what was signed on paper.
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("đồng ý")
        verbose_name_plural = _("đồng ý")
        constraints = [
            models.UniqueConstraint(
                fields=["account", "text"], condition=Q(withdrawn_at=None), name="people_one_open_consent"
            )
        ]

    def __str__(self) -> str:
        return f"{self.account_id} {self.text_id} {self.given_at:%Y-%m-%d}"
