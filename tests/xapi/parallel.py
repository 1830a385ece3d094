"""Works done at once, each on a connection of its own."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

from django.db import connection

Work = Callable[[], Any]


def in_parallel(works: list[Work]) -> list[str]:
    """Each in a thread with a connection of its own, begun together; returns what went wrong."""
    ready = Barrier(len(works))

    def run(work: Work) -> list[str]:
        ready.wait()
        try:
            work()
        except Exception as error:  # noqa: BLE001 - every failure of a thread is the test's result
            return [repr(error)]
        finally:
            connection.close()
        return []

    with ThreadPoolExecutor(len(works)) as pool:
        futures = [pool.submit(run, work) for work in works]
        return [error for future in futures for error in future.result(timeout=60)]
