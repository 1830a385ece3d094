"""Files that learners hand in with an answer.

What a file is (``kind``) was read from its bytes. They lie in the private storage and leave through views that ask for
rights; a file is never changed: another one is another row.
"""

import uuid
from pathlib import PurePath

from django.db import models
from django.template.defaultfilters import filesizeformat

from learners.attempts.file_kinds import ENDINGS, FileKind
from mooc.foundation.private import private_storage

FOLDER = "answers"
LONGEST_NAME = 120


def place_of(kind: str) -> str:
    """A name nobody can guess, in one of 256 folders: none grows too long to be listed."""
    name = uuid.uuid4().hex
    return f"{FOLDER}/{name[:2]}/{name}.{kind}"


class AnswerFile(models.Model):
    """``size`` is in bytes; ``name`` as she called it, without what cannot be seen."""

    item = models.ForeignKey("attempts.AttemptItem", on_delete=models.CASCADE, related_name="files")
    file = models.FileField(storage=private_storage, max_length=80)
    name = models.CharField(max_length=LONGEST_NAME)
    kind = models.CharField(max_length=4, choices=FileKind)
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    uploaded_at = models.DateTimeField()

    class Meta:
        ordering = ["item", "pk"]
        constraints = [
            # Sent twice it is one.
            models.UniqueConstraint(fields=["item", "sha256"], name="attempts_file_once")
        ]

    def __str__(self) -> str:
        return f"{self.item_id} {self.name}"

    @property
    def mime(self) -> str:
        return FileKind(self.kind).mime

    @property
    def size_words(self) -> str:
        """ "640 KB", in the reader's language."""
        return filesizeformat(self.size)

    @property
    def saved_as(self) -> str:
        """What it is called on the device of whoever fetches it: it ends as what it is, not as it was called."""
        endings = ENDINGS.get(FileKind(self.kind), (f".{self.kind}",))
        return self.name if PurePath(self.name).suffix.lower() in endings else f"{self.name}.{self.kind}"
