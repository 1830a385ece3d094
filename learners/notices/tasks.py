"""Sending notices by e-mail, one message at a time: what was sent is not sent again when a task is repeated."""

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django_tasks import task

from learners.notices.models import Notice


@task()
def email_notices(notice_ids: list[int]) -> None:
    """Raises what the mail server answers; the messages sent until then are marked."""
    allowed = Notice.objects.filter(account__is_active=True, account__allows_email=True)
    waiting = allowed.filter(pk__in=notice_ids, emailed_at=None)
    with get_connection() as connection:
        for notice in waiting.exclude(account__email="").select_related("account").order_by("pk"):
            message = _message(notice)
            message.connection = connection
            message.send()
            Notice.objects.filter(pk=notice.pk).update(emailed_at=timezone.now())


def _message(notice: Notice) -> EmailMessage:
    """In the language of her account; all in Vietnamese where the notice has no other words."""
    language = notice.account.language
    is_hers = language in settings.READER_LANGUAGES and notice.worded is not None
    with translation.override(language if is_hers else settings.LANGUAGE_CODE):
        return EmailMessage(_("Đại học số: thông báo mới"), _body(notice), None, [notice.account.email])


def _body(notice: Notice) -> str:
    lines = [notice.worded or notice.text]
    if notice.url:
        lines.append(settings.WAGTAILADMIN_BASE_URL.rstrip("/") + notice.url)
    lines.append(_("Thư này được gửi tự động. Anh/chị đổi địa chỉ hoặc tắt thư ở trang Tài khoản của tôi."))
    return "\n\n".join(lines)
