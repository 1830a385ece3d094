"""``manage.py list_credentials``: who has keys, for what, and when they were last used."""

from typing import Any

from django.core.management.base import BaseCommand

from xapi.models import Credential


class Command(BaseCommand):
    help = "List clients' keys; secrets are not kept and cannot be shown."

    def handle(self, *args: Any, **options: Any) -> None:
        for credential in Credential.objects.select_related("authority").order_by("authority__name", "created_at"):
            state = f"revoked {credential.revoked_at:%Y-%m-%d}" if credential.revoked_at else "in force"
            used = f"{credential.last_used_at:%Y-%m-%d %H:%M}" if credential.last_used_at else "never"
            scopes = " ".join(credential.scopes)
            self.stdout.write(f"{credential.key}  {credential.authority.name}  {scopes}  last used: {used}  {state}")
