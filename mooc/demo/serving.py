"""The demonstration's processes, forked from the one that seeded it: starting Django once is slow enough."""

import os
import signal
import sys
import time
import traceback
from collections.abc import Callable
from typing import Any

from django.core.management import call_command
from django.db import connections
from gunicorn.app.base import BaseApplication  # type: ignore[import-untyped]

SIGNALS = (signal.SIGTERM, signal.SIGINT, signal.SIGHUP)
PLACES = [
    ("/", "trang chủ và các khóa học"),
    ("/dang-nhap/", "đăng nhập: học, phụ trách, biên tập"),
    ("/quan-tri/", "biên tập và quản trị"),
    ("/xac-minh/", "xác minh giấy chứng nhận"),
]


def announcement(address: str) -> str:
    lines = [f"  {address}{path:<13} {what}" for path, what in PLACES]
    province = address.replace("127.0.0.1", "can-tho.localhost")
    lines += ["", f"  {province}/  cùng trang ấy với giao diện riêng của một tỉnh"]
    return "\n".join(["", *lines, "", "  Ctrl-C để dừng", ""])


class Site(BaseApplication):
    """gunicorn on ``port`` of this machine; the application is loaded before it forks."""

    def __init__(self, port: int) -> None:
        self.port = port
        super().__init__()

    def load_config(self) -> None:
        wanted = {"bind": f"127.0.0.1:{self.port}", "worker_class": "gthread", "workers": 2, "threads": 4}
        for name, value in {**wanted, "preload_app": True, "control_socket_disable": True}.items():
            self.cfg.set(name, value)

    def load(self) -> Any:
        from mooc.wsgi import application

        return application


def serve(port: int) -> int:
    """The site and the worker beside it, until one of them ends or we are told to stop; the exit code."""
    # A connection belongs to the process that opened it.
    connections.close_all()
    return together([Site(port).run, lambda: call_command("worker")], announcement(f"http://127.0.0.1:{port}"))


def together(jobs: list[Callable[[], object]], said: str) -> int:
    """Each in a process of its own; when one ends, or a signal comes, all are told to stop and waited for.

    Each has a session of its own, so that a Ctrl-C reaches it once, through us: the worker takes a second signal as
    an order to drop its task.
    """
    asked: list[int] = []
    running = [fork(job) for job in jobs]
    for number in SIGNALS:
        signal.signal(number, lambda which, _: asked.append(which))
    sys.stdout.write(f"{said}\n")
    sys.stdout.flush()
    ended: dict[int, int] = {}
    while not asked and not ended:
        time.sleep(0.2)
        ended |= {pid: status for pid in running for found, status in [os.waitpid(pid, os.WNOHANG)] if found}
    for pid in set(running) - set(ended):
        os.kill(pid, signal.SIGTERM)
    for pid in set(running) - set(ended):
        os.waitpid(pid, 0)
    return 0 if asked else max(1, *map(os.waitstatus_to_exitcode, ended.values()))


def fork(job: Callable[[], object]) -> int:
    sys.stdout.flush()
    pid = os.fork()
    if pid:
        return pid
    os.setsid()
    code = 1
    try:
        job()
        code = 0
    except SystemExit as end:
        code = end.code if isinstance(end.code, int) else 1
    except BaseException:  # noqa: BLE001 - the process ends here; nobody above would tell
        traceback.print_exc()
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)
