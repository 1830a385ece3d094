"""Telling people something, and their reading it."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.db import connection, transaction
from django.utils import timezone

from learners.notices.mailing import email_later
from learners.notices.models import LONGEST, Notice
from learners.notices.wording import Facts, in_vietnamese
from learners.people.models import Account, Person
from mooc.foundation.models import audit

BATCH = 500


def notify(
    *,
    account_ids: Iterable[UUID],
    kind: str,
    text: str = "",
    facts: Facts | None = None,
    url: str = "",
    acting_user: Any = None,
) -> int:
    """Tell each account once, set-wise; returns how many were told.

    What a registered ``kind`` makes of ``facts``, in each reader's language; or ``text`` as it is, in Vietnamese.
    ``url`` is a path of this site (``ValueError`` for anything else). What the system tells leaves its trace in its
    cause; what somebody tells by hand has an audit row. E-mail follows on commit, where there is an address.
    """
    _check(url)
    said = _said(kind, text, facts)
    wanted = dict.fromkeys(account_ids)
    if not wanted:
        return 0
    # One statement, most often within the transaction of its cause: no savepoint of its own.
    with transaction.atomic(savepoint=False):
        made = _tell(wanted, kind=kind, url=url, **said)
        if acting_user is not None:
            audit(acting_user=acting_user, verb="notify", subject=made[0], new={"kind": kind, "accounts": len(made)})
        email_later([notice.pk for notice in made])
    return len(made)


# Their accounts are found and told in one statement: a certificate is issued while its registration is locked.
TELL = """
    INSERT INTO notices_notice (account_id, kind, text, facts, url, created_at)
    SELECT account.id, %s, %s, %s, %s, %s FROM people_account AS account JOIN people_person AS person
        ON person.id = account.person_id WHERE account.is_active AND (person.id = %s OR person.merged_into_id = %s)
    RETURNING id
"""


def notify_person(*, person_id: UUID, kind: str, text: str = "", facts: Facts | None = None, url: str = "") -> int:
    """Tell a human being, by the record that counts for her, on every account she has: one query; 0 without one."""
    _check(url)
    said = _said(kind, text, facts)
    stored = None if facts is None else connection.ops.adapt_json_value(said["facts"], None)
    now = connection.ops.adapt_datetimefield_value(timezone.now())
    key = Person._meta.pk.get_db_prep_value(person_id, connection)
    with connection.cursor() as cursor:
        cursor.execute(TELL, [kind, said["text"], stored, url, now, key, key])
        made = [row[0] for row in cursor.fetchall()]
    email_later(made)
    return len(made)


def _check(url: str) -> None:
    if url and (not url.startswith("/") or url.startswith(("//", "/\\"))):
        raise ValueError(f"not a path of this site: {url}")


def _said(kind: str, text: str, facts: Facts | None) -> dict[str, Any]:
    """The columns that say it; ``ValueError`` unless it is said one way."""
    if bool(text) == (facts is not None):
        raise ValueError(f"a notice says a text or facts: {kind}")
    return {"text": text if facts is None else in_vietnamese(kind, facts)[:LONGEST], "facts": facts}


def _tell(wanted: Iterable[UUID], **said: Any) -> list[Notice]:
    return Notice.objects.bulk_create((Notice(account_id=account, **said) for account in wanted), batch_size=BATCH)


def mark_read(*, notice: Notice, acting_user: Account) -> None:
    """Her own act on her own notice: the row itself says when."""
    Notice.objects.filter(pk=notice.pk, account=acting_user, read_at=None).update(read_at=timezone.now())


def mark_all_read(*, acting_user: Account) -> int:
    return Notice.objects.filter(account=acting_user, read_at=None).update(read_at=timezone.now())
