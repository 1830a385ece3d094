"""The store installed alone: an empty Django project with nothing but ``xapi``, in which its own tests pass."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests import xapi as here

# It has a database of its own: the same on every run.
pytestmark = pytest.mark.skipif(os.environ.get("MOOC_TEST_DB") == "postgres", reason="brings its own SQLite")
TESTS = Path(here.__file__).parent
ROOT = TESTS.parents[1]
SETTINGS = """
SECRET_KEY = "alone"
INSTALLED_APPS = ["xapi"]
ROOT_URLCONF = "urls"
ALLOWED_HOSTS = ["*"]
USE_TZ = True
STATIC_URL = "static/"
DATABASES = {
    "default": {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": "alone.sqlite3",
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA foreign_keys=ON;",
        },
        "TEST": {"NAME": "alone-test.sqlite3"},
    }
}
"""
URLS = 'from django.urls import include, path\nurlpatterns = [path("xapi/", include("xapi.urls"))]\n'
CONFIG = """
[pytest]
DJANGO_SETTINGS_MODULE = settings
pythonpath = .
addopts = -p no:cacheprovider --strict-markers
markers =
    full: long
    postgres: only where PostgreSQL is the database
"""
# Only where PostgreSQL is the database; the empty project has none.
HOOKS = """
import pytest

def pytest_collection_modifyitems(items):
    for item in items:
        if item.get_closest_marker("postgres") or item.get_closest_marker("full"):
            item.add_marker(pytest.mark.skip(reason="not in the empty project"))
"""


@pytest.fixture
def alone(tmp_path: Path) -> Path:
    """``xapi/`` and its tests, and what ``startproject`` would write."""
    leave = shutil.ignore_patterns("__pycache__", Path(__file__).name)
    shutil.copytree(ROOT / "xapi", tmp_path / "xapi", ignore=leave)
    shutil.copytree(TESTS, tmp_path / "tests" / "xapi", ignore=leave)
    for name, text in {
        "settings.py": SETTINGS,
        "urls.py": URLS,
        "pytest.ini": CONFIG,
        "tests/__init__.py": "",
        "tests/conftest.py": HOOKS,
    }.items():
        (tmp_path / name).write_text(text)
    return tmp_path


def run(folder: Path, *words: str) -> str:
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("MOOC_", "PYTEST_", "PYTHON", "DJANGO_"))
    }
    environment = {**kept, "DJANGO_SETTINGS_MODULE": "settings"}
    done = subprocess.run(
        [sys.executable, *words], cwd=folder, env=environment, capture_output=True, text=True, timeout=300
    )
    assert done.returncode == 0, f"{done.stdout[-6000:]}\n{done.stderr[-2000:]}"
    return done.stdout


def test_it_migrates_and_its_model_says_what_its_migrations_do(alone: Path) -> None:
    run(alone, "-m", "django", "migrate", "--verbosity", "0")
    assert "No changes detected" in run(alone, "-m", "django", "makemigrations", "--check", "--dry-run")
    shown = run(alone, "-m", "django", "issue_credential", "khach", "--home-page", "https://example.org")
    assert re.search(r"^secret: +\S+$", shown, re.MULTILINE)


@pytest.mark.full
def test_its_own_tests_pass_there(alone: Path) -> None:
    shown = run(alone, "-m", "pytest", "-q", "-p", "no:xdist", "tests/xapi")
    passed = re.search(r"(\d+) passed", shown)
    assert passed
    assert int(passed[1]) > 300
    assert "failed" not in shown
