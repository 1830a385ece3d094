"""Which libraries a content runs on: pure over what is known of them.

A library is asked for by name and ``major.minor``, as "H5P.Blanks 1.14". Of the approved ones of that name a package
gets the very bytes it brought, else the newest that is at least as new. What nobody has approved is **missing**.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

# Of the editor in the author's browser: no content needs them to be played.
EDITOR = "H5PEditor."
_ASKED = re.compile(r"([\w.-]{1,100}) (\d{1,5})\.(\d{1,5})")


@dataclass(frozen=True, slots=True, order=True)
class Asked:
    name: str
    major: int
    minor: int

    def __str__(self) -> str:
        return f"{self.name} {self.major}.{self.minor}"

    @classmethod
    def read(cls, text: str) -> "Asked | None":
        """None for what names no library."""
        found = _ASKED.fullmatch(text)
        return cls(found[1], int(found[2]), int(found[3])) if found else None


@dataclass(frozen=True, slots=True)
class Version:
    """An approved library: ``id`` is its row's, ``needs`` what it loads before itself."""

    id: int
    asked: Asked
    patch: int
    digest: str
    needs: tuple[Asked, ...]


@dataclass(slots=True)
class Resolved:
    """``order``: every library after those it needs."""

    order: list[Version] = field(default_factory=list)
    missing: list[Asked] = field(default_factory=list)


def needs_of(manifest: Mapping[str, Any], kinds: Sequence[str] = ("preloadedDependencies",)) -> tuple[Asked, ...]:
    """What a library.json or h5p.json asks for; entries that are none are passed over."""
    listed = (entry for kind in kinds for entry in manifest.get(kind) or [])
    found = (_asked(entry) for entry in listed)
    return tuple(one for one in found if one is not None and not one.name.startswith(EDITOR))


def _asked(entry: Any) -> Asked | None:
    if not isinstance(entry, dict):
        return None
    return Asked.read(f"{entry.get('machineName')} {entry.get('majorVersion')}.{entry.get('minorVersion')}")


def used_in(parameters: Any) -> Iterator[Asked]:
    """Libraries that parameters name: whatever has a ``library`` beside its ``params``."""
    waiting = [parameters]
    while waiting:
        thing = waiting.pop()
        if isinstance(thing, dict):
            named = thing.get("library")
            if "params" in thing and isinstance(named, str) and (asked := Asked.read(named)):
                yield asked
            waiting.extend(thing.values())
        elif isinstance(thing, list):
            waiting.extend(thing)


def stand_ins(named: Iterable[Asked], own: Iterable[Asked]) -> dict[Asked, Asked]:
    """For what parameters name and the package (its ``own``) has in another version or spelling alone: that one.

    H5P's core finds a content type by its name, so that such packages of other programs play elsewhere too.
    """
    newest = {one.name.casefold(): one for one in sorted(own)}
    at_hand = set(own)
    found = {one: newest.get(one.name.casefold()) for one in named if one not in at_hand}
    return {one: other for one, other in found.items() if other is not None}


def run_as(parameters: Any, own: Iterable[Asked]) -> list[Asked]:
    """What runs the parts that parameters name, stand-ins in their place; each once, in the order of reading."""
    named = list(dict.fromkeys(used_in(parameters)))
    standing = stand_ins(named, own)
    return [standing.get(one, one) for one in named]


def resolve(
    wanted: Iterable[Asked], known: Mapping[Asked, Sequence[Version]], brought: Mapping[Asked, tuple[int, str]]
) -> Resolved:
    """``known``: the approved ones; ``brought``: patch and digest of those in the package itself.

    A circle of needs is loaded in the order in which it is met.
    """
    found, seen = Resolved(), set[Asked]()
    # By hand: needs may be longer chains than Python calls itself.
    waiting: list[tuple[Asked, Version | None]] = [(asked, None) for asked in reversed(list(wanted))]
    while waiting:
        asked, done = waiting.pop()
        if done is not None:
            found.order.append(done)
        elif asked not in seen and not asked.name.startswith(EDITOR):
            seen.add(asked)
            version = choose(known.get(asked, ()), brought.get(asked))
            if version is None:
                found.missing.append(asked)
                continue
            waiting.append((asked, version))
            waiting.extend((need, None) for need in reversed(version.needs))
    return found


def choose(known: Sequence[Version], brought: tuple[int, str] | None) -> Version | None:
    """``brought``: (patch, digest), None where the package holds no such library."""
    patch, digest = brought or (0, "")
    exact = next((version for version in known if version.digest == digest), None)
    fitting = [version for version in known if version.patch >= patch]
    return exact or max(fitting, key=lambda version: (version.patch, version.id), default=None)
