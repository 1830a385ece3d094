"""The id of an event that the browser gave none: the same event arriving twice is one statement.

A player says with each claim which try it is of (a token of the server's) and which event of it, counted from 0.
"""

import uuid
from uuid import UUID


def event_id(namespace: UUID, attempt: str, number: int) -> UUID:
    """``namespace`` is the server's own: nobody else foresees the id."""
    return uuid.uuid5(namespace, f"h5p|{attempt}|{number}")
