"""H5P's core is found where it is installed, and nothing asks for it where it is not."""

import json
from pathlib import Path
from typing import Any

import pytest

from content.h5p import core

STYLE = """
@font-face { src: url('../fonts/letters.woff2') format('woff2'), url("../fonts/letters.woff") format('woff'); }
.waiting { background: url(../images/wait.gif?ver=1.2.1) }
.elsewhere { background: url('../../../secret.gif') }
.far { background: url(https://elsewhere.invalid/x.gif), url(data:image/gif;base64,R0) }
.missing { background: url('../images/missing.png') }
"""


@pytest.fixture
def folder(tmp_path: Path, settings: Any) -> Path:
    made = tmp_path / "node_modules" / "h5p-standalone"
    for name in ("styles", "fonts", "images"):
        (made / "dist" / name).mkdir(parents=True)
    (made / "package.json").write_text(json.dumps({"name": "h5p-standalone", "version": "3.8.2"}))
    (made / "LICENSE").write_text("MIT")
    (made / "dist" / "frame.bundle.js").write_text("var H5P;")
    (made / "dist" / "styles" / "h5p.css").write_text(STYLE)
    for name in ("fonts/letters.woff2", "fonts/letters.woff", "images/wait.gif"):
        (made / "dist" / name).write_bytes(b"x")
    (tmp_path / "secret.gif").write_bytes(b"x")
    settings.H5P_CORE = made
    return made


def test_what_it_is_and_where_it_comes_from(folder: Path) -> None:
    found = core.find()
    assert found is not None
    assert (found.name, found.version) == ("h5p-standalone", "3.8.2")
    assert found.script == folder / "dist" / "frame.bundle.js"
    assert any(found.version in address for address in found.sources)
    assert "GNU GENERAL PUBLIC LICENSE" in found.licences["GPL-3.0-or-later"].read_text(encoding="utf-8")
    assert set(found.licences) == {"GPL-3.0-or-later", "MIT"}


def test_only_what_the_style_names_of_the_package_is_served(folder: Path) -> None:
    found = core.find()
    assert found is not None
    assert found.files == {
        "../fonts/letters.woff2": folder / "dist" / "fonts" / "letters.woff2",
        "../images/wait.gif?ver=1.2.1": folder / "dist" / "images" / "wait.gif",
    }


@pytest.mark.parametrize("missing", ["package.json", "dist/frame.bundle.js", "dist/styles/h5p.css"])
def test_none_where_any_of_it_is_missing(folder: Path, missing: str) -> None:
    (folder / missing).unlink()
    assert core.find() is None


def test_none_where_nothing_is_installed(settings: Any, tmp_path: Path) -> None:
    settings.H5P_CORE = tmp_path
    assert core.find() is None


def test_the_installed_package_is_the_pinned_one(settings: Any) -> None:
    found = core.find()
    if found is None:
        pytest.skip(f"H5P's core is not installed: {core.INSTALL}")
    pinned = json.loads((settings.ROOT / "package.json").read_text(encoding="utf-8"))["dependencies"]
    assert pinned == {found.name: found.version}
    assert len(found.files) >= 15
    assert {"GPL-3.0-or-later", "MIT", "OFL-1.1"} == set(found.licences)
    assert found.version in (settings.ROOT / "NOTICE").read_text(encoding="utf-8")


def test_the_lock_names_no_registry(settings: Any) -> None:
    lock = json.loads((settings.ROOT / "package-lock.json").read_text(encoding="utf-8"))
    packages = [each for name, each in lock["packages"].items() if name]
    assert not [each for each in packages if "resolved" in each]
    assert all(each["integrity"].startswith("sha512-") for each in packages)
