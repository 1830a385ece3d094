"""The test database is built once from the migrations and copied: per worker, and after a test that committed.

Wagtail's migrations create rows (the root page, the site, a locale), so Django's flush after a transactional test
would leave a database no installation ever has. Copying again is both right and quicker than migrating.
"""

import fcntl
import hashlib
import os
import sqlite3
from pathlib import Path
from typing import Any

import dj_database_url
import psycopg
from django.conf import settings
from django.core.management import call_command
from django.db import connection, connections
from django.db.backends.signals import connection_created

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / "var" / "test"
ROOMS = ("mooc", "xapi", "content", "courses", "learners")
POSTGRES_TEMPLATE = "template_mooc"


def fingerprint() -> str:
    """Changes with whatever shapes a freshly migrated database: packages, settings, migrations, what they import."""
    paths = [ROOT / "requirements-dev.txt", *ROOT.glob("mooc/settings/*.py"), *ROOT.glob("mooc/foundation/*.py")]
    for room in ROOMS:
        paths += [path for path in (ROOT / room).rglob("migrations/*") if path.suffix in (".py", ".sql")]
    digest = hashlib.sha256()
    for path in sorted(paths):
        digest.update(str(path.relative_to(ROOT)).encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


def use(database: dict[str, Any]) -> None:
    """Point the default connection at ``database``, keeping the options of the settings for SQLite."""
    connection.close()
    sqlite = database["ENGINE"].endswith("sqlite3")
    options = settings.DATABASES["default"].get("OPTIONS", {}) if sqlite else {}
    settings.DATABASES["default"].update({**database, "OPTIONS": options})
    del connections["default"]
    connections.settings["default"].update(settings.DATABASES["default"])
    connections["default"].ensure_connection()


def make_views(connection: Any, **_signal: Any) -> None:
    """Made within a test they would go with it, and SQLite would read its schema again for every savepoint of it."""
    from xapi import references, writing

    for view in (references.REFERRING, writing.BESIDE):
        view.make(connection.connection)


class SqliteCopy:
    """A file of this process, copied from a template kept by its fingerprint."""

    def __init__(self, worker: str) -> None:
        self.template = FOLDER / f"template-{fingerprint()}.sqlite3"
        self.file = FOLDER / f"{worker}-{os.getpid()}.sqlite3"

    def create(self) -> None:
        FOLDER.mkdir(parents=True, exist_ok=True)
        with (FOLDER / "lock").open("w") as lock:
            # One worker builds; the others wait and find the template.
            fcntl.flock(lock, fcntl.LOCK_EX)
            if not self.template.exists():
                self._build()
        connection_created.connect(make_views)
        use({"ENGINE": "django.db.backends.sqlite3", "NAME": str(self.file)})
        self.restore()

    def restore(self) -> None:
        """Through SQLite's backup, so that a server thread's open connection sees the restored rows."""
        connection.ensure_connection()
        source = sqlite3.connect(self.template)
        try:
            source.backup(connection.connection)
        finally:
            source.close()

    def remove(self) -> None:
        connection_created.disconnect(make_views)
        connection.close()
        for path in FOLDER.glob(f"{self.file.name}*"):
            path.unlink(missing_ok=True)

    def _build(self) -> None:
        building = FOLDER / f"building-{os.getpid()}.sqlite3"
        building.unlink(missing_ok=True)
        use({"ENGINE": "django.db.backends.sqlite3", "NAME": str(building)})
        call_command("migrate", verbosity=0)
        with connection.cursor() as cursor:
            # The template is read as one plain file: nothing may stay behind in a write-ahead log.
            cursor.execute("PRAGMA journal_mode=DELETE")
        connection.close()
        building.rename(self.template)


class PostgresCopy:
    """A database of this worker, copied from the template of the throw-away cluster at ``url``."""

    def __init__(self, worker: str, url: str) -> None:
        self.parts: dict[str, Any] = dict(dj_database_url.parse(url))
        self.name = f"{worker}_{os.getpid()}"

    def create(self) -> None:
        with self._admin() as admin:
            # One worker builds; the others wait and find the template. Closing gives the lock back.
            admin.execute("SELECT pg_advisory_lock(1)")
            found = "SELECT 1 FROM pg_database WHERE datname = %s"
            if not admin.execute(found, [POSTGRES_TEMPLATE]).fetchone():
                self._build(admin)
        self.restore()

    def restore(self) -> None:
        connection.close()
        with self._admin() as admin:
            admin.execute(f"DROP DATABASE IF EXISTS {self.name} WITH (FORCE)")
            # Two workers may not copy one template at the same moment.
            admin.execute("SELECT pg_advisory_lock(1)")
            admin.execute(f"CREATE DATABASE {self.name} TEMPLATE {POSTGRES_TEMPLATE}")
        use({**self.parts, "NAME": self.name})

    def remove(self) -> None:
        """The cluster goes as a whole."""
        connection.close()

    def _admin(self) -> psycopg.Connection:
        return psycopg.connect(host=self.parts["HOST"], user=self.parts["USER"], dbname="postgres", autocommit=True)

    def _build(self, admin: psycopg.Connection) -> None:
        """Under another name until it is whole: a failed migration must not become the template."""
        admin.execute("DROP DATABASE IF EXISTS building WITH (FORCE)")
        admin.execute("CREATE DATABASE building")
        use({**self.parts, "NAME": "building"})
        call_command("migrate", verbosity=0)
        connection.close()
        admin.execute(f"ALTER DATABASE building RENAME TO {POSTGRES_TEMPLATE}")
