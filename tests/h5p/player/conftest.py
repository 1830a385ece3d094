from pathlib import Path
from typing import Any

import pytest
from django.core.files.storage import InMemoryStorage

from content.h5p import store
from content.h5p.player import bundle
from tests.h5p.player import making


@pytest.fixture(autouse=True)
def core(tmp_path: Path, settings: Any) -> Path:
    settings.H5P_CORE = making.core(tmp_path / "h5p-standalone")
    return Path(settings.H5P_CORE)


@pytest.fixture(autouse=True)
def storage(monkeypatch: pytest.MonkeyPatch) -> InMemoryStorage:
    """Empty, and of this test alone."""
    empty = InMemoryStorage()
    monkeypatch.setattr(store, "storage", lambda: empty)
    monkeypatch.setattr(bundle, "_complete", {})
    return empty
