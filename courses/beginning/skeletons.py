"""Skeletons: courses to start from, with what to write where.

They come with the program, in ``data/skeletons.yaml``; bodies are written as in a file of the catalogue
(``courses.catalogue.lesson_text``). An assessment has no questions yet: placeholders have no place in the bank.
"""

from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from typing import Any

from courses.catalogue.lesson_text import Block, blocks_of, practice_block

FILE = Path(__file__).parent / "data" / "skeletons.yaml"


@dataclass(frozen=True, slots=True)
class PlannedLesson:
    title: str
    minutes: int
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class PlannedModule:
    """``assessment`` is its title and what introduces it, None where there is none."""

    title: str
    lessons: tuple[PlannedLesson, ...]
    assessment: tuple[str, str] | None


@dataclass(frozen=True, slots=True)
class Skeleton:
    key: str
    title: str
    about: str
    hours: Decimal
    modules: tuple[PlannedModule, ...]


@lru_cache(maxsize=1)
def skeletons() -> tuple[Skeleton, ...]:
    import yaml

    return tuple(_skeleton(entry) for entry in yaml.safe_load(FILE.read_text(encoding="utf-8")))


def skeleton(key: str) -> Skeleton:
    """Raises ``LookupError`` for a key there is not."""
    found = next((one for one in skeletons() if one.key == key), None)
    if found is None:
        raise LookupError(key)
    return found


def _skeleton(entry: dict[str, Any]) -> Skeleton:
    modules = tuple(_module(module) for module in entry["modules"])
    return Skeleton(entry["key"], entry["title"], entry["about"], Decimal(entry["hours"]), modules)


def _module(entry: dict[str, Any]) -> PlannedModule:
    lessons = [PlannedLesson(one["title"], one["minutes"], tuple(blocks_of(one["body"]))) for one in entry["lessons"]]
    if practice := entry.get("practice"):
        last = lessons.pop()
        block = practice_block(practice["minutes"], practice["text"])
        lessons.append(PlannedLesson(last.title, last.minutes + practice["minutes"], (*last.blocks, block)))
    asked = entry.get("assessment")
    return PlannedModule(entry["title"], tuple(lessons), (asked["title"], asked["intro"]) if asked else None)
