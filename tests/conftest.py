"""The test database is built once from the migrations and copied; the suite runs on SQLite and on PostgreSQL.

``MOOC_TEST_DB=postgres`` starts a throw-away cluster for the run. Built templates are kept under ``var/`` by the
fingerprint of what makes them.
"""

import hashlib
import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import dj_database_url
import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import connection

from tests import postgres

ROOT = Path(__file__).resolve().parents[1]
WANTS_POSTGRES = os.environ.get("MOOC_TEST_DB") == "postgres"
pytest_plugins: list[str] = ["tests.cast"]


def _is_worker(config: pytest.Config) -> bool:
    return hasattr(config, "workerinput")


def pytest_configure(config: pytest.Config) -> None:
    if not WANTS_POSTGRES or _is_worker(config):
        return
    binaries = postgres.find_binaries()
    if binaries is None:
        return
    cluster = postgres.Cluster(binaries)
    cluster.start()
    os.environ["MOOC_TEST_CLUSTER"] = cluster.url
    config.add_cleanup(cluster.stop)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    cluster = os.environ.get("MOOC_TEST_CLUSTER")
    for item in items:
        if item.get_closest_marker("postgres") and not cluster:
            item.add_marker(pytest.mark.skip(reason="runs on PostgreSQL"))
        if WANTS_POSTGRES and (not cluster or item.get_closest_marker("browser")):
            item.add_marker(pytest.mark.skip(reason="PostgreSQL was not found" if not cluster else "on SQLite only"))


def pytest_terminal_summary(terminalreporter: Any) -> None:
    if WANTS_POSTGRES and not os.environ.get("MOOC_TEST_CLUSTER"):
        terminalreporter.write_line(
            f"PostgreSQL WAS NOT TESTED: its programs were not found. Install: {postgres.INSTALL}", red=True, bold=True
        )


def _fingerprint() -> str:
    digest = hashlib.sha256((ROOT / "requirements-dev.txt").read_bytes())
    for path in sorted(ROOT.glob("*/**/migrations/*.py")) + sorted(ROOT.glob("*/migrations/*.py")):
        if ".venv" not in path.parts:
            digest.update(path.read_bytes())
    digest.update((ROOT / "mooc" / "foundation" / "periods.py").read_bytes())
    return digest.hexdigest()[:16]


def _sqlite(worker: str) -> None:
    folder = ROOT / "var" / "test"
    folder.mkdir(parents=True, exist_ok=True)
    template = folder / f"template-{_fingerprint()}.sqlite3"
    if not template.exists():
        building = folder / f"building-{os.getpid()}.sqlite3"
        _use({"ENGINE": "django.db.backends.sqlite3", "NAME": str(building)})
        call_command("migrate", verbosity=0)
        connection.close()
        building.rename(template)
    copy = folder / f"{worker}-{os.getpid()}.sqlite3"
    shutil.copyfile(template, copy)
    _use({"ENGINE": "django.db.backends.sqlite3", "NAME": str(copy)})


def _postgres(worker: str) -> None:
    import psycopg

    parts = dj_database_url.parse(os.environ["MOOC_TEST_CLUSTER"])
    with psycopg.connect(host=parts["HOST"], user=parts["USER"], dbname="postgres", autocommit=True) as admin:
        # One worker builds; the others wait for the lock and find the template.
        admin.execute("SELECT pg_advisory_lock(1)")
        built = admin.execute("SELECT 1 FROM pg_database WHERE datname = 'template_mooc'").fetchone()
        if not built:
            admin.execute("CREATE DATABASE template_mooc")
            _use({**parts, "NAME": "template_mooc"})
            call_command("migrate", verbosity=0)
            connection.close()
        admin.execute("SELECT pg_advisory_unlock(1)")
        admin.execute(f"CREATE DATABASE {worker}_{os.getpid()} TEMPLATE template_mooc")
    _use({**parts, "NAME": f"{worker}_{os.getpid()}"})


def _use(database: dict[str, Any]) -> None:
    """Point the default connection at ``database``, keeping the options of the settings for SQLite."""
    connection.close()
    keep = settings.DATABASES["default"]
    sqlite = database["ENGINE"].endswith("sqlite3")
    options = keep.get("OPTIONS", {}) if sqlite else {}
    settings.DATABASES["default"].update({**database, "OPTIONS": options})
    from django.db import connections

    del connections["default"]
    connections.settings["default"].update(settings.DATABASES["default"])
    connections["default"].ensure_connection()


@pytest.fixture(scope="session")
def django_db_setup(request: pytest.FixtureRequest, django_db_blocker: Any) -> Iterator[None]:
    worker = os.environ.get("PYTEST_XDIST_WORKER", "main")
    with django_db_blocker.unblock():
        (_postgres if WANTS_POSTGRES else _sqlite)(worker)
    yield
    with django_db_blocker.unblock():
        name = Path(str(connection.settings_dict["NAME"]))
        connection.close()
    for path in name.parent.glob(f"{name.name}*") if not WANTS_POSTGRES else ():
        path.unlink()
