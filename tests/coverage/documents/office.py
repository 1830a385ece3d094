"""LibreOffice, where it is installed: opens a file with a fresh profile, calculates all again, saves or prints."""

import shutil
import subprocess
from pathlib import Path

import pytest

PROGRAM = shutil.which("soffice") or shutil.which("libreoffice")
needs_office = pytest.mark.skipif(
    PROGRAM is None,
    reason="LibreOffice was not found; apt-get install libreoffice-calc-nogui libreoffice-writer-nogui",
)
# Always calculate what was loaded (0), whoever wrote the file.
SETTINGS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load">
<prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop>
</item>
</oor:items>
"""


def convert(file: Path, to: str) -> Path:
    """The file in another format, beside it in a folder of its own."""
    profile, out = file.parent / "profile", file.parent / f"out-{to}"
    (profile / "user").mkdir(parents=True, exist_ok=True)
    (profile / "user" / "registrymodifications.xcu").write_text(SETTINGS)
    command = [str(PROGRAM), f"-env:UserInstallation=file://{profile}", "--headless", "--norestore"]
    subprocess.run(
        [*command, "--convert-to", to, "--outdir", str(out), str(file)], check=True, capture_output=True, timeout=180
    )
    return out / f"{file.stem}.{to.split(':')[0]}"


def pages(pdf: Path) -> list[str]:
    """The text of each page, its spaces made single."""
    told = subprocess.run(["pdftotext", "-layout", str(pdf), "-"], check=True, capture_output=True, text=True).stdout
    return [" ".join(page.split()) for page in told.split("\f") if page.strip()]
