"""Parameters by semantics: what a content type's fields may hold, and nothing beside them.

The rules are those by which H5P's own hosts filter content (https://h5p.org/semantics): texts keep the tags that the
field allows, what no field describes is dropped, a group of one field is that field's value. Beyond them missing groups
and fields get their defaults, for libraries rely on what the editor always writes, and parts get a lasting id.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from content.h5p.package import named_files, texts
from content.h5p.package.limits import MOST_TOLD
from content.h5p.package.tally import Tally
from content.h5p.package.values import NOTHING, flag, lasting_id, number, says_nothing
from content.h5p.registry import Asked

Field = Mapping[str, Any]
Find = Callable[[Asked], list[Any] | None]
_SCALARS, _ONE_FILE, _FILES = {"text", "number", "boolean", "select"}, {"image", "file"}, {"video", "audio"}
# The widget of groups of which an author fills one field.
_ONE_OF = "radioSelector"


@dataclass(frozen=True, slots=True)
class Cleaned:
    """``parameters`` are new; ``filled`` and ``changed`` are places such as ``slides/0/text``, at most ``MOST_TOLD``.

    ``lacking``: files that are named and not there; ``unknown``: libraries without known semantics, in whose
    parameters harmless tags are left.
    """

    parameters: dict[str, Any]
    filled: tuple[str, ...]
    changed: tuple[str, ...]
    lacking: tuple[str, ...]
    unknown: tuple[Asked, ...]


def clean(
    parameters: Mapping[str, Any],
    main: Asked,
    semantics_of: Find,
    files: Iterable[str] | None = None,
    *,
    stand_ins: Mapping[Asked, Asked] | None = None,
) -> Cleaned:
    """Raises ``Refused`` where semantics and parameters together make more than a content may be.

    ``semantics_of`` gives a library's semantics.json, None for one that is not known or has none. ``files``: paths of
    the content's files, to tell which are lacking. ``stand_ins``: the libraries that run parts in place of those named.
    """
    tally = Tally()
    walk = _Walk(semantics_of, None if files is None else set(files), tally, stand_ins or {})
    cleaned = walk.parameters(parameters, main, "", 0)
    return Cleaned(
        parameters=cleaned,
        filled=tuple(tally.filled)[:MOST_TOLD],
        changed=tuple(tally.changed)[:MOST_TOLD],
        lacking=tuple(tally.lacking)[:MOST_TOLD],
        unknown=tuple(tally.unknown),
    )


class _Walk:
    def __init__(
        self, semantics_of: Find, files: set[str] | None, tally: Tally, stand_ins: Mapping[Asked, Asked]
    ) -> None:
        self._semantics_of, self._files, self._tally, self._stand_ins = semantics_of, files, tally, stand_ins
        self._known: dict[Asked, list[Any] | None] = {}
        self._read: dict[int, tuple[Any, list[Field]]] = {}

    def parameters(self, value: Any, library: Asked, where: str, depth: int) -> dict[str, Any]:
        """Those of one library."""
        if library not in self._known:
            self._known[library] = self._semantics_of(library)
        known, given = self._known[library], value if isinstance(value, Mapping) else {}
        if known is None:
            self._tally.unknown[library] = None
            return {key: self._guessed(one) for key, one in given.items()}
        return self._members(given, self._fields(known), where, depth)

    def _fields(self, listed: Any) -> list[Field]:
        """Those of ``listed`` that can be used; looked for once, as lists may have thousands of one group."""
        if id(listed) not in self._read:
            found = [field for field in listed if _is_field(field)] if isinstance(listed, list) else []
            self._read[id(listed)] = (listed, found)
        return self._read[id(listed)][1]

    def _members(
        self, given: Mapping[str, Any], fields: list[Field], where: str, depth: int, *, fill: bool = True
    ) -> dict[str, Any]:
        self._tally.look_at(1 + len(fields))
        cleaned: dict[str, Any] = {}
        for field in fields:
            name, one = field["name"], NOTHING
            place = f"{where}/{name}"
            if given.get(name) is not None:
                one = self._value(given[name], field, place, depth + 1)
            elif fill:
                one = self._default(field, place, depth + 1)
            if one is not NOTHING:
                cleaned[name] = one
        for key, one in given.items():
            if key not in cleaned and key != "subContentId" and not says_nothing(one):
                self._tally.change(f"{where}/{key}")
        return cleaned

    def _value(self, value: Any, field: Field, where: str, depth: int) -> Any:
        self._tally.descend(depth)
        kind = field["type"]
        if kind in _SCALARS:
            return self._scalar(value, field, where)
        if kind == "list":
            return self._list(value, field, where, depth)
        if kind == "group":
            return self._group(value, field, where, depth)
        if kind == "library":
            return self._library(value, field, where, depth)
        if kind in _ONE_FILE:
            return self._file(value, field, where)
        return self._several_files(value, field, where) if kind in _FILES else NOTHING

    def _scalar(self, value: Any, field: Field, where: str) -> Any:
        if field["type"] == "number":
            return number(value)
        if field["type"] == "boolean":
            return flag(value)
        if field["type"] == "select" and isinstance(value, list):
            return [self._plain(one) for one in value if not isinstance(one, dict | list)]
        if isinstance(value, dict | list):
            return NOTHING
        return self._text(str(value), field, where) if field["type"] == "text" else self._plain(value)

    def _text(self, text: str, field: Field, where: str) -> str:
        tags = field.get("tags")
        if not isinstance(tags, list) and field.get("widget") != "html":
            return self._tally.written(texts.plain(text))
        cleaned = texts.rich(text, [tag for tag in tags or () if isinstance(tag, str)])
        if texts.lost_tags(text, cleaned):
            self._tally.change(where)
        return self._tally.written(cleaned)

    def _list(self, value: Any, field: Field, where: str, depth: int) -> Any:
        inner = field.get("field")
        if not isinstance(value, list) or not isinstance(inner, dict) or not isinstance(inner.get("type"), str):
            return NOTHING
        cleaned = []
        for place, one in enumerate(value):
            kept = NOTHING if one is None else self._value(one, inner, f"{where}/{place}", depth + 1)
            if kept is not NOTHING:
                cleaned.append(kept)
        return cleaned

    def _group(self, value: Any, field: Field, where: str, depth: int) -> Any:
        fields, is_part = self._fields(field.get("fields")), field.get("isSubContent") is True
        if len(fields) == 1 and not is_part:
            (only,) = fields
            if isinstance(value, dict) and set(value) == {only["name"]} and only["type"] != "group":
                # Written out by a program that does not know the rule.
                value = value[only["name"]]
            return self._value(value, only, where, depth + 1)
        if not fields and isinstance(value, list):
            # Semantics that leave a group to an editor of its own (H5P.ImpressPresentation, "route").
            return [self._plain(one) for one in value if not isinstance(one, dict | list)]
        if not isinstance(value, dict):
            return self._default(field, where, depth)
        cleaned = self._members(value, fields, where, depth, fill=field.get("widget") != _ONE_OF)
        if is_part:
            cleaned["subContentId"] = lasting_id(value.get("subContentId"), where)
        return cleaned

    def _library(self, value: Any, field: Field, where: str, depth: int) -> Any:
        named = value.get("library") if isinstance(value, dict) else None
        asked = Asked.read(named) if isinstance(named, str) else None
        if asked is None:
            return NOTHING
        asked = self._stand_ins.get(asked, asked)
        cleaned = {
            "library": str(asked),
            "params": self.parameters(value.get("params"), asked, f"{where}/params", depth + 1),
            "subContentId": lasting_id(value.get("subContentId"), where),
        }
        more = {key: self._plain(value[key]) for key in ("metadata", *named_files.more_keys(field)) if key in value}
        return more | cleaned

    def _file(self, value: Any, field: Field, where: str) -> Any:
        cleaned = named_files.clean(value, field, self._plain)
        if cleaned is None:
            if value:
                self._tally.change(where)
            return NOTHING
        if self._files is not None and named_files.is_lacking(cleaned["path"], self._files):
            self._tally.lacking[cleaned["path"]] = None
        return cleaned

    def _several_files(self, value: Any, field: Field, where: str) -> Any:
        listed = value if isinstance(value, list) else [value]
        found = [self._file(one, field, f"{where}/{place}") for place, one in enumerate(listed)]
        return [one for one in found if one is not NOTHING] or NOTHING

    def _default(self, field: Field, where: str, depth: int) -> Any:
        """Only of what an author always sees filled in: no list, no file and no part is made up."""
        if field["type"] == "group":
            return self._default_group(field, where, depth)
        default = field.get("default")
        if field["type"] not in _SCALARS or default is None:
            return NOTHING
        self._tally.fill(where)
        return self._value(default, field, where, depth)

    def _default_group(self, field: Field, where: str, depth: int) -> Any:
        self._tally.descend(depth)
        if field.get("optional") is True or field.get("widget") == _ONE_OF:
            return NOTHING
        fields, given = self._fields(field.get("fields")), field.get("default")
        if len(fields) == 1 and field.get("isSubContent") is not True:
            return self._default(fields[0], where, depth + 1)
        return self._members(given if isinstance(given, dict) else {}, fields, where, depth + 1) or NOTHING

    def _plain(self, value: Any) -> Any:
        """Of options, and of what is told about a work: no tags, whatever it is."""
        if isinstance(value, dict):
            return {texts.plain(key): self._plain(one) for key, one in value.items()}
        if isinstance(value, list):
            return [self._plain(one) for one in value]
        return self._tally.written(texts.plain(value)) if isinstance(value, str) else value

    def _guessed(self, value: Any) -> Any:
        """Where no semantics say what it is."""
        if isinstance(value, dict):
            return {key: self._guessed(one) for key, one in value.items()}
        if isinstance(value, list):
            return [self._guessed(one) for one in value]
        return self._tally.written(texts.any_rich(value)) if isinstance(value, str) else value


def _is_field(field: Any) -> bool:
    return isinstance(field, dict) and isinstance(field.get("name"), str) and isinstance(field.get("type"), str)
