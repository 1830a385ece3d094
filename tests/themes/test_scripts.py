"""Scripts run in browsers of 2020: Chrome and WebView 80, Safari 13.1, Firefox 74. What is newer stops a file there.

First versions by MDN's compatibility data; a pattern is what gives a feature away in a text.
"""

import re
from pathlib import Path

import pytest
from django.conf import settings

# Pattern: in which Chrome it came, or which Safari where that was later.
NEWER = {
    r"(\|\||&&|\?\?)=": "logical assignment, Chrome 85",
    r"\.at\(": "at(), Chrome 92",
    r"\bhasOwn\(": "Object.hasOwn, Chrome 93",
    r"\.replaceAll\(": "replaceAll, Chrome 85",
    r"\.findLast(Index)?\(": "findLast, Chrome 97",
    r"\.(toSorted|toReversed|toSpliced)\(": "copies of arrays, Chrome 110",
    r"\.replaceChildren\(": "replaceChildren, Chrome 86",
    r"\bgroupBy\(": "groupBy, Chrome 117",
    r"\bstructuredClone\(": "structuredClone, Chrome 98",
    r"\brandomUUID\(": "randomUUID, Chrome 92",
    r"\bPromise\.(any|withResolvers)\(": "Promise.any, Chrome 85",
    r"\bAbortSignal\.(timeout|any)\(": "AbortSignal.timeout, Chrome 103",
    r"\bWeakRef\b": "WeakRef, Chrome 84",
    r"\(\?<[=!]": "lookbehind, Safari 16.4",
    r":has\(": ":has(), Chrome 105",
    r"^await\b": "await at the top, Chrome 89",
    r"(\.|^\s*(?:static )?)#\w+\s*[=(;]": "private names, Chrome 84",
    r"\bstatic \{": "static blocks, Chrome 94",
}
FOLDERS = ("themes/*/static", "content/h5p/player/scripts")


def scripts() -> list[Path]:
    root = Path(settings.ROOT)
    found = [path for folder in FOLDERS for each in root.glob(folder) for path in each.rglob("*.js")]
    return sorted(path.relative_to(root) for path in found)


def newer_in(text: str) -> list[str]:
    code = re.sub(r"/\*.*?\*/|(?<![:\\])//[^\n]*", "", text, flags=re.DOTALL)
    return [what for pattern, what in NEWER.items() if re.search(pattern, code, re.MULTILINE)]


@pytest.mark.parametrize("path", scripts(), ids=str)
def test_runs_in_browsers_of_2020(path: Path) -> None:
    assert newer_in((Path(settings.ROOT) / path).read_text(encoding="utf-8")) == []


def test_scripts_are_found() -> None:
    names = {path.name for path in scripts()}
    assert {"interactive.js", "autosave.js", "bridge.js", "shim.js", "load.js"} <= names


@pytest.mark.parametrize(
    "text",
    [
        "a ||= b;", "a ??= b", "list.at(-1)", "Object.hasOwn(a, 'b')", "'a'.replaceAll('b', 'c')", "/(?<=a)b/",
        "const a = 1;\nawait fetch('/');", "class A { count() { return this.#count(); } }", "one.matches('a:has(b)')",
    ],
)  # fmt: skip
def test_what_is_newer_is_seen(text: str) -> None:
    assert newer_in(text)


@pytest.mark.parametrize(
    "text", ["a?.b ?? c", "const f = async () => { await g(); };", "// a ||= b", "x.format(1)", "a !== b || c == d"]
)
def test_what_they_had_is_not(text: str) -> None:
    assert newer_in(text) == []
