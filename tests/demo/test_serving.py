"""The demonstration's two processes live and end together."""

import signal
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
TOGETHER = """
import sys, time
from mooc.demo.serving import together
sys.exit(together([lambda: exec(sys.argv[1]), lambda: time.sleep(60)], "ready"))
"""


def start_two(first: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-B", "-c", TOGETHER, first]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=ROOT)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_told_to_stop_both_stop(number: signal.Signals) -> None:
    both = start_two("time.sleep(60)")
    assert both.stdout
    while "ready" not in both.stdout.readline():
        pass
    both.send_signal(number)
    # The pipe closes when the last child is gone.
    both.communicate(timeout=60)
    assert both.returncode == 0


def test_when_one_ends_the_other_is_stopped_and_it_is_a_failure() -> None:
    both = start_two("raise SystemExit(3)")
    both.communicate(timeout=60)
    assert both.returncode == 3


def test_one_that_breaks_says_so() -> None:
    both = start_two("1 / 0")
    _said, complaint = both.communicate(timeout=60)
    assert both.returncode == 1
    assert "ZeroDivisionError" in complaint
