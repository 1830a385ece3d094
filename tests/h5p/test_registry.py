"""Which libraries a content gets, and in which order."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from content.h5p.registry import Asked, Version, choose, needs_of, resolve, stand_ins, used_in

pytestmark = pytest.mark.alike


def asked(letter: str) -> Asked:
    return Asked(f"H5P.{letter}", 1, 0)


def version(letter: str, *needs: str, patch: int = 0, digest: str = "") -> Version:
    return Version(
        ord(letter) * 100 + patch, asked(letter), patch, digest or letter, tuple(asked(one) for one in needs)
    )


def known(*versions: Version) -> dict[Asked, list[Version]]:
    found: dict[Asked, list[Version]] = {}
    for one in versions:
        found.setdefault(one.asked, []).append(one)
    return found


def order(*versions: Version, wanted: str = "A") -> list[str]:
    return [one.asked.name[-1] for one in resolve([asked(wanted)], known(*versions), {}).order]


def test_whatever_is_needed_comes_first() -> None:
    assert order(version("A", "B", "C"), version("B", "D"), version("C", "D"), version("D")) == ["D", "B", "C", "A"]


def test_a_circle_ends() -> None:
    assert sorted(order(version("A", "B"), version("B", "A"))) == ["A", "B"]


def test_a_chain_of_thousands_is_none_too_long() -> None:
    many = [
        Version(n, Asked("H5P.A", 1, n), 0, str(n), (Asked("H5P.A", 1, n + 1),) if n < 4000 else ())
        for n in range(4001)
    ]
    found = resolve([Asked("H5P.A", 1, 0)], {one.asked: [one] for one in many}, {})
    assert [one.id for one in found.order] == list(reversed(range(4001)))


def test_the_very_bytes_of_the_package_win() -> None:
    old, new = version("A", patch=3, digest="old"), version("A", patch=9, digest="new")
    assert choose([old, new], (3, "old")) is old
    assert choose([old, new], (3, "other")) is new
    assert choose([old, new], None) is new
    assert choose([old], (4, "other")) is None


def test_what_nobody_approved_is_missing_once() -> None:
    found = resolve([asked("A"), asked("B")], known(version("A", "C"), version("B", "C")), {})
    assert found.missing == [asked("C")]


def test_editor_libraries_are_asked_of_nobody() -> None:
    manifest = {
        "preloadedDependencies": [
            {"machineName": "H5PEditor.X", "majorVersion": 1, "minorVersion": 0},
            {"machineName": "H5P.B", "majorVersion": "1", "minorVersion": 0},
            "nonsense",
            {"machineName": "no", "majorVersion": "x"},
        ]
    }
    assert needs_of(manifest) == (asked("B"),)
    assert needs_of({"preloadedDependencies": None}) == ()


def test_libraries_that_parameters_name() -> None:
    parameters = {
        "questions": [{"library": "H5P.A 1.0", "params": {"media": {"type": {"library": "H5P.B 1.0", "params": {}}}}}],
        "text": {"library": "no library"},
        "bare": {"library": "H5P.C 1.0"},
        "odd": {"library": "H5P.D", "params": {}},
    }
    assert set(used_in(parameters)) == {asked("A"), asked("B")}


def test_what_parameters_misname_is_run_by_the_packages_own() -> None:
    own = [Asked("H5P.Cards", 1, 8), Asked("H5P.Cards", 1, 9), Asked("H5P.Text", 1, 1)]
    misnamed, older, unknown = Asked("H5P.CARDS", 1, 7), Asked("H5P.Text", 1, 0), Asked("H5P.Other", 1, 0)
    assert stand_ins([misnamed, older, unknown, own[0]], own) == {misnamed: own[1], older: own[2]}


LETTERS = "ABCDEFG"
GRAPHS = st.dictionaries(st.sampled_from(LETTERS), st.lists(st.sampled_from(LETTERS), max_size=4), min_size=1)


@given(GRAPHS)
def test_every_library_once_and_nothing_is_lost(graph: dict[str, list[str]]) -> None:
    versions = [version(letter, *needs) for letter, needs in graph.items()]
    found = resolve([asked(letter) for letter in graph], known(*versions), {})
    assert sorted(one.asked.name[-1] for one in found.order) == sorted(graph)
    named = {need for needs in graph.values() for need in needs}
    assert {one.name[-1] for one in found.missing} == named - set(graph)
