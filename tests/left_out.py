"""What no database decides runs once, on SQLite: PostgreSQL would change nothing in it. Its run says how many.

That is what asks none, and what is marked ``alike``: what it asks is asked of both elsewhere, it reads the answers.
"""

import os
from typing import Any

import pytest

WANTS_POSTGRES = os.environ.get("MOOC_TEST_DB") == "postgres"
COUNT = pytest.StashKey[int]()
FIXTURES = {"db", "transactional_db", "live_server", "django_db_setup"}


def asks_a_database(item: Any) -> bool:
    """Or may: the long tests start servers of their own, on either."""
    if item.get_closest_marker("alike"):
        return False
    marked = any(item.get_closest_marker(name) for name in ("django_db", "full"))
    return marked or not FIXTURES.isdisjoint(getattr(item, "fixturenames", ()))


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    # Without a cluster all are skipped, and said to be.
    if not WANTS_POSTGRES or not os.environ.get("MOOC_TEST_CLUSTER"):
        return
    free = [item for item in items if not asks_a_database(item)]
    items[:] = [item for item in items if asks_a_database(item)]
    config.hook.pytest_deselected(items=free)
    config.stash[COUNT] = len(free)
    if hasattr(config, "workeroutput"):
        config.workeroutput["left_out"] = len(free)


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: Any) -> None:
    """Every process has collected the same."""
    node.config.stash[COUNT] = getattr(node, "workeroutput", {}).get("left_out", 0)


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session: pytest.Session) -> None:
    if session.exitstatus == pytest.ExitCode.NO_TESTS_COLLECTED and session.config.stash.get(COUNT, 0):
        session.exitstatus = pytest.ExitCode.OK


def pytest_terminal_summary(terminalreporter: Any, config: pytest.Config) -> None:
    if left_out := config.stash.get(COUNT, 0):
        terminalreporter.write_line(f"{left_out} tests that no database decides ran on SQLite only.")
