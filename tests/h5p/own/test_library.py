"""The source of our content type: what its files say agrees, and nothing in a sample is anybody's."""

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest

from content.h5p.building import SAMPLES, SCAM_SIGNS, samples

KINDS = {"text", "group", "list", "select", "boolean", "number"}
SCRIPTS = sorted(SCAM_SIGNS.glob("*.js"))
SHOWN = ("label", "description", "entity")


def read(name: str) -> Any:
    return json.loads((SCAM_SIGNS / name).read_text(encoding="utf-8"))


def fields(semantics: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    for each in semantics:
        yield each
        yield from fields(each.get("fields", []))
        yield from fields([each["field"]] if "field" in each else [])


def wording(each: dict[str, Any]) -> dict[str, Any]:
    """What a file of a language holds of one field."""
    found = {name: each[name] for name in SHOWN if name in each}
    if each["type"] == "text" and "default" in each:
        found["default"] = each["default"]
    if each["type"] == "select":
        found["options"] = [{"label": option["label"]} for option in each["options"]]
    if "fields" in each:
        found["fields"] = [wording(inner) for inner in each["fields"]]
    if "field" in each:
        found["field"] = wording(each["field"])
    return found


def outline(value: Any) -> Any:
    """Shape without words."""
    if isinstance(value, dict):
        return {name: outline(inner) for name, inner in value.items()}
    return [outline(inner) for inner in value] if isinstance(value, list) else str


def words(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    for inner in value.values() if isinstance(value, dict) else value if isinstance(value, list) else []:
        yield from words(inner)


def test_the_library_names_itself_and_its_files() -> None:
    library = read("library.json")
    assert SCAM_SIGNS.name == f"{library['machineName']}-{library['majorVersion']}.{library['minorVersion']}"
    assert [each["path"] for each in library["preloadedJs"]] == ["scam-signs.js", "scam-signs-view.js"]
    assert {path.name for path in SCRIPTS} == {each["path"] for each in library["preloadedJs"]}
    assert (SCAM_SIGNS / library["preloadedCss"][0]["path"]).is_file()
    assert library["coreApi"]["minorVersion"] <= 28
    # Moodle and others refuse a licence that is not on their list, and Apache's is not.
    assert "license" not in library


def test_every_field_has_a_name_a_label_and_a_known_type() -> None:
    for each in fields(read("semantics.json")):
        assert each["type"] in KINDS
        assert re.fullmatch(r"[A-Za-z][A-Za-z0-9]*", each["name"])
        assert each["label"]
        if each["type"] == "select":
            assert each["default"] in [option["value"] for option in each["options"]]


def test_each_language_says_all_of_it() -> None:
    semantics = [wording(each) for each in read("semantics.json")]
    assert read("language/vi.json") == {"semantics": semantics}
    english = read("language/en.json")["semantics"]
    assert outline(english) == outline(semantics)
    assert not set(words(english)) & set(words(semantics))
    for here, there in zip(words(english), words(semantics), strict=True):
        assert set(re.findall(r":[a-z]+", here)) == set(re.findall(r":[a-z]+", there)), here


def test_the_script_knows_the_same_words_as_the_semantics() -> None:
    (spoken,) = [each for each in read("semantics.json") if each["name"] == "l10n"]
    script = re.sub(r"' \+\s+'", "", (SCAM_SIGNS / "scam-signs.js").read_text(encoding="utf-8"))
    script = script[script.index("l10n: {") :]
    script = script[: script.index("}")]
    known = dict(re.findall(r"^ {6}(\w+): '([^']+)',?$", script, re.MULTILINE))
    assert known == {each["name"]: each["default"] for each in spoken["fields"]}


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda path: path.name)
def test_scripts_are_of_2009(script: Any) -> None:
    """ES5, by its tell-tale words; nothing that makes markup of texts or code of words."""
    code = script.read_text(encoding="utf-8")
    assert "SPDX-License-Identifier: Apache-2.0" in code
    for word in (r"\b(let|const|class|async|await|yield)\s", r"=>", r"`", r"\.\.\.\w", r"\.(includes|assign|find)\("):
        assert not re.search(word, re.sub(r"/\*.*?\*/|//[^\n]*", "", code, flags=re.DOTALL)), word
    for word in ("innerHTML", "eval(", "new Function", ".html("):
        assert word not in code


@pytest.mark.parametrize("name", samples())
def test_a_sample_cannot_be_passed_by_marking_everything(name: str) -> None:
    content = samples()[name].params
    parts = [part for message in content["messages"] for part in message["parts"] if part["kind"] != "plain"]
    signs = [content["sender"]["isSign"], *(part["kind"] == "sign" for part in parts)]
    explained = [content["sender"]["feedback"], *(part["feedback"] for part in parts)]
    right, wrong = signs.count(True), signs.count(False)
    assert right == 5
    assert all(explained)
    assert right - wrong < right * content["behaviour"]["passPercentage"] / 100


@pytest.mark.parametrize("name", samples())
def test_a_sample_leads_nowhere_and_calls_nobody(name: str) -> None:
    """Domains that are kept for examples (RFC 2606), numbers of a prefix that is not sold."""
    text = (SAMPLES / name / "content.json").read_text(encoding="utf-8")
    hosts = re.findall(r"(?:https?://|@)([a-z0-9.-]+)", text)
    assert hosts or name == "cong-an-qua-mang"
    assert all(host.endswith((".example", ".invalid")) for host in hosts)
    assert all(number.startswith("300") for number in re.findall(r"\+84 ?([0-9]+)", text))
