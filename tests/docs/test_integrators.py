"""What docs/integrators.md promises, run as it stands there: each example against a live server, with a fresh key.

A block that begins with ``run`` after its language is run, and every line of the ``output`` block behind it must be in
what it prints. ``file=NAME`` is written beside the examples, for them to import.
"""

import os
import re
import shutil
import subprocess
import sys
import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from django.conf import settings
from pytest_django.live_server_helper import LiveServer

from tests.xapi.client import authority
from xapi import queries
from xapi.credentials import DEFINE, READ_MINE, STATE, VOID, WRITE, forget, issue

DOCUMENT = Path(settings.ROOT) / "docs" / "integrators.md"
BLOCK = re.compile(r"^```(\w+)(?: (run|file=\S+))?\n(.*?)^```$(?:\n```output\n(.*?)^```$)?", re.DOTALL | re.MULTILINE)
# Seconds; two busy cores start an interpreter and a client.
PATIENCE = 60


@dataclass(frozen=True)
class Block:
    language: str
    what: str
    text: str
    output: str

    @property
    def name(self) -> str:
        return f"{self.language}: {self.text.splitlines()[-1][:40]}"


def blocks() -> Iterator[Block]:
    for found in BLOCK.finditer(DOCUMENT.read_text()):
        yield Block(found[1], found[2] or "", found[3], found[4] or "")


RUN = [block for block in blocks() if block.what == "run"]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for block in blocks():
        if block.what.startswith("file="):
            (tmp_path / block.what.removeprefix("file=")).write_text(block.text)
    return tmp_path


@pytest.fixture
def key(live_server: LiveServer, monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    """The environment the document speaks of; the scopes are those its examples need."""
    monkeypatch.setattr(queries, "_last", None)
    forget()
    made, secret = issue(authority=authority("so-noi-vu"), scopes=[WRITE, READ_MINE, STATE, VOID, DEFINE])
    return {"LRS_URL": f"{live_server.url}/xapi", "LRS_KEY": made.key, "LRS_SECRET": secret}


def run(blocks: list[Block], folder: Path, key: dict[str, str]) -> None:
    for block in blocks:
        command = ["bash", "-euo", "pipefail", "-c"] if block.language == "bash" else [sys.executable, "-c"]
        answer = subprocess.run(
            [*command, block.text],
            cwd=folder,
            env={**os.environ, **key, "PYTHONPATH": str(folder), "NO_PROXY": "*", "no_proxy": "*"},
            capture_output=True,
            text=True,
            timeout=PATIENCE,
            check=False,
        )
        assert answer.returncode == 0, f"{block.name}\n{answer.stdout}\n{answer.stderr}"
        assert block.output, f"{block.name}: the document does not say what it prints"
        for line in block.output.splitlines():
            assert line in answer.stdout, f"{block.name}\n{answer.stdout}"


def test_the_document_has_examples_in_both_languages() -> None:
    assert {block.language for block in RUN} == {"bash", "python"}
    assert len(RUN) >= 9


@pytest.mark.django_db(transaction=True)
def test_curl(folder: Path, key: dict[str, str]) -> None:
    """In their order: one reads what the one before it stored."""
    if not shutil.which("curl"):
        warnings.warn("curl was not found: the curl examples of docs/integrators.md were NOT run", stacklevel=1)
        pytest.skip("curl was not found")
    run([block for block in RUN if block.language == "bash"], folder, key)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("block", [block for block in RUN if block.language == "python"], ids=lambda block: block.name)
def test_python(block: Block, folder: Path, key: dict[str, str]) -> None:
    run([block], folder, key)
