"""What a roster's file said of people goes when its days are over; files whose row was never written are swept."""

import datetime as dt

from django.db.models import Q
from django.utils import timezone

from learners.rosters.models import FOLDER, KEPT, RUNNING, WAITING, WAITS, RosterImport, State
from mooc.foundation.models import audit
from mooc.foundation.private import private_storage
from mooc.foundation.recurring import Alive

# Longer than any upload takes.
YOUNG = dt.timedelta(days=1)


def forget(alive: Alive) -> int:
    """Files, lines and effects of imports whose days are over; says of how many. The import and its snapshot stay."""
    now = timezone.now()
    over = Q(applied_at__lt=now - KEPT) | Q(applied_at=None, created_at__lt=now - WAITS)
    found = 0
    for roster in RosterImport.objects.filter(over).exclude(file="").exclude(state__in=RUNNING):
        forget_one(roster)
        found += 1
        alive()
    return found


def forget_one(roster: RosterImport) -> None:
    """Row first: one that names a file must have it. What is left of a file is swept."""
    name, state = str(roster.file.name), roster.state
    roster.file, roster.reading = "", {}
    if state in WAITING:
        roster.state = State.GIVEN_UP
        audit(acting_user=None, verb="rosters.expire", subject=roster, old={"state": state})
    roster.save(update_fields=["file", "reading", "state"])
    roster.lines.all().delete()
    roster.effects.all().delete()
    if name:
        private_storage().delete(name)


def sweep(alive: Alive) -> int:
    storage = private_storage()
    try:
        names = storage.listdir(FOLDER)[1]
    except FileNotFoundError:
        # Nobody has brought a roster yet.
        return 0
    named = set(RosterImport.objects.exclude(file="").values_list("file", flat=True))
    files = (f"{FOLDER}/{name}" for name in names)
    left = [name for name in files if name not in named and timezone.now() - storage.get_modified_time(name) > YOUNG]
    for name in left:
        storage.delete(name)
        alive()
    return len(left)
