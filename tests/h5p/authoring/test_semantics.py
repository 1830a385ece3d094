"""From semantics to parameters: what is there where an author says nothing."""

from typing import Any

import pytest

from content.h5p.authoring.labels import LABELS
from content.h5p.authoring.semantics import defaults, filled, known, laid_over
from tests.h5p.authoring.libraries import FEEDBACK, SEMANTICS, flag, group, text


def test_a_group_of_one_field_is_its_value() -> None:
    assert defaults([FEEDBACK]) == {"overallFeedback": []}
    assert defaults([group("behaviour", flag("retry", True))]) == {"behaviour": True}


def test_every_group_of_several_is_there_and_what_has_no_default_is_not() -> None:
    assert defaults([group("media", {"name": "type", "type": "library"}, text("alt"))]) == {"media": {}}
    assert defaults([text("question"), text("check", "Check"), flag("off", False)]) == {"check": "Check", "off": False}


def test_a_later_library_has_its_defaults_an_earlier_one_is_told_nothing_it_does_not_know() -> None:
    made = filled({"behaviour": {"enableRetry": False, "gone": 1}}, LABELS["H5P.DragText"], SEMANTICS["H5P.DragText"])
    assert made["behaviour"] == {"enableRetry": False, "instantFeedback": False, "somethingNew": True}
    assert (made["checkAnswer"], made["newLabel"]) == ("Kiểm tra", "Something new")
    assert "grabbed" not in made
    assert made["overallFeedback"] == LABELS["H5P.DragText"]["overallFeedback"]


def test_without_a_library_labels_and_parameters_stand_alone() -> None:
    assert filled({"a": {"b": 1}}, {"a": {"c": 2}}, None) == {"a": {"b": 1, "c": 2}}


def test_laying_over_changes_neither() -> None:
    below: dict[str, Any] = {"a": {"b": 1}}
    above: dict[str, Any] = {"a": {"c": 2}, "d": [1]}
    assert laid_over(below, above) == {"a": {"b": 1, "c": 2}, "d": [1]}
    assert (below, above) == ({"a": {"b": 1}}, {"a": {"c": 2}, "d": [1]})


def test_what_stands_in_a_collapsed_group_stays() -> None:
    assert known({"overallFeedback": [{"from": 0}], "other": 1}, [FEEDBACK]) == {"overallFeedback": [{"from": 0}]}


@pytest.mark.parametrize("name", LABELS)
def test_places_for_numbers_are_the_content_types_own(name: str) -> None:
    """A label in Vietnamese that lost its place would show a number's name, or none."""
    used = {word for word in " ".join(_texts(LABELS[name])).replace(".", " ").split() if word[0] in "@:%"}
    assert used <= {
        *("@score", "@total", "@index", "@count", "@draggable", "@number", "@round", "@cards", "@max", "@card"),
        *("@num", "@current", "@finals", "@totals", ":num", ":total", "%d", "%total"),
    }


def _texts(value: Any) -> list[str]:
    if isinstance(value, dict):
        return [text for inner in value.values() for text in _texts(inner)]
    if isinstance(value, list):
        return [text for inner in value for text in _texts(inner)]
    return [value] if isinstance(value, str) else []
