"""The test database is built once from the migrations and copied; the suite runs on SQLite and on PostgreSQL.

``MOOC_TEST_DB=postgres`` starts a throw-away cluster for the run. Built templates are kept under ``var/`` by the
fingerprint of what makes them.
"""

import gc
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import cache
from django.test import TransactionTestCase
from django.utils.translation.reloader import translation_file_changed
from hypothesis import HealthCheck, settings

from content.h5p import core
from mooc.foundation.remembered import forget_everything
from mooc.translations.catalogues import compile_stale
from tests import database, postgres
from tests.browser import chromium, lighthouse

ROOT = Path(__file__).resolve().parents[1]
WANTS_POSTGRES = os.environ.get("MOOC_TEST_DB") == "postgres"
pytest_plugins: list[str] = ["tests.cast", "tests.factor_clock", "tests.left_out"]

# By the clock: four processes share two cores, or more.
settings.register_profile(
    "suite", settings.default, deadline=None, derandomize=False, suppress_health_check=[HealthCheck.too_slow]
)
# What fails in the default run is the change's doing, not a new draw's: only the others explore.
settings.register_profile("drawn_once", settings.get_profile("suite"), derandomize=True)
settings.load_profile("suite")


def _is_worker(config: pytest.Config) -> bool:
    return hasattr(config, "workerinput")


def pytest_configure(config: pytest.Config) -> None:
    if config.option.markexpr == "not full":
        settings.load_profile("drawn_once")
    if not _is_worker(config):
        for path in compile_stale(ROOT):
            # Django was set up before this file was read, and has looked into what was there.
            translation_file_changed(None, path.with_suffix(".mo"))
    if not WANTS_POSTGRES or _is_worker(config):
        return
    binaries = postgres.find_binaries()
    if binaries is None:
        return
    # Statistics taken of tables between two tests tell that they are empty: a query of the seeded demonstration, whose
    # rows nobody commits, was then planned for none of them and stood still for minutes.
    cluster = postgres.Cluster(binaries, "autovacuum=off")
    cluster.start()
    os.environ["MOOC_TEST_CLUSTER"] = cluster.url
    config.add_cleanup(cluster.stop)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    # Modules and tests stay for the whole run: looking through them again and again was a twentieth of it.
    gc.collect()
    gc.freeze()
    gc.set_threshold(10_000, 20, 20)
    cluster = os.environ.get("MOOC_TEST_CLUSTER")
    for item in items:
        if item.get_closest_marker("postgres") and not cluster:
            item.add_marker(pytest.mark.skip(reason="runs on PostgreSQL"))
        if WANTS_POSTGRES and (not cluster or item.get_closest_marker("browser")):
            item.add_marker(pytest.mark.skip(reason="PostgreSQL was not found" if not cluster else "on SQLite only"))


def pytest_terminal_summary(terminalreporter: Any, config: pytest.Config) -> None:
    if not WANTS_POSTGRES and chromium.find() is None:
        terminalreporter.write_line(
            f"BROWSER TESTS WERE NOT RUN: Chromium was not found. Install: {chromium.INSTALL}", red=True, bold=True
        )
    if not WANTS_POSTGRES and config.option.markexpr != "not full" and not lighthouse.is_there():
        terminalreporter.write_line(
            f"LIGHTHOUSE WAS NOT RUN: it was not found. Install: {lighthouse.INSTALL}", red=True, bold=True
        )
    if not WANTS_POSTGRES and core.find() is None:
        terminalreporter.write_line(
            f"H5P CONTENT WAS NOT PLAYED: its core was not found. Install: {lighthouse.INSTALL}", red=True, bold=True
        )
    if WANTS_POSTGRES and not os.environ.get("MOOC_TEST_CLUSTER"):
        terminalreporter.write_line(
            f"PostgreSQL WAS NOT TESTED: its programs were not found. Install: {postgres.INSTALL}", red=True, bold=True
        )


def _restore(copy: database.SqliteCopy | database.PostgresCopy) -> None:
    copy.restore()
    _forget()


def _forget() -> None:
    """What the process remembers of rows goes with them; keys of clients among it."""
    from xapi import credentials

    forget_everything()
    credentials.forget()


@pytest.fixture(autouse=True)
def _empty_cache() -> None:
    """What a test left in the cache (the site's root, kept pages) or remembered is of rows that are gone."""
    cache.clear()
    _forget()


@pytest.fixture
def tasks_at_once(settings: Any) -> None:
    """For what is found by searching, or told by Wagtail's index of references."""
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}


@pytest.fixture(scope="session")
def django_db_setup(django_db_blocker: Any) -> Iterator[None]:
    """A copy for this worker; what Django would flush after a transactional test is copied again instead."""
    worker = os.environ.get("PYTEST_XDIST_WORKER", "main")
    cluster = os.environ.get("MOOC_TEST_CLUSTER", "")
    copy = database.PostgresCopy(worker, cluster) if WANTS_POSTGRES else database.SqliteCopy(worker)
    flush = TransactionTestCase._fixture_teardown
    TransactionTestCase._fixture_teardown = lambda _: _restore(copy)
    with django_db_blocker.unblock():
        copy.create()
    yield
    TransactionTestCase._fixture_teardown = flush
    with django_db_blocker.unblock():
        copy.remove()
