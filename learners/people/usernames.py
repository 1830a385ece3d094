"""User names made from names: ``lan.nguyen``, then ``lan.nguyen2``; easily read aloud, typed and written down."""

import secrets
from collections.abc import Collection, Iterator

from learners.people.models import Account
from mooc.foundation.vietnamese import words

# After the tenth of a name a drawn number is shorter to find than the next free one.
COUNTED = range(2, 10)
# SQLite takes no more parameters.
AT_ONCE = 900


def free_usernames(full_names: Collection[str]) -> list[str]:
    """One for each name, none taken now and none twice; whoever inserts them still meets those made meanwhile."""
    wanted = [base(name) for name in full_names]
    candidates = sorted({each for one in wanted for each in _counted(one)})
    taken: set[str] = set()
    for start in range(0, len(candidates), AT_ONCE):
        rows = Account.objects.filter(username__in=candidates[start : start + AT_ONCE])
        taken.update(rows.values_list("username", flat=True))
    chosen = []
    for one in wanted:
        chosen.append(next(each for each in _endless(one) if each not in taken))
        taken.add(chosen[-1])
    return chosen


def base(full_name: str) -> str:
    """Given name and family name; a name without Latin letters gives ``hoc.vien``."""
    parts = words(full_name)
    if not parts:
        return "hoc.vien"
    return ".".join([parts[-1], parts[0]] if len(parts) > 1 else parts)[:50]


def _counted(one: str) -> list[str]:
    return [one, *(f"{one}{number}" for number in COUNTED)]


def _endless(one: str) -> Iterator[str]:
    yield from _counted(one)
    while True:
        yield f"{one}{1000 + secrets.randbelow(9000)}"
