"""YAML that knows its lines."""

import datetime as dt

import pytest
import yaml

from mooc.foundation import located
from mooc.foundation.located import FileErrors, Located, parse_yaml

TEXT = """\
name: Sở
from: 2025-07-01
to: 2025-13-01
units:
- id: a
  more: &seen {x: 1}
- id: b
  more: *seen
"""


@pytest.mark.parametrize("loader", located._LOADERS, ids=lambda loader: loader.__name__)
def test_each_way_of_reading_gives_the_same(loader: type[yaml.SafeLoader]) -> None:
    found = yaml.load(TEXT, Loader=loader)
    assert found == {
        "name": "Sở",
        "from": dt.date(2025, 7, 1),
        "to": "2025-13-01",
        "units": [{"id": "a", "more": {"x": 1}}, {"id": "b", "more": {"x": 1}}],
    }
    assert (found.line, found.lines) == (1, {"name": 1, "from": 2, "to": 3, "units": 4})
    first, last = found["units"]
    assert isinstance(last, Located)
    assert (first.lines, last.line) == ({"id": 5, "more": 6}, 7)


@pytest.mark.parametrize("text", ["[" * 50_000, "a: " + "- " * 50_000, "{a: " * 5000])
def test_nested_beyond_measure_is_refused(text: str) -> None:
    with pytest.raises(FileErrors):
        parse_yaml(text)


@pytest.mark.parametrize(
    ("text", "line"), [("a: 1\nb: c: d", 2), ("a: [1\nb: 2", 2), ("a: 1\nb: 'x\n", 3), ("a: \x00", 1), ("a: \ud800", 1)]
)
def test_an_error_names_its_line(text: str, line: int) -> None:
    with pytest.raises(FileErrors, match="không đọc được tệp YAML") as caught:
        parse_yaml(text)
    assert [found for found, _ in caught.value.errors] == [line]
