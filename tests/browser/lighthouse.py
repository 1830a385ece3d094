"""Lighthouse, from npm: what it says of one page as a mid-range phone on a slow network gets it (its own default)."""

import json
import os
import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings

from tests.browser import chromium

PROGRAM = settings.ROOT / "node_modules" / ".bin" / "lighthouse"
INSTALL = "sudo apt-get install -y npm && ./run setup"
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
# Seconds; two busy cores.
PATIENCE = 300


@dataclass(frozen=True)
class Verdict:
    # Category -> points out of a hundred.
    points: dict[str, int]
    # What it holds against the page: audits that weigh something and are not passed.
    faults: list[str]


def is_there() -> bool:
    return PROGRAM.exists() and shutil.which("node") is not None


def judge(url: str, cookie: str = "", skipped: Sequence[str] = ()) -> Verdict:
    """One run; ``skipped`` are audits left out of their category."""
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "report.json"
        command = [str(PROGRAM), url, "--quiet", "--output=json", f"--output-path={out}"]
        command += [f"--only-categories={','.join(CATEGORIES)}", f"--chrome-flags={' '.join(chromium.ARGUMENTS)}"]
        command += [f"--skip-audits={','.join(skipped)}"] if skipped else []
        command += ["--extra-headers", json.dumps({"Cookie": cookie})] if cookie else []
        env = {**os.environ, "CHROME_PATH": chromium.find() or ""}
        subprocess.run(command, check=True, timeout=PATIENCE, env=env, cwd=folder)
        return _verdict(json.loads(out.read_text(encoding="utf-8")))


def _verdict(report: dict[str, Any]) -> Verdict:
    points = {name: round(100 * (part["score"] or 0)) for name, part in report["categories"].items()}
    weighed = [one["id"] for part in report["categories"].values() for one in part["auditRefs"] if one["weight"]]
    audits = [report["audits"][name] for name in weighed if name in report["audits"]]
    poor = [one for one in audits if one["score"] is not None and one["score"] < 0.9]
    return Verdict(points, [f"{one['id']}: {one.get('displayValue') or one['title']}" for one in poor])
