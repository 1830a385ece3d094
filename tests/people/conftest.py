import pytest

from tests.people.factor_clock import Clock


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """Everything that asks for the moment asks this one, lock-outs included."""
    made = Clock()
    for name in ("django.utils.timezone.now", "axes.handlers.proxy.now", "axes.attempts.now"):
        monkeypatch.setattr(name, made)
    return made
