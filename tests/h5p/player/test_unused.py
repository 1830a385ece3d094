"""Bundles that nothing runs on any more go, others stay."""

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.files.storage import InMemoryStorage
from django.utils import timezone

from content.h5p import upkeep
from content.h5p.models import Pin
from content.h5p.player import bundle, playing
from tests.h5p.player import making

pytestmark = pytest.mark.django_db


@pytest.fixture
def later(monkeypatch: pytest.MonkeyPatch) -> Callable[[int], None]:
    def days(number: int) -> None:
        now = timezone.now() + dt.timedelta(days=number)
        monkeypatch.setattr(upkeep.timezone, "now", lambda: now)

    return days


def made(*scripts: str) -> playing.Playing:
    libraries = [making.library(f"H5P.Part{number}", {"a.js": text}) for number, text in enumerate(scripts)]
    editor = making.library(f"H5PEditor.{len(scripts)}", {"a.js": "editor"})
    played = playing.of(making.content([*libraries, editor]))
    bundle.ensure(played)
    return played


def files(storage: InMemoryStorage, played: playing.Playing) -> int:
    folder = f"{bundle.FOLDER}/{played.bundle[:2]}"
    return sum(played.bundle in name for name in storage.listdir(folder)[1]) if storage.exists(folder) else 0


def test_what_contents_run_on_stays(storage: InMemoryStorage, later: Any) -> None:
    one, two = made("one"), made("two", "three")
    assert playing.bundles() == {one.bundle, two.bundle}
    later(400)
    upkeep.sweep(lambda: None)
    assert (files(storage, one), files(storage, two)) == (5, 5)


def test_what_nothing_runs_on_goes_after_thirty_days(storage: InMemoryStorage, later: Any) -> None:
    one, two = made("one"), made("two", "three")
    Pin.objects.filter(revision=two.revision, position=1).delete()
    later(29)
    assert upkeep._sweep_bundles(lambda: None) == 0
    later(31)
    assert upkeep._sweep_bundles(lambda: None) == 5
    assert (files(storage, one), files(storage, two)) == (5, 0)
    assert bundle.read(two.bundle, "js", "br") is None
    assert bundle.read(one.bundle, "js", "br")


def test_what_an_earlier_player_made_goes(storage: InMemoryStorage, later: Any, settings: Any, tmp_path: Path) -> None:
    one = made("one")
    before = one.bundle
    settings.H5P_CORE = making.core(tmp_path / "newer")
    (settings.H5P_CORE / "dist" / "frame.bundle.js").write_text("window.H5P={core:2}")
    later(31)
    assert upkeep._sweep_bundles(lambda: None) == 5
    assert bundle.read(before, "js", "br") is None


def test_without_the_core_nobody_can_tell(later: Any, settings: Any, tmp_path: Path) -> None:
    made("one")
    settings.H5P_CORE = tmp_path / "nothing"
    later(400)
    assert upkeep._sweep_bundles(lambda: None) == 0
