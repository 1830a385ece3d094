"""What the libraries of a package need of each other."""

from collections.abc import Iterable, Mapping, Sequence

from content.h5p.registry import EDITOR, Asked

Needs = Mapping[Asked, Sequence[Asked]]


def missing(wanted: Iterable[Asked], carried: Needs) -> tuple[Asked, ...]:
    """What a package wants to be played and does not carry, sorted; libraries of the editor are not played."""
    found, seen, waiting = set[Asked](), set[Asked](), list(wanted)
    while waiting:
        asked = waiting.pop()
        if asked in seen or asked.name.startswith(EDITOR):
            continue
        seen.add(asked)
        if asked in carried:
            waiting.extend(carried[asked])
        else:
            found.add(asked)
    return tuple(sorted(found))


def circle(carried: Needs) -> tuple[Asked, ...]:
    """Libraries that need each other in a circle, the first that is met; an empty one where there is none."""
    done: set[Asked] = set()
    for start in carried:
        path: list[Asked] = []
        place: dict[Asked, int] = {}
        # By hand: a chain of needs may be longer than Python calls itself.
        waiting = [(start, False)]
        while waiting:
            asked, leaving = waiting.pop()
            if leaving:
                done.add(path.pop())
                del place[asked]
            elif asked in place:
                return tuple(path[place[asked] :])
            elif asked in carried and asked not in done:
                place[asked] = len(path)
                path.append(asked)
                waiting.append((asked, True))
                waiting.extend((need, False) for need in reversed(carried[asked]))
    return ()
