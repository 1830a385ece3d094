"""Reading the environment: every helper fails loudly, naming the variable."""

import os
import re

from django.core.exceptions import ImproperlyConfigured

TRUE = {"1", "true", "yes", "on"}
FALSE = {"0", "false", "no", "off", ""}
_LABEL = r"[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?"
HOST = re.compile(rf"({_LABEL}\.)+{_LABEL}")


def text(name: str, default: str = "") -> str:
    return os.environ.get(name, default).strip()


def flag(name: str, default: bool = False) -> bool:
    value = os.environ.get(name)
    if value is None:
        return default
    if value.strip().lower() in TRUE:
        return True
    if value.strip().lower() in FALSE:
        return False
    raise ImproperlyConfigured(f"{name} must be one of 1, 0, true, false, yes, no, on, off; got {value!r}")


def number(name: str, default: int) -> int:
    value = os.environ.get(name, "").strip()
    if not value:
        return default
    try:
        return int(value)
    except ValueError:
        raise ImproperlyConfigured(f"{name} must be a whole number; got {value!r}") from None


def words(name: str, default: str = "") -> list[str]:
    """A comma-separated list, blanks dropped."""
    return [part.strip() for part in text(name, default).split(",") if part.strip()]


def hosts(name: str) -> list[str]:
    """A comma-separated list of host names, sorted, each once; neither addresses nor patterns of them."""
    found = sorted({host.lower() for host in words(name)})
    for host in found:
        if not HOST.fullmatch(host):
            raise ImproperlyConfigured(f"{name} lists host names, as upload.example.org; got {host!r}")
    return found


def required(*names: str) -> None:
    """Refuse to start while any of ``names`` is missing, naming all of them at once."""
    missing = [name for name in names if not text(name)]
    if missing:
        raise ImproperlyConfigured("Set these environment variables first: " + ", ".join(missing))
