"""The command everyone starts with: what it understands, and when it installs."""

import importlib.machinery
import importlib.util
import socket
import sys
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parents[2]
WAITING = """
import os, sys, time
from pathlib import Path
folder, bad, name = Path(sys.argv[1]), sys.argv[2], os.environ["MOOC_TEST_DB"]
(folder / name).touch()
while not all((folder / each).exists() for each in ("sqlite", "postgres")):
    time.sleep(0.01)
print("this is", name)
sys.exit(name == bad)
"""


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    monkeypatch.delenv("PORT", raising=False)
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    loader = importlib.machinery.SourceFileLoader("run_script", str(ROOT / "run"))
    spec = importlib.util.spec_from_loader("run_script", loader)
    assert spec
    module = importlib.util.module_from_spec(spec)
    loader.exec_module(module)
    return module


def test_demo_has_a_port_and_may_begin_again(run: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    options, _ = run.parse(["demo"])
    assert (options.port, options.reset) == (8000, False)
    monkeypatch.setenv("PORT", "8080")
    assert run.parse(["demo", "--reset"])[0].port == 8080
    assert run.parse(["demo", "--port", "9000"])[0].port == 9000


def test_words_it_does_not_know_go_to_pytest_and_django(run: ModuleType) -> None:
    options, rest = run.parse(["test", "--full", "-k", "scope", "tests/xapi"])
    assert (options.full, rest) == (True, ["-k", "scope", "tests/xapi"])
    assert run.parse(["manage", "migrate", "--help"])[1] == ["migrate", "--help"]


def test_what_python_compiled_is_kept_though_the_machine_says_otherwise(
    run: ModuleType, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(run, "VAR", tmp_path)
    monkeypatch.setenv("PYTHONDONTWRITEBYTECODE", "1")
    monkeypatch.delenv("PYTHONPYCACHEPREFIX", raising=False)
    run.keep_compiled()
    (tmp_path / "there.py").write_text("")
    assert run.call(sys.executable, "-c", f"import sys; sys.path.insert(0, {str(tmp_path)!r}); import there") == 0
    assert [path.name for path in (tmp_path / "pycache").rglob("there.*")]
    assert not (tmp_path / "__pycache__").exists()


@pytest.mark.parametrize("bad", ["", "sqlite", "postgres"])
def test_both_databases_are_tried_at_once_and_told_apart(
    run: ModuleType, capfd: pytest.CaptureFixture[str], tmp_path: Path, bad: str
) -> None:
    """Each waits for the other's file."""
    script = tmp_path / "suite.py"
    script.write_text(WAITING)
    failed = run.side_by_side(sys.executable, str(script), str(tmp_path), bad)
    assert failed == ([bad] if bad else [])
    told = capfd.readouterr().out
    assert 0 < told.index("this is sqlite") < told.index("On PostgreSQL") < told.index("this is postgres")


@pytest.mark.parametrize("words", [[], ["fly"], ["lint", "--fast"], ["demo", "--port", "many"]])
def test_anything_else_is_refused(run: ModuleType, words: list[str]) -> None:
    with pytest.raises(SystemExit) as refused:
        run.parse(words)
    assert refused.value.code == 2


def test_bench_takes_a_name_and_a_form(run: ModuleType) -> None:
    options, _ = run.parse(["bench", "ingest", "--json"])
    assert (options.name, options.json) == ("ingest", True)


def test_the_stamp_holds_until_the_lock_changes(
    run: ModuleType, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(run, "VENV", tmp_path)
    lock = tmp_path / "requirements.txt"
    lock.write_text("django==5.2 --hash=sha256:aa")
    assert not run.is_installed(lock)
    run.stamp(lock).write_text(run.digest(lock))
    assert run.is_installed(lock)
    lock.write_text("django==5.2 --hash=sha256:bb")
    assert not run.is_installed(lock)


def test_a_taken_port_is_named(run: ModuleType, capsys: pytest.CaptureFixture[str]) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        with pytest.raises(SystemExit):
            run.free_port(port)
    assert f"Port {port} is taken" in capsys.readouterr().out


def test_a_translation_is_compiled_once(run: ModuleType, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    folder = tmp_path / "locale" / "vi" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    (folder / "django.po").write_text(
        'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\nmsgid "Course"\nmsgstr "Khóa học"\n'
    )
    monkeypatch.setattr(run, "ROOT", tmp_path)
    monkeypatch.setattr(run, "PYTHON", Path(sys.executable))
    run.compile_messages()
    assert "Khóa học".encode() in (folder / "django.mo").read_bytes()
    monkeypatch.setattr(run, "call", lambda *_: pytest.fail("compiled again"))
    run.compile_messages()
