"""People and their accounts, which are two things.

A **Person** is somebody a roster knows, with or without an **Account**: two million people are not two million
logins. A person has one ``full_name``; it is sorted by given name and searched without marks. In statements a
person appears only under the opaque name of an ``ActorAlias``; there may be several over a lifetime.

A **sign-in code** (``SignInCode``) is printed by whoever answers for a person and lets her choose a password once.
What she was told about her data and what she allowed is in ``consent_models``.
"""

import uuid
from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from learners.people.consent_models import Channel, Consent, DataPurpose, DataText
from mooc.foundation.vietnamese import fold, name_sort_key

__all__ = [
    "Account",
    "ActorAlias",
    "Channel",
    "Consent",
    "DataPurpose",
    "DataText",
    "Outcome",
    "Person",
    "Purpose",
    "RegistrationTally",
    "SignInCode",
    "TextSize",
]


class Person(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    full_name = models.CharField(_("họ và tên"), max_length=200)
    folded_name = models.CharField(max_length=200, editable=False, db_index=True)
    sort_key = models.CharField(max_length=420, editable=False, db_index=True)
    birth_year = models.PositiveSmallIntegerField(_("năm sinh"), null=True, blank=True)
    # The staff code of the employer's roster, where there is one.
    staff_code = models.CharField(_("mã cán bộ"), max_length=40, blank=True, db_index=True)
    phone = models.CharField(_("điện thoại"), max_length=16, blank=True, db_index=True)
    # Set while another record is kept for the same human being; undone by clearing it.
    merged_into = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="absorbed")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("người")
        verbose_name_plural = _("người")
        ordering = ["sort_key"]
        constraints = [
            models.CheckConstraint(condition=~Q(merged_into=models.F("id")), name="people_person_not_into_itself")
        ]

    def __str__(self) -> str:
        return self.full_name

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.set_derived()
        super().save(*args, **kwargs)

    def set_derived(self) -> None:
        self.folded_name = fold(self.full_name)
        self.sort_key = name_sort_key(self.full_name)

    @property
    def canonical_id(self) -> uuid.UUID:
        """The record that counts for this human being."""
        return self.merged_into_id or self.id


class ActorAlias(models.Model):
    """An opaque actor name of a person: ``account {homePage: <installation>, name: alias}``."""

    name = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="aliases")
    created_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return str(self.name)


class AccountManager(BaseUserManager["Account"]):
    def create_user(self, username: str, password: str | None = None, **extra: Any) -> "Account":
        account = self.model(username=username.strip().lower(), **extra)
        account.set_password(password)
        account.save(using=self._db)
        return account

    def create_superuser(self, username: str, password: str | None = None, **extra: Any) -> "Account":
        return self.create_user(username, password, **{**extra, "is_staff": True, "is_superuser": True})


class TextSize(models.TextChoices):
    """The value of ``data-text`` on the page."""

    NORMAL = "", _("Thường")
    LARGE = "large", _("Lớn")
    LARGEST = "largest", _("Rất lớn")


class Account(AbstractBaseUser, PermissionsMixin):
    """What signs in. A phone may be shared by a family: it proves nothing by itself."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.OneToOneField(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="account", verbose_name=_("người")
    )
    username = models.CharField(_("tên đăng nhập"), max_length=64, unique=True)
    phone = models.CharField(_("điện thoại"), max_length=16, blank=True, db_index=True)
    email = models.EmailField(_("thư điện tử"), blank=True)
    is_active = models.BooleanField(_("đang hoạt động"), default=True)
    is_staff = models.BooleanField(_("nhân viên quản trị"), default=False)
    created_at = models.DateTimeField(auto_now_add=True)
    # What her pages are made after. On the account, which every page reads anyway.
    language = models.CharField(_("ngôn ngữ"), max_length=8, blank=True)
    text_size = models.CharField(_("cỡ chữ"), max_length=8, blank=True, choices=TextSize, default=TextSize.NORMAL)
    data_saver = models.BooleanField(_("tiết kiệm dữ liệu"), default=False)
    # What her consents of today come to (``consents``); the rows say since when and to which words.
    allows_email = models.BooleanField(default=False, editable=False)
    allows_reading = models.BooleanField(default=False, editable=False)
    # A guardian took back the consent: no session goes on until it is given again.
    on_hold = models.BooleanField(default=False, editable=False)

    objects = AccountManager()

    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta:
        verbose_name = _("tài khoản")
        verbose_name_plural = _("tài khoản")

    def __str__(self) -> str:
        return self.username

    def get_full_name(self) -> str:
        return self.person.full_name if self.person else self.username

    def get_short_name(self) -> str:
        return self.get_full_name().split()[-1]

    # Wagtail's screens read these two; the truth is one name.
    @property
    def first_name(self) -> str:
        return self.get_full_name()

    @property
    def last_name(self) -> str:
        return ""


class Purpose(models.TextChoices):
    FIRST = "first", _("đăng nhập lần đầu")
    RESET = "reset", _("đặt lại mật khẩu")


class Outcome(models.TextChoices):
    """How a code ended. One that is open, or merely past its days, has none."""

    USED = "used", _("đã dùng")
    REFUSED = "refused", _("người nhận báo nhầm người")
    REPLACED = "replaced", _("đã thay bằng mã mới")


class SignInCode(models.Model):
    """A single-use code. Only its keyed digest is kept: it can be read once, where it was issued."""

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="codes")
    purpose = models.CharField(_("mục đích"), max_length=8, choices=Purpose)
    digest = models.CharField(max_length=64, editable=False)
    issued_by = models.ForeignKey(Account, null=True, on_delete=models.SET_NULL, related_name="+")
    issued_at = models.DateTimeField(_("cấp lúc"))
    expires_at = models.DateTimeField(_("hết hạn lúc"))
    wrong_tries = models.PositiveSmallIntegerField(default=0)
    locked_until = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    outcome = models.CharField(_("kết quả"), max_length=8, choices=Outcome, blank=True)
    # When the owner was told that her password had been set anew; only a used code of kind "reset" is told.
    told_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("mã đăng nhập")
        verbose_name_plural = _("mã đăng nhập")
        constraints = [
            models.UniqueConstraint(fields=["account"], condition=Q(ended_at=None), name="people_one_open_code"),
            models.CheckConstraint(
                condition=Q(ended_at=None, outcome="") | (Q(ended_at__isnull=False) & ~Q(outcome="")),
                name="people_code_ended_somehow",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.account_id} {self.purpose} {self.issued_at:%Y-%m-%d}"


class RegistrationTally(models.Model):
    """How many registered within one hour from one network, of which only a keyed digest is kept."""

    hour = models.DateTimeField()
    network = models.CharField(max_length=64)
    count = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["hour", "network"], name="people_one_tally_an_hour")]

    def __str__(self) -> str:
        return f"{self.hour:%Y-%m-%d %H} {self.count}"
