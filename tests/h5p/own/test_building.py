"""A built package: what whoever imports it finds in it, and the same bytes each time."""

import io
import json
import os
import shutil
import zipfile
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command

from content.h5p.building import SCAM_SIGNS, Content, build, complete, samples
from content.h5p.package.opening import open_package
from content.h5p.package.semantics import clean

SAMPLE = samples()["ngan-hang-khoa-tai-khoan"]


def unpacked(made: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


@pytest.mark.parametrize("name", samples())
def test_an_importer_takes_all_of_it(name: str) -> None:
    opened = open_package(io.BytesIO(build(SCAM_SIGNS, samples()[name])))
    assert opened.manifest.title == samples()[name].about["title"]
    assert opened.manifest.language == "vi"
    (library,) = opened.libraries
    assert str(library.manifest.asked) == str(opened.manifest.main) == "H5P.ScamSigns 1.0"
    assert library.manifest.runnable
    assert (opened.left, opened.missing, opened.files) == ((), (), ())
    assert opened.semantics(library) == json.loads((SCAM_SIGNS / "semantics.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("name", samples())
def test_cleaning_by_the_semantics_leaves_a_sample_as_it_is(name: str) -> None:
    opened = open_package(io.BytesIO(build(SCAM_SIGNS, samples()[name])))
    semantics = opened.semantics(opened.libraries[0])
    cleaned = clean(opened.parameters, opened.manifest.main, lambda asked: semantics)
    assert cleaned.parameters == opened.parameters
    assert (cleaned.filled, cleaned.changed, cleaned.lacking, cleaned.unknown) == ((), (), (), ())


def test_only_what_belongs_there_sorted_and_of_no_time() -> None:
    made = build(SCAM_SIGNS, SAMPLE)
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        entries = archive.infolist()
    names = [entry.filename for entry in entries]
    assert names == sorted(names)
    assert {name.split("/")[0] for name in names} == {"h5p.json", "content", "H5P.ScamSigns-1.0"}
    assert {entry.date_time for entry in entries} == {(1980, 1, 1, 0, 0, 0)}
    assert not any(entry.is_dir() or entry.extra or entry.comment for entry in entries)
    assert len(made) < 80_000


def test_the_same_bytes_wherever_the_source_lies(tmp_path: Path) -> None:
    copied = shutil.copytree(SCAM_SIGNS, tmp_path / "elsewhere")
    for path in copied.rglob("*"):
        os.utime(path, (1, 1))
    (copied / ".DS_Store").write_bytes(b"x")
    (copied / "scam-signs.js.orig").write_bytes(b"x")
    assert build(copied, SAMPLE) == build(SCAM_SIGNS, SAMPLE)


def test_what_is_missing_gets_its_default_and_what_is_there_stays() -> None:
    params = {"sender": {"name": "A", "address": "b", "isSign": False}, "messages": [{"parts": [{"text": "c"}]}]}
    made = json.loads(unpacked(build(SCAM_SIGNS, Content(params)))["content/content.json"])
    assert made["sender"] == {"name": "A", "address": "b", "isSign": False}
    assert made["messages"] == [{"from": "them", "parts": [{"text": "c", "kind": "plain"}]}]
    assert made["behaviour"]["passPercentage"] == 80
    assert made["l10n"]["check"] == "Kiểm tra"
    assert params["messages"] == [{"parts": [{"text": "c"}]}]


def test_what_no_field_names_stays() -> None:
    fields: list[dict[str, Any]] = [{"name": "known", "type": "text", "default": "x"}]
    assert complete(fields, {"other": 1}) == {"other": 1, "known": "x"}


def test_the_command_writes_the_samples(tmp_path: Path) -> None:
    folder = tmp_path / "h5p"
    call_command("build_h5p", folder)
    first = {path.name: path.read_bytes() for path in folder.iterdir()}
    assert set(first) == {f"{name}.h5p" for name in samples()}
    call_command("build_h5p", folder)
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == first
