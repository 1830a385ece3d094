"""The worker's part of an import: whatever its state says is next. Run again it begins that step anew."""

import logging
from typing import Any

from django.conf import settings
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django_tasks import task

from learners.people.models import Account
from learners.rosters.applying import NotApplied, apply
from learners.rosters.columns import Field
from learners.rosters.models import RosterImport, State
from learners.rosters.staging import describe, read_file, remembered, stage
from learners.rosters.undoing import NotUndone, undo
from mooc.foundation.frugal import little_memory
from mooc.foundation.spreadsheets.grid import Unreadable

logger = logging.getLogger(__name__)
# Where an import stands again when its step fails.
BACK = {
    State.READING: State.FAILED,
    State.JUDGING: State.MAPPING,
    State.APPLYING: State.PREVIEW,
    State.UNDOING: State.APPLIED,
}


@task()
def work(roster_id: str, account_id: str, reason: str = "") -> None:
    """``account_id`` is who asked for it, by whose rights and in whose language it is done."""
    roster = RosterImport.objects.select_related("agency").get(pk=roster_id)
    account = Account.objects.get(pk=account_id)
    if not roster.is_running:
        return
    language = account.language if account.language in settings.READER_LANGUAGES else settings.LANGUAGE_CODE
    with translation.override(language), little_memory():
        try:
            _step(roster, account, reason)
        except (Unreadable, NotApplied, NotUndone) as error:
            _stand_back(roster, str(error), State.FAILED if isinstance(error, Unreadable) else None)
        except Exception:
            _stand_back(
                roster, _("Có lỗi ngoài dự kiến, chưa có gì được ghi. Anh/chị thử lại, hoặc báo người quản trị.")
            )
            raise


def _step(roster: RosterImport, account: Account, reason: str) -> None:
    if roster.state == State.READING:
        _read(roster, account)
    elif roster.state == State.JUDGING:
        _judge(roster, account)
    elif roster.state == State.APPLYING:
        apply(roster, account)
    else:
        undo(roster, account, reason)


def _stand_back(roster: RosterImport, problem: str, state: State | None = None) -> None:
    held = RosterImport.objects.filter(pk=roster.pk, state=roster.state)
    held.update(state=state or BACK[State(roster.state)], problem=problem, touched_at=timezone.now())


def _read(roster: RosterImport, account: Account) -> None:
    """Where the agency's columns are remembered and nothing is left to ask, the lines are judged at once."""
    roster.reading = describe(*read_file(roster))
    held = remembered(roster)
    kept: dict[str, Any] = held.mapping if held else {}
    roster.choices = held.choices if held else {}
    roster.mapping = kept or {"fields": roster.reading["fields"], "order": "", "category": ""}
    known = bool(kept) and is_settled(kept, roster.reading)
    state = State.JUDGING if known else State.MAPPING
    roster.state = state
    columns = {"reading": roster.reading, "mapping": roster.mapping, "choices": roster.choices}
    RosterImport.objects.filter(pk=roster.pk, state=State.READING).update(
        state=state, touched_at=timezone.now(), **columns
    )
    if known:
        _judge(roster, account)


def is_settled(mapping: dict[str, Any], reading: dict[str, Any]) -> bool:
    """Whether a remembered mapping leaves nothing to ask of this file."""
    fields = mapping.get("fields", [])
    doubtful = any(one == Field.SINCE and order == "?" for one, order in zip(fields, reading["orders"], strict=False))
    return len(fields) == len(reading["titles"]) and Field.NAME in fields and not doubtful


def _judge(roster: RosterImport, account: Account) -> None:
    stage(roster, account)
    RosterImport.objects.filter(pk=roster.pk, state=State.JUDGING).update(
        state=State.PREVIEW, touched_at=timezone.now()
    )
