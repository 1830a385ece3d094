"""Thông báo: what the site tells one account, written by any room above through ``notify``.

A notice is **unread** until its owner opens it or says that she has read it; read ones are forgotten after a year. It
says what happened in one sentence and leads to one page of this site. E-mail repeats it where there is an address; the
page is the first channel and the only one that everybody has. Which words it has is in ``wording``.
"""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from learners.notices.wording import in_reader_language

LONGEST = 500


class Notice(models.Model):
    account = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="notices")
    # A word of the room that writes it: "certificate", "release".
    kind = models.SlugField(max_length=40)
    # In Vietnamese.
    text = models.CharField(_("nội dung"), max_length=LONGEST)
    # What the kind's words are made of; None where ``text`` is all there is.
    facts = models.JSONField(null=True, editable=False)
    # A path of this site; "" where there is nothing to open.
    url = models.CharField(max_length=300, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    read_at = models.DateTimeField(null=True, blank=True)
    emailed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("thông báo")
        verbose_name_plural = _("thông báo")
        indexes = [
            # The page of one account.
            models.Index(fields=["account", "-id"], name="notices_of_account"),
            # The number in the frame of every page.
            models.Index(fields=["account"], condition=Q(read_at__isnull=True), name="notices_unread"),
            # Forgetting.
            models.Index(fields=["read_at"], condition=Q(read_at__isnull=False), name="notices_read"),
        ]

    def __str__(self) -> str:
        return self.text

    @property
    def worded(self) -> str | None:
        """In the language of whoever reads now; None where ``text`` is all there is."""
        return in_reader_language(self.kind, self.facts)
