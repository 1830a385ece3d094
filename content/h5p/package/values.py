"""Single values of parameters, as browsers' editors would have written them."""

import math
import re
import uuid
from contextlib import suppress
from typing import Any

# What a value becomes that is left out; None is a value in JSON.
NOTHING = object()
_PARTS = uuid.UUID("5f1d7b0c-7f3e-5c55-9a34-0f1a4c1f6a51")
_ID = re.compile(r"\{?[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\}?", re.IGNORECASE)


def number(value: Any) -> Any:
    if isinstance(value, str):
        with suppress(ValueError):
            read = float(value)
            if math.isfinite(read):
                return int(read) if read.is_integer() else read
        return NOTHING
    return value if isinstance(value, int | float) else NOTHING


def flag(value: Any) -> Any:
    """Also what other programs write for yes and no."""
    if isinstance(value, str):
        return value.strip().lower() not in {"", "0", "false", "no"}
    return bool(value) if isinstance(value, int | float) else NOTHING


def lasting_id(given: Any, where: str) -> str:
    """A part's own, or one made of its place: learners' states and results are kept by it."""
    if isinstance(given, str) and _ID.fullmatch(given):
        return given
    return str(uuid.uuid5(_PARTS, where))


def says_nothing(value: Any) -> bool:
    """Whether an author misses nothing when it goes: what editors write of a part that was never chosen, and the
    switches of other versions."""
    if isinstance(value, dict):
        return all(key == "subContentId" or says_nothing(one) for key, one in value.items())
    return value is None or isinstance(value, bool) or value in ("", [])
