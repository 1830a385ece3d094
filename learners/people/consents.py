"""Reading the notice, agreeing to an optional purpose, a guardian's consent; taking consent back.

``Account.allows_email`` and ``allows_reading`` are what the open consents come to today, written here alone.
"""

from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from learners.people.consent_models import OPTIONAL, Channel, Consent, DataPurpose, DataText
from learners.people.models import Account
from mooc.foundation.models import audit

SWITCHES = {DataPurpose.EMAIL: "allows_email", DataPurpose.READING: "allows_reading"}


class NotWithdrawable(Exception):
    """What was read was read; and what is withdrawn already stays so."""


def texts_in_force() -> dict[str, DataText]:
    """The newest of every purpose, by purpose: one query."""
    return {text.purpose: text for text in DataText.objects.order_by("issued_at", "pk")}


def text_in_force(purpose: DataPurpose) -> DataText:
    return DataText.objects.filter(purpose=purpose).latest("issued_at", "pk")


def is_notice_due(account: Account) -> bool:
    """Whether the newest notice has not been read by her."""
    newest = DataText.objects.filter(purpose=DataPurpose.NOTICE).order_by("-issued_at", "-pk")
    read = Consent.objects.filter(account=account, text=newest.values("pk")[:1], withdrawn_at=None)
    return not read.exists()


def may_measure_reading(user: Any) -> bool:
    """Whether how she reads may be stored today; who is not signed in has agreed to nothing."""
    return isinstance(user, Account) and user.allows_reading


def offered(account: Account | None) -> list[DataPurpose]:
    """The optional purposes that would switch something for her; mail needs a mail server and her address."""
    reachable = account is not None and account.email and settings.EMAIL_HOST
    return [purpose for purpose in OPTIONAL if purpose != DataPurpose.EMAIL or reachable]


@transaction.atomic
def give(
    *, account: Account, text: DataText, acting_user: Any, channel: str = Channel.WEB, given_by: str = ""
) -> Consent:
    """Once for each text: a second time changes nothing. ``given_by`` is the guardian's name."""
    # One at a time for an account: two would both find nothing given.
    Account.objects.select_for_update(no_key=True).get(pk=account.pk)
    open_one = Consent.objects.filter(account=account, text=text, withdrawn_at=None).first()
    if open_one:
        return open_one
    on_paper = channel == Channel.PAPER
    made = Consent.objects.create(
        account=account,
        text=text,
        given_at=timezone.now(),
        channel=channel,
        given_by=given_by,
        recorded_by=acting_user if on_paper else None,
    )
    _switch(account, text.purpose, on=True)
    new = {"purpose": text.purpose, "version": text.version, "channel": str(channel), "given_by": given_by}
    audit(acting_user=acting_user, verb="consent", subject=account, new=new)
    return made


@transaction.atomic
def withdraw(*, consent: Consent, acting_user: Any) -> None:
    """For its purpose, whichever versions were agreed to, from now on. Raises ``NotWithdrawable``."""
    account, text = consent.account, consent.text
    open_ones = Consent.objects.filter(account=account, text__purpose=text.purpose, withdrawn_at=None)
    if text.purpose == DataPurpose.NOTICE or not open_ones.update(withdrawn_at=timezone.now()):
        raise NotWithdrawable
    _switch(account, text.purpose, on=False)
    old = {"purpose": text.purpose, "version": text.version, "given_by": consent.given_by}
    audit(acting_user=acting_user, verb="withdraw_consent", subject=account, old=old)


@transaction.atomic
def issue_text(*, purpose: DataPurpose, version: str, title: str, body: str, acting_user: Any) -> DataText:
    """A new version. The notice is shown anew; an optional purpose rests for everybody until she agrees again."""
    made = DataText.objects.create(purpose=purpose, version=version, title=title, body=body, issued_at=timezone.now())
    if purpose in SWITCHES:
        Account.objects.filter(**{SWITCHES[purpose]: True}).update(**{SWITCHES[purpose]: False})
    audit(acting_user=acting_user, verb="issue_text", subject=made, new={"purpose": purpose, "version": version})
    return made


@transaction.atomic
def translate_text(*, text: DataText, language: str, title: str, body: str, acting_user: Any) -> None:
    """``ValueError`` for Vietnamese and for what is not read here. The audit keeps the wording it replaces."""
    if language == settings.LANGUAGE_CODE or language not in settings.READER_LANGUAGES:
        raise ValueError(f"not a language to translate into: {language}")
    held = DataText.objects.select_for_update(no_key=True).get(pk=text.pk)
    old, new = held.translations.get(language), {"title": title, "body": body}
    held.translations[language] = new
    held.save(update_fields=["translations"])
    text.translations = held.translations
    audit(
        acting_user=acting_user,
        verb="translate_text",
        subject=held,
        old={"language": language, **(old or {})},
        new={"language": language, **new},
    )


def _switch(account: Account, purpose: str, *, on: bool) -> None:
    """``Account`` follows its rows; a guardian's consent taken back ends every session."""
    changes = {"on_hold": not on} if purpose == DataPurpose.GUARDIAN else {}
    if purpose in SWITCHES:
        changes = {SWITCHES[DataPurpose(purpose)]: on}
    if changes:
        Account.objects.filter(pk=account.pk).update(**changes)
        for name, value in changes.items():
            setattr(account, name, value)
