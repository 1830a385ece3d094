"""The worker's part of an upload: look through the package, keep what is in it, say what is wrong with it."""

from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django_tasks import task

from content.h5p.importing import take
from content.h5p.models import Upload, UploadState
from content.h5p.package.refusals import Refused
from mooc.foundation.private import private_storage


@task()
def work(upload_id: str, account_id: str) -> None:
    """``account_id`` is who brought it; what is wrong is told in her language. Harmless when run again."""
    upload = Upload.objects.select_related("content").filter(pk=upload_id, state=UploadState.WAITING).first()
    if upload is None:
        return
    account: Any = get_user_model()._default_manager.get(pk=account_id)
    asked = getattr(account, "language", "")
    with translation.override(asked if asked in settings.READER_LANGUAGES else settings.LANGUAGE_CODE):
        try:
            take(upload, account)
        except Refused as refused:
            _refuse(upload, list(refused.problems))
        except Exception:
            _refuse(upload, [_("Có lỗi ngoài dự kiến, chưa có gì được lưu. Anh/chị thử lại, hoặc báo người quản trị.")])
            raise


def _refuse(upload: Upload, problems: list[str]) -> None:
    """The file goes: its author has it, and may bring it again."""
    name = str(upload.file.name)
    held = Upload.objects.filter(pk=upload.pk, state=UploadState.WAITING)
    if held.update(state=UploadState.REFUSED, problems=problems, file="", touched_at=timezone.now()) and name:
        private_storage().delete(name)
