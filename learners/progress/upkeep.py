"""What of the log is done again and again."""

from mooc.foundation.recurring import Alive
from xapi.expiry import expire, terms


def expire_statements(alive: Alive) -> None:
    """Those past their term, as ``manage.py expire_statements`` does."""
    expire(terms(), tell=lambda count: alive())
