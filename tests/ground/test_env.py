"""Settings come from the environment, and say what is wrong with it."""

import os
import subprocess
import sys

import pytest
from django.core.exceptions import ImproperlyConfigured

from mooc import env


def test_a_flag_is_a_word_people_use(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("X", "On")
    assert env.flag("X") is True
    monkeypatch.setenv("X", "maybe")
    with pytest.raises(ImproperlyConfigured, match="X must be one of"):
        env.flag("X")


def test_a_number_is_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("X", "8k")
    with pytest.raises(ImproperlyConfigured, match="X must be a whole number"):
        env.number("X", 1)


def test_production_names_everything_that_is_missing() -> None:
    names = ("SECRET_KEY", "ALLOWED_HOSTS", "DATABASE_URL", "BASE_URL", "XAPI_HOME_PAGE", "XAPI_ACTIVITY_BASE")
    clean = {key: value for key, value in os.environ.items() if key not in names}
    asked = subprocess.run(
        [sys.executable, "-c", "import mooc.settings.production"], capture_output=True, text=True, env=clean
    )
    assert asked.returncode != 0
    assert all(name in asked.stderr for name in names)


def test_hosts_are_names_and_nothing_else(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("X", "upload.Example.org, cdn-1.a.vn,upload.example.org")
    assert env.hosts("X") == ["cdn-1.a.vn", "upload.example.org"]
    monkeypatch.setenv("X", "")
    assert env.hosts("X") == []
    for wrong in (
        "https://a.vn",
        "*.a.vn",
        "a.vn:8443",
        "a.vn; script-src *",
        "a.vn 'unsafe-eval'",
        "localhost",
        "-a.vn",
    ):
        monkeypatch.setenv("X", f"b.vn,{wrong}")
        with pytest.raises(ImproperlyConfigured, match="X lists host names"):
            env.hosts("X")
