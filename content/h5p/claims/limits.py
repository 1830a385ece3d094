"""How much one claim may be, before anything in it is looked at. A loop and no recursion: it may nest as it likes."""

import math
from typing import Any

MAX_DEPTH = 24
MAX_VALUES = 20_000
# As many characters as the bridge takes bytes of one message.
MAX_TEXT = 64 * 1024
MAX_BITS = 64


def is_json(value: Any) -> bool:
    """Whether it is made of JSON values alone; call it on what is ``small_enough``."""
    waiting = [value]
    while waiting:
        item = waiting.pop()
        if isinstance(item, dict):
            if not all(isinstance(name, str) for name in item):
                return False
            waiting.extend(item.values())
        elif isinstance(item, list):
            waiting.extend(item)
        elif isinstance(item, float):
            if not math.isfinite(item):
                return False
        elif isinstance(item, int):
            if item.bit_length() > MAX_BITS:
                return False
        elif item is not None and not isinstance(item, str):
            return False
    return True


def small_enough(value: Any) -> bool:
    """Depth, number of values and length of all texts together, names included."""
    waiting, values, text = [(value, 1)], 0, 0
    while waiting:
        item, depth = waiting.pop()
        values += 1
        if isinstance(item, str):
            text += len(item)
        elif isinstance(item, dict):
            text += sum(len(name) for name in item if isinstance(name, str))
            waiting.extend((inner, depth + 1) for inner in item.values())
        elif isinstance(item, list):
            waiting.extend((inner, depth + 1) for inner in item)
        if depth > MAX_DEPTH or values + len(waiting) > MAX_VALUES or text > MAX_TEXT:
            return False
    return True
