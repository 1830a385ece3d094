"""Whole numbers as addresses and forms send them, which may be anything."""

# Digits of a key: every database takes so many.
MOST = 17


def whole_number(text: str, most: int = MOST) -> int | None:
    """Of at most ``most`` digits; None for any other text. Python itself refuses to read thousands of them."""
    return int(text) if text.isascii() and text.isdigit() and len(text) <= most else None
