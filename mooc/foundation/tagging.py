"""Tags as people write them: between commas, for a Vietnamese word is often two, "an toàn"."""

from collections.abc import Iterable

from taggit.models import Tag


def split_tags(text: str) -> list[str]:
    """Wagtail's script puts quotes around a tag with a space; they are no part of it."""
    names = (" ".join(part.strip().strip('"').split()) for part in (text or "").split(","))
    return list(dict.fromkeys(name for name in names if name))


def join_tags(tags: Iterable[Tag]) -> str:
    return ", ".join(sorted(tag.name for tag in tags))
