import pytest

from tests.campaigns import world


@pytest.fixture(autouse=True)
def noon(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every test here stands on one day within the campaign's window."""
    monkeypatch.setattr("django.utils.timezone.now", lambda: world.NOW)
