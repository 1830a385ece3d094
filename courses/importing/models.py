"""A file that waits: uploaded by an editor, shown to her as the lesson it would make, not yet one.

It is kept in the database, where every web process finds it, and goes when the lesson is made, when she gives it up, or
after a day.
"""

import uuid

from django.conf import settings
from django.db import models

from courses.catalogue.models import ModulePage


class WaitingFile(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    module = models.ForeignKey(ModulePage, on_delete=models.CASCADE, related_name="+")
    name = models.CharField(max_length=200)
    content = models.BinaryField()
    created_at = models.DateTimeField(auto_now_add=True, db_index=True)

    def __str__(self) -> str:
        return self.name
