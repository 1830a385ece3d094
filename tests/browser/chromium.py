"""The system's Chromium: where it is, how it is started, and the line that installs it."""

import shutil

NAMES = ("chromium", "chromium-browser", "google-chrome")
INSTALL = "sudo apt-get install -y chromium"
ARGUMENTS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def find() -> str | None:
    """The first that is on the PATH."""
    return next((path for name in NAMES if (path := shutil.which(name))), None)
