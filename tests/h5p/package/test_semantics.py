"""What becomes of parameters by the semantics of their libraries."""

import copy
import re
from collections.abc import Mapping
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from content.h5p.package import limits, tally
from content.h5p.package.refusals import Refused
from content.h5p.package.semantics import Cleaned, clean
from content.h5p.registry import Asked
from tests.h5p import making

OWN, PART = Asked("H5P.Own", 1, 0), Asked("H5P.Part", 1, 2)
ID = "0b9a2c7e-6c0e-4c58-8a36-1d9f3f6f0c11"
HTML = {"name": "text", "type": "text", "widget": "html", "tags": ["strong", "a", "table"]}
PLAIN = {"name": "label", "type": "text"}


def cleaned(given: Mapping[str, Any], *fields: Any, part: Any = None, files: list[str] | None = None) -> Cleaned:
    known = {OWN: list(fields), PART: part}
    return clean(given, OWN, lambda asked: known.get(asked), files)


def field(kind: str, **more: Any) -> dict[str, Any]:
    return {"name": "it", "type": kind, **more}


def one(value: Any, **told: Any) -> Any:
    """What becomes of ``value`` in a field; "left out" when nothing does."""
    return cleaned({"it": value}, {"name": "it", **told}).parameters.get("it", "left out")


def test_what_the_editor_wrote_stays_as_it_is() -> None:
    given = copy.deepcopy(making.PARAMETERS)
    found = cleaned(given, *making.SEMANTICS)
    assert (found.parameters, found.filled, found.changed) == (making.PARAMETERS, (), ())
    assert given == making.PARAMETERS


def test_only_what_an_author_could_miss_is_told() -> None:
    unset = {"params": {}, "subContentId": ID, "metadata": {"title": ""}}
    given = {"media": unset, "singleAnswer": True, "old": {"on": False}, "score": 0, "texts": ["a"], "part": {"a": "b"}}
    found = cleaned({"label": "a", **given}, PLAIN, {"name": "media", "type": "library"})
    assert (found.parameters, found.changed) == ({"label": "a"}, ("score", "texts", "part"))


def test_a_group_that_semantics_leave_open_keeps_a_list_of_plain_values() -> None:
    given = ["#step-1", 2, True, "<b>a</b>", {"a": "b"}, [1]]
    assert one(given, type="group", fields=[]) == ["#step-1", 2, True, "&lt;b&gt;a&lt;/b&gt;"]
    assert one({"a": "b"}, type="group", fields=[]) == {}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "<p>Xin <strong>chào</strong> &amp; tạm biệt&nbsp;!</p>",
            "<p>Xin <strong>chào</strong> &amp; tạm biệt&nbsp;!</p>",
        ),
        ('<p onclick="a()">a<script>alert(1)</script></p>', "<p>a</p>"),
        ("<img src=x onerror=alert(1)><iframe src='//a.vn'></iframe>b", "b"),
        ('<a href="javascript:alert(1)">c</a>', '<a rel="noopener noreferrer">c</a>'),
        ('<p style="color: red; background-image: url(//a.vn)">d</p>', '<p style="color:red">d</p>'),
        ("<h1>e</h1><b>f</b>", "e<b>f</b>"),
        ("<table><tr><td>g</td></tr></table>", "<table><tbody><tr><td>g</td></tr></tbody></table>"),
        ("<p>h", "<p>h</p>"),
        ("1 < 2 & 3", "1 &lt; 2 &amp; 3"),
    ],
)
def test_html_keeps_the_tags_of_its_field(text: str, expected: str) -> None:
    assert cleaned({"text": text}, HTML).parameters == {"text": expected}


@pytest.mark.parametrize(
    "tag", ["script", "style", "iframe", "object", "svg", "math", "form", "input", "video", "base"]
)
def test_semantics_cannot_allow_what_runs(tag: str) -> None:
    text = cleaned({"text": f"<{tag}>a</{tag}>b"}, {**HTML, "tags": [tag]}).parameters["text"]
    assert f"<{tag}" not in text
    assert text.endswith("b")


def test_a_text_without_tags_is_escaped_once_however_often_it_is_cleaned() -> None:
    first = cleaned({"label": '<b>Tom & "Jerry\'s"</b> &lt; &#039;'}, PLAIN).parameters
    assert first == {"label": "&lt;b&gt;Tom &amp; &quot;Jerry&#039;s&quot;&lt;/b&gt; &lt; &#039;"}
    assert cleaned(first, PLAIN).parameters == first


def test_lost_tags_are_told_with_their_place() -> None:
    semantics = {"name": "pages", "type": "list", "field": {"name": "page", "type": "group", "fields": [HTML, PLAIN]}}
    pages = [{"text": "<p>a</p>", "label": "a"}, {"text": "<p>b<img src=x></p>", "label": "b"}]
    assert cleaned({"pages": pages}, semantics).changed == ("pages/1/text",)


@pytest.mark.parametrize(
    ("kind", "value", "expected"),
    [
        ("number", 5, 5),
        ("number", 2.5, 2.5),
        ("number", "7", 7),
        ("number", "2.5", 2.5),
        ("number", "1e999", "left out"),
        ("number", "<b>", "left out"),
        ("number", [1], "left out"),
        ("boolean", False, False),
        ("boolean", "true", True),
        ("boolean", "0", False),
        ("boolean", {}, "left out"),
        ("text", 5, "5"),
        ("text", None, "left out"),
        ("text", ["a"], "left out"),
        ("select", "<a>", "&lt;a&gt;"),
        ("select", ["0", "<a>", {}], ["0", "&lt;a&gt;"]),
        ("select", {"a": 1}, "left out"),
        ("list", "a", "left out"),
        ("group", "a", "left out"),
        ("library", "a", "left out"),
        ("image", "a.png", "left out"),
        ("video", {}, "left out"),
        ("of the future", "<script>", "left out"),
    ],
)
def test_values_are_of_their_kind(kind: str, value: Any, expected: Any) -> None:
    assert one(value, type=kind, field={"name": "a", "type": "text"}, fields=[]) == expected


def test_what_no_field_describes_is_dropped_and_told() -> None:
    found = cleaned({"label": "a", "other": "<script>", "empty": "", "__proto__": {"a": 1}}, PLAIN)
    assert (found.parameters, found.changed) == ({"label": "a"}, ("other", "__proto__"))


def test_a_group_of_one_field_is_its_value() -> None:
    ranges = {"name": "feedback", "type": "list", "field": {"name": "range", "type": "group", "fields": [HTML, PLAIN]}}
    group = {"name": "overall", "type": "group", "fields": [ranges]}
    value = [{"text": "<p>Tốt</p>", "label": "b"}]
    assert cleaned({"overall": value}, group).parameters == {"overall": value}
    assert cleaned({"overall": {"feedback": value}}, group).parameters == {"overall": value}


def test_missing_groups_and_fields_get_their_defaults() -> None:
    found = cleaned({"question": "<p>a</p>", "behaviour": {"retry": False}}, *making.SEMANTICS)
    assert found.parameters == {
        "question": "<p>a</p>",
        "behaviour": {"retry": False, "seconds": 30},
        "check": "Check",
    }
    assert found.filled == ("behaviour/seconds", "check")
    whole = cleaned({"question": "a"}, *making.SEMANTICS)
    assert whole.parameters["behaviour"] == {"retry": True, "seconds": 30}


def test_nothing_is_made_up_that_an_author_chooses() -> None:
    semantics = [
        {"name": "a", "type": "group", "optional": True, "fields": [{**PLAIN, "default": "x"}, HTML]},
        {"name": "b", "type": "group", "widget": "radioSelector", "fields": [{**PLAIN, "default": "x"}, HTML]},
        {"name": "c", "type": "library", "options": ["H5P.Part 1.2"], "default": {"library": "H5P.Part 1.2"}},
        {"name": "d", "type": "list", "field": PLAIN, "default": ["x"]},
        {"name": "e", "type": "image", "default": {"path": "x.png"}},
        {"name": "f", "type": "group", "fields": [HTML, {"name": "g", "type": "image"}]},
    ]
    assert cleaned({}, *semantics).parameters == {}
    assert cleaned({"b": {"text": "a"}}, *semantics).parameters == {"b": {"text": "a"}}


def test_a_group_may_have_defaults_of_its_own() -> None:
    sizes = [{"name": "width", "type": "number"}, {"name": "height", "type": "number", "default": 1}]
    size = {"name": "size", "type": "group", "fields": sizes, "default": {"width": 620, "field": "<b>"}}
    assert cleaned({}, size).parameters == {"size": {"width": 620, "height": 1}}


def test_parts_are_cleaned_by_their_own_semantics() -> None:
    media = {"name": "media", "type": "library", "options": ["H5P.Part 1.2"]}
    given = {
        "library": "H5P.Part 1.2",
        "params": {"text": "<p>a<h1>b</h1></p>", "other": 1},
        "subContentId": ID,
        "metadata": {"title": "<b>", "authors": [{"name": "O'Anh"}]},
        "onclick": "alert(1)",
    }
    found = cleaned({"media": given}, media, part=[HTML, {**PLAIN, "default": "x"}])
    assert found.parameters["media"] == {
        "library": "H5P.Part 1.2",
        "params": {"text": "<p>a</p>b<p></p>", "label": "x"},
        "subContentId": ID,
        "metadata": {"title": "&lt;b&gt;", "authors": [{"name": "O&#039;Anh"}]},
    }
    assert found.filled == ("media/params/label",)


def test_a_part_without_an_id_gets_the_same_every_time() -> None:
    parts = {"name": "parts", "type": "list", "field": {"name": "part", "type": "library"}}
    given = {"parts": [{"library": "H5P.Part 1.2"}, {"library": "H5P.Part 1.2", "subContentId": "<b>"}]}
    first, second = (cleaned(given, parts, part=[]).parameters["parts"] for _time in range(2))
    assert first == second
    assert len({part["subContentId"] for part in first}) == 2


def test_parts_of_unknown_libraries_keep_harmless_tags_and_are_told() -> None:
    media = {"name": "media", "type": "library"}
    params = {"a": "<p>b<script>c</script></p>", "d": [{"e": "Tom & Jerry", "f": 1, "g": None}]}
    found = cleaned({"media": {"library": "H5P.Other 3.1", "params": params}}, media)
    assert found.parameters["media"]["params"] == {"a": "<p>b</p>", "d": [{"e": "Tom & Jerry", "f": 1, "g": None}]}
    assert found.unknown == (Asked("H5P.Other", 3, 1),)


@pytest.mark.parametrize("named", ["H5P.Part", "H5P.Part 1", "../x 1.0", "H5P.Part 1.2 <b>", 5, None, {}])
def test_a_part_that_names_no_library_is_dropped(named: Any) -> None:
    assert one({"library": named, "params": {}}, type="library") == "left out"


def test_a_group_that_is_a_part_keeps_its_id() -> None:
    group = {"name": "it", "type": "group", "isSubContent": True, "fields": [PLAIN]}
    assert cleaned({"it": {"label": "a", "subContentId": ID}}, group).parameters["it"] == {
        "label": "a",
        "subContentId": ID,
    }


def test_files_keep_what_is_known_of_files() -> None:
    given = {
        "path": "images/a'b.png#tmp",
        "mime": "image/png",
        "width": 5,
        "onload": "alert(1)",
        "copyright": {"license": "<b>"},
        "originalImage": {"path": "images/o.png", "x": 1},
    }
    assert one(given, type="image") == {
        "path": "images/a%27b.png",
        "mime": "image/png",
        "width": 5,
        "copyright": {"license": "&lt;b&gt;"},
        "originalImage": {"path": "images/o.png"},
    }


@pytest.mark.parametrize(
    "path",
    [
        "javascript:alert(1)",
        "data:text/html,a",
        "//a.vn/a.png",
        "/etc/passwd",
        "../../a.png",
        "a/../../b",
        "",
        5,
        "C:/a",
    ],
)
def test_paths_that_lead_out_are_dropped(path: Any) -> None:
    assert one({"path": path}, type="image") == "left out"
    assert one([{"path": path}], type="video") == "left out"


@pytest.mark.parametrize(
    ("path", "kept"),
    [
        ("../../12/images/a.png", "images/a.png"),
        ("../content/12/images/a.png", "images/a.png"),
        ("https://youtu.be/x?a=1&b=2", "https://youtu.be/x?a=1&b=2"),
        ('https://a.vn/"><script>', "https://a.vn/%22%3E%3Cscript%3E"),
    ],
)
def test_paths_that_are_kept(path: str, kept: str) -> None:
    assert one([{"path": path, "mime": "video/YouTube"}], type="video") == [{"path": kept, "mime": "video/YouTube"}]


def test_files_that_are_named_and_not_there_are_told() -> None:
    pictures = {"name": "all", "type": "list", "field": {"name": "one", "type": "image"}}
    named = ["images/a.png", "images/a\u0309'.png", "images/c.png", "https://a.vn/d.png"]
    found = cleaned({"all": [{"path": path} for path in named]}, pictures, files=["images/a.png", "images/ả'.png"])
    assert found.lacking == ("images/c.png",)


@pytest.mark.parametrize(
    "semantics",
    [
        [5, None, {}, {"name": "a"}, {"type": "text"}, {"name": [], "type": {}}],
        [field("group")],
        [field("group", fields={})],
        [field("group", fields=[None])],
        [field("list")],
        [field("list", field=[])],
        [field("list", field={"type": 5})],
        [field("text", tags=[5, None, {}])],
        [field("text", tags="strong")],
        [field("video", extraAttributes=5)],
        [field("library", extraAttributes=[5, {}])],
        [field("select", options=5, default={})],
    ],
)
@pytest.mark.parametrize("value", [None, "a", 5, [], {}, [["a"]], {"library": "H5P.Part 1.2"}, {"path": {}}])
def test_semantics_that_make_no_sense_break_nothing(semantics: list[Any], value: Any) -> None:
    assert isinstance(cleaned({"it": value}, *semantics, part=[]).parameters, dict)


def nested(levels: int) -> dict[str, Any]:
    made: dict[str, Any] = {"name": "it", "type": "text"}
    for _level in range(levels):
        made = {"name": "it", "type": "group", "fields": [made]}
    return made


def part_in_part(levels: int) -> dict[str, Any]:
    made: dict[str, Any] = {}
    for _level in range(levels):
        made = {"it": {"library": "H5P.Part 1.2", "params": made}}
    return made


def test_nesting_is_bounded() -> None:
    assert cleaned({"it": "a"}, nested(90)).parameters == {"it": "a"}
    deep = field("library")
    assert cleaned(part_in_part(45), deep, part=[deep]).parameters
    # Each level of parameters may go through as many levels of groups of one field.
    for _level in range(90):
        deep = {"name": "it", "type": "group", "fields": [deep]}
    with pytest.raises(Refused, match="quá sâu"):
        cleaned(part_in_part(45), deep, part=[deep])


def test_defaults_cannot_make_more_than_a_content_may_be(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tally, "MOST_FILLED", 100)
    fields = [{"name": str(number), "type": "text", "default": "x"} for number in range(10)]
    rows = field("list", field={"name": "row", "type": "group", "fields": fields})
    assert len(cleaned({"it": [{}] * 10}, rows).filled) == limits.MOST_TOLD
    with pytest.raises(Refused, match="thiếu quá nhiều"):
        cleaned({"it": [{}] * 11}, rows)


def test_fields_looked_for_in_vain_are_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tally, "MOST_LOOKED_AT", 1_000)
    fields = [{"name": str(number), "type": "text"} for number in range(100)]
    rows = field("list", field={"name": "row", "type": "group", "fields": fields})
    assert cleaned({"it": [{}] * 9}, rows).parameters
    with pytest.raises(Refused, match="quá dài"):
        cleaned({"it": [{}] * 10}, rows)


@pytest.mark.parametrize("text", ["&" * 300_001, "<b></p>" * 6_000, "<b>" * 12_000])
def test_a_text_that_would_take_long_to_read_is_refused(text: str) -> None:
    with pytest.raises(Refused, match=r"Đoạn chữ “.*” quá dài"):
        cleaned({"text": text}, HTML)


def test_a_picture_pasted_into_a_text_goes_and_the_text_stays() -> None:
    pasted = f'<p>a<img src="data:image/png;base64,{"A" * 500_000}">b</p>'
    assert cleaned({"text": pasted}, {**HTML, "tags": ["img"]}).parameters == {"text": '<p>a<img src="">b</p>'}


MARKUP = ["<p>", "</p>", "<b>", "</b>", "<script>", "</script>", "<img src=x ", "onerror=a()", "<!--", "-->", "<svg>"]
LETTERS = [">", "<", "&", "&amp;", '"', "'", "a", " ", "ả", "<td>", "&#x3c;"]
WORDS = st.lists(st.sampled_from(MARKUP + LETTERS), max_size=12)


@settings(max_examples=300, deadline=None)
@given(WORDS.map("".join))
def test_what_was_cleaned_is_clean(text: str) -> None:
    first = cleaned({"text": text, "label": text}, HTML, PLAIN).parameters
    assert cleaned(first, HTML, PLAIN).parameters == first
    assert not {"<", ">", '"', "'"} & set(first["label"])
    assert not re.search(r"<(?!/?(?:p|b|td|table|tbody|tr|br|div|span|a|strong)\b)", first["text"])
    assert not re.search(r"<[^>]*onerror", first["text"])
