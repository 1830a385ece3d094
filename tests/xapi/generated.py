"""Statements of every shape the standard allows, and the ways to break one rule in one place."""

import copy
import datetime as dt
import uuid
from collections.abc import Callable, Iterator
from typing import Any

from hypothesis import strategies as st

from xapi.rows import Json
from xapi.validation_parts import COMPONENTS, INTERACTIONS

Strategy = st.SearchStrategy[Any]
text = st.text(st.characters(exclude_categories=["Cs"]), max_size=8)
name = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), max_size=8)
word = st.from_regex(r"[a-zA-Z0-9._~%ạếĐ-]{1,8}", fullmatch=True)
iri = st.builds("{}:{}".format, st.sampled_from(["https://example.org/", "urn:x", "tag:a.b,2020:c"]), word)
tag = st.sampled_from(["vi", "en", "en-GB", "zh-Hans-CN", "x-private", "de-1996", "sl-rozaj-biske", "i-klingon"])
languages = st.dictionaries(tag, text, max_size=3)
ids = st.builds(lambda number: str(uuid.UUID(int=number)), st.integers(0, 2**128 - 1))
whole = st.integers(-(10**22), 10**22)
real = st.floats(allow_nan=False, allow_infinity=False)
number = st.one_of(whole, real)
anything = st.recursive(
    st.one_of(st.none(), st.booleans(), number, text),
    lambda inner: st.one_of(st.lists(inner, max_size=2), st.dictionaries(text, inner, max_size=2)),
    max_leaves=4,
)
extensions = st.dictionaries(iri, anything, max_size=2)
moment = st.builds(
    "{}{}{}".format,
    st.datetimes(dt.datetime(2, 1, 1), dt.datetime(9998, 12, 31)).map(lambda value: value.isoformat()[:19]),
    st.sampled_from(["", ".5", ".123", ".123456"]),
    st.sampled_from(["", "Z", "+07:00", "-03:30", "+00:00"]),
)
duration = st.sampled_from(["PT0S", "P1Y2M3DT4H5M6.789S", "P4W", "PT1.5S", "P1D", "PT36H", "P0.5Y", "PT0,5M"])


def optional(required: dict[str, Strategy], more: dict[str, Strategy]) -> Strategy:
    return st.fixed_dictionaries(required, optional=more)


identifier = st.one_of(
    st.builds(lambda at: {"mbox": f"mailto:{at}@example.org"}, word),
    st.builds(lambda value: {"mbox_sha1sum": f"{value:040x}"}, st.integers(0, 16**40 - 1)),
    st.builds(lambda value: {"openid": value}, iri),
    st.builds(lambda home, at: {"account": {"homePage": home, "name": at}}, iri, name),
)


def _with(kind: str, needed: bool) -> Strategy:
    typed = st.just({"objectType": kind})
    named = optional({}, {"name": text})
    return st.builds(
        lambda one, two, three: {**one, **two, **three},
        identifier,
        named,
        typed if needed else st.one_of(typed, st.just({})),
    )


agent = _with("Agent", needed=False)
typed_agent = _with("Agent", needed=True)
members = st.lists(agent, max_size=2)
group = st.one_of(
    st.builds(lambda one, many: {**one, "member": many}, _with("Group", needed=True), members),
    _with("Group", needed=True),
    st.builds(lambda many: {"objectType": "Group", "member": many}, members),
)
actor = st.one_of(agent, group)
verb = optional({"id": iri}, {"display": languages})
component = optional({"id": text}, {"description": languages})
components = st.lists(component, max_size=3, unique_by=lambda item: item["id"])
_about = {"name": languages, "description": languages, "type": iri, "moreInfo": iri, "extensions": extensions}
definition = st.one_of(
    optional({}, _about),
    st.sampled_from(INTERACTIONS).flatmap(
        lambda kind: optional(
            {"interactionType": st.just(kind)},
            {
                **_about,
                "correctResponsesPattern": st.lists(text, max_size=2),
                **{part: components for part, kinds in COMPONENTS.items() if kind in kinds},
            },
        )
    ),
)
activity = optional({"id": iri}, {"objectType": st.just("Activity"), "definition": definition})
referring = st.builds(lambda at: {"objectType": "StatementRef", "id": at}, ids)
score = st.one_of(
    optional({}, {"scaled": st.floats(-1, 1), "raw": number}),
    st.builds(
        lambda low, raw, high: {"min": low, "raw": raw, "max": high}, st.just(-5), st.integers(-5, 5), st.just(5.0)
    ),
)
result = optional(
    {},
    {
        "score": score,
        "success": st.booleans(),
        "completion": st.booleans(),
        "response": text,
        "duration": duration,
        "extensions": extensions,
    },
)
attachment = optional(
    {
        "usageType": iri,
        "display": languages,
        "contentType": st.sampled_from(["text/plain", "image/png; x=1", "application/vnd.a+json"]),
        "length": st.integers(0, 10**9),
        "sha2": st.builds(lambda value: f"{value:064x}", st.integers(0, 16**64 - 1)),
        "fileUrl": iri,
    },
    {"description": languages},
)
around = st.one_of(activity, st.lists(activity, max_size=2))


def context(is_2: bool, of_activity: bool) -> Strategy:
    parts: dict[str, Strategy] = {
        "registration": ids,
        "instructor": actor,
        "team": group,
        "contextActivities": optional({}, dict.fromkeys(("parent", "grouping", "category", "other"), around)),
        "language": tag,
        "statement": referring,
        "extensions": extensions,
    }
    if of_activity:
        parts |= {"revision": text, "platform": text}
    if is_2:
        types = {"relevantTypes": st.lists(iri, min_size=1, max_size=2)}
        for kind, inner in (("Agent", agent), ("Group", group)):
            entry = optional({"objectType": st.just(f"context{kind}"), kind.lower(): inner}, types)
            parts[f"context{kind}s"] = st.lists(entry, max_size=2)
    return optional({}, parts)


def _body(target: Strategy, is_2: bool, of_activity: bool, required: dict[str, Strategy]) -> Strategy:
    return optional(
        {**required, "actor": actor, "verb": verb, "object": target},
        {
            "result": result,
            "context": context(is_2, of_activity),
            "timestamp": moment,
            "attachments": st.lists(attachment, max_size=2),
        },
    )


def statements(version: str) -> Strategy:
    """Valid for ``version``, without an id."""
    is_2 = version[0] == "2"
    inner = {"objectType": st.just("SubStatement")}
    others = st.one_of(typed_agent, group, referring)
    sub = st.one_of(_body(activity, is_2, True, inner), _body(others, is_2, False, inner))
    return st.one_of(_body(activity, is_2, True, {}), _body(others, is_2, False, {}), _body(sub, is_2, False, {}))


# -- One rule broken in one place --------------------------------------------------

Place = tuple[str, Any, Any]


def places(value: Any, path: str = "") -> Iterator[Place]:
    """(path, what holds it, its key or number) of every part outside extensions."""
    if isinstance(value, list):
        for index, inner in enumerate(value):
            yield f"{path}[{index}]", value, index
            yield from places(inner, f"{path}[{index}]")
    if isinstance(value, dict):
        for key, inner in value.items():
            at = f"{path}.{key}" if path else key
            yield at, value, key
            if key != "extensions":
                yield from places(inner, at)


def _ends(*names: str) -> Callable[[str], bool]:
    return lambda path: path.rsplit(".", 1)[-1] in names


_IRIS = _ends("moreInfo", "usageType", "fileUrl", "homePage", "openid", "type")
_BOOLEANS = _ends("success", "completion")
# (what is broken, at which paths, what stands there instead)
BREAKS: list[tuple[str, Callable[[str], bool], Any]] = [
    ("null", lambda path: True, None),
    ("a list in a list", lambda path: True, [[]]),
    ("a number", lambda path: not _ends("raw", "scaled", "min", "max", "length")(path), 5),
    ("truth", lambda path: not _BOOLEANS(path), True),
    ("truth as text", _BOOLEANS, "true"),
    ("a number as text", _ends("raw", "scaled", "min", "max", "length"), "5"),
    ("no IRI", _IRIS, "example.org/x"),
    ("an IRI with a space", _IRIS, "https://example.org/a b"),
    ("no UUID", _ends("registration"), "5"),
    ("no mail", _ends("mbox"), "lan@example.org"),
    ("no hash", _ends("mbox_sha1sum", "sha2"), "xyz"),
    ("no language", lambda path: path.endswith("context.language"), "tiếng Việt"),
    ("no duration", _ends("duration"), "1 giờ"),
    ("no moment", _ends("timestamp"), "2026-02-30T00:00:00Z"),
    ("no offset known", _ends("timestamp"), "2026-02-03T00:00:00-00:00"),
    ("a wrong kind", _ends("objectType"), "activity"),
    ("no interaction", _ends("interactionType"), "Choice"),
    ("no media type", _ends("contentType"), "png"),
    ("less than nothing", _ends("length"), -1),
    ("more than all", _ends("scaled"), 1.5),
]


@st.composite
def broken(draw: st.DrawFn, version: str) -> tuple[str, str, Json]:
    """(what was broken, where, the statement): a table's change at one place, or a property too many or too few."""
    made: Json = copy.deepcopy(draw(statements(version)))
    everywhere = list(places(made))
    kind = draw(st.sampled_from(["change", "unknown", "missing", "identifiers", "language"]))
    if kind == "change":
        what, fits, wrong = draw(st.sampled_from(BREAKS))
        found = [place for place in everywhere if fits(place[0])] or [("verb", made, "verb")]
        path, holder, key = draw(st.sampled_from(found))
        holder[key] = wrong if fits(path) else 5
        return what, path, made
    if kind == "missing":
        lost = draw(st.sampled_from(["actor", "verb", "object"]))
        del made[lost]
        return "a missing part", "", made
    if kind == "identifiers":
        made["actor"] = {"mbox": "mailto:a@b.c", "openid": "https://example.org/a"}
        return "two identifiers", "actor", made
    if kind == "language":
        made["verb"]["display"] = {"tiếng Việt": "x"}
        return "a wrong language tag", "verb.display", made
    path, holder = draw(
        st.sampled_from([("", made), *((at, up[key]) for at, up, key in everywhere if _closed(at, up[key]))])
    )
    holder["Unknown"] = 1
    return "an unknown property", path, made


def _closed(path: str, value: Any) -> bool:
    """An object whose properties the standard names: no map of languages, no extensions."""
    return isinstance(value, dict) and not _ends("display", "description", "name", "extensions")(path)
