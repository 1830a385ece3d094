"""How many values one statement may carry on SQLite.

Django holds to the 999 of SQLite before 3.32 (May 2020), so twenty thousand rows were three hundred statements. What
the library at hand allows is asked of it, once a connection.
"""

import sqlite3
from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper

# SQLite's own default since 3.32; a library built for more gets no longer statements.
MOST = 32_766


def widen(sender: Any, connection: BaseDatabaseWrapper, **kwargs: Any) -> None:
    """On ``connection_created``."""
    if connection.vendor == "sqlite":
        allowed = connection.connection.getlimit(sqlite3.SQLITE_LIMIT_VARIABLE_NUMBER)
        connection.features.max_query_params = min(MOST, allowed)
