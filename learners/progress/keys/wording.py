"""What a key may do and how it stands, in words."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.contrib.humanize.templatetags.humanize import intcomma
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from xapi import credentials
from xapi.models import Authority, Credential, Trust


@dataclass(frozen=True, slots=True)
class Right:
    """A scope: ``short`` for a list, ``sentence`` for who has to decide."""

    scope: str
    short: Any
    sentence: Any


# Every scope there is: a test compares.
RIGHTS = [
    Right(credentials.WRITE, _("gửi phát biểu"), _("Gửi phát biểu học tập vào kho.")),
    Right(
        credentials.READ_MINE,
        _("đọc phát biểu của mình"),
        _("Đọc lại những phát biểu do chính bên này gửi."),
    ),
    Right(
        credentials.READ,
        _("đọc mọi phát biểu"),
        _("Đọc mọi phát biểu và tài liệu trong kho, kể cả của người học ở đơn vị khác."),
    ),
    Right(
        credentials.STATE,
        _("đọc, ghi trạng thái học"),
        _("Đọc, ghi và xóa trạng thái học, ví dụ chỗ người học đang dừng."),
    ),
    Right(credentials.PROFILE, _("đọc, ghi hồ sơ"), _("Đọc, ghi và xóa hồ sơ của hoạt động và của người học.")),
    Right(
        credentials.DEFINE,
        _("đặt tên hoạt động"),
        _("Tên hoạt động và tên người học trong phát biểu của bên này được kho ghi nhớ."),
    ),
    Right(credentials.VOID, _("hủy phát biểu của mình"), _("Hủy những phát biểu do chính bên này gửi.")),
    Right(credentials.ALL_READ, _("đọc mọi thứ"), _("Đọc mọi thứ trong kho.")),
    Right(credentials.ALL, _("mọi quyền"), _("Tất cả các quyền trên. Chỉ cấp khi thật cần.")),
]
# Here it allows what reading every statement does.
OFFERED = [right for right in RIGHTS if right.scope != credentials.ALL_READ]

TRUSTS = [
    (
        Trust.EXTERNAL,
        _("Bình thường. Phát biểu được lưu và xem được, nhưng không làm ai được tính là hoàn thành khóa học."),
    ),
    (
        Trust.TRUSTED_EXTERNAL,
        _("Được tin cậy. Khi bên này báo một người đã hoàn thành khóa học, người đó được tính là đã hoàn thành."),
    ),
]


class State(models.TextChoices):
    IN_USE = "in-use", _("Đang dùng")
    ROTATING = "rotating", _("Đang đổi mã")
    REVOKED = "revoked", _("Đã thu hồi")


def state_of(credential: Credential, now: dt.datetime) -> State:
    if credential.revoked_at:
        return State.REVOKED
    until = credential.previous_until
    return State.ROTATING if until and now < until else State.IN_USE


def in_state(state: str, now: dt.datetime) -> models.Q:
    """The same as a filter."""
    revoked = models.Q(revoked_at__isnull=False)
    rotating = ~revoked & models.Q(previous_until__gt=now)
    in_use = ~revoked & (models.Q(previous_until=None) | models.Q(previous_until__lte=now))
    return {State.REVOKED: revoked, State.ROTATING: rotating, State.IN_USE: in_use}[State(state)]


def state_detail(credential: Credential) -> str:
    """The day that goes with a state, in words; empty while a key is simply in use."""
    found = state_of(credential, timezone.now())
    if found is State.ROTATING:
        return gettext("Mã cũ còn dùng được đến %s") % moment(credential.previous_until)
    return gettext("Lúc %s") % moment(credential.revoked_at) if found is State.REVOKED else ""


def moment(at: dt.datetime | None) -> str:
    return f"{timezone.localtime(at):%H:%M %d/%m/%Y}" if at else ""


def last_used(credential: Credential) -> str:
    return moment(credential.last_used_at) or gettext("Chưa dùng lần nào")


def rights(credential: Credential) -> list[Right]:
    return [right for right in RIGHTS if right.scope in credential.scopes]


def rights_in_short(credential: Credential) -> str:
    text = ", ".join(str(right.short) for right in rights(credential))
    return text[:1].upper() + text[1:]


def limit(credential: Credential) -> str:
    found = credentials.limit_of(credential)
    text = intcomma(found) if found else gettext("Không giới hạn")
    return gettext("%s (mặc định)") % text if credential.per_minute is None else text


def who(authority: Authority) -> str:
    """Its name, and whose account it is where it is one: two systems may have the same name."""
    home = authority.agent.get("account", {}).get("homePage", "")
    return f"{authority.name} ({home})" if home else authority.name
