"""YAML with line numbers: a file with errors is reported whole, line by line, and nothing of it is loaded."""

from pathlib import Path
from typing import Any

import yaml
from yaml.composer import Composer
from yaml.constructor import SafeConstructor
from yaml.resolver import Resolver


class Located(dict[str, Any]):
    """A mapping that knows the line of its first key (1-based) and of each of its keys."""

    line: int
    lines: dict[str, int]


class _Loader(yaml.SafeLoader):
    pass


_LOADERS: list[Any] = [_Loader]
if yaml.__with_libyaml__:
    from yaml._yaml import CParser

    class _Quick(Composer, CParser, SafeConstructor, Resolver):
        """Parsed by libyaml, in an eighth of the time; put together in Python, for in libyaml's own way a file nested
        deep enough ends the process.
        """

        def __init__(self, text: str) -> None:
            CParser.__init__(self, text)
            Composer.__init__(self)
            SafeConstructor.__init__(self)
            Resolver.__init__(self)

    _LOADERS.append(_Quick)


def _mapping(loader: _Loader, node: yaml.MappingNode) -> Located:
    loader.flatten_mapping(node)
    found = Located({str(key): value for key, value in loader.construct_mapping(node, deep=True).items()})
    found.line = node.start_mark.line + 1
    found.lines = {str(key.value): key.start_mark.line + 1 for key, _ in node.value}
    return found


def _date(loader: _Loader, node: yaml.ScalarNode) -> Any:
    """What looks like a date but is none stays text, so that whoever checks the file can name its line."""
    try:
        return loader.construct_yaml_timestamp(node)
    except ValueError:
        return str(node.value)


for _each in _LOADERS:
    _each.add_constructor(yaml.resolver.BaseResolver.DEFAULT_MAPPING_TAG, _mapping)
    _each.add_constructor("tag:yaml.org,2002:timestamp", _date)


class FileErrors(Exception):
    """Everything wrong with a file: ``errors`` is a list of (line, message in the reader's language)."""

    def __init__(self, errors: list[tuple[int, str]]) -> None:
        self.errors = sorted(errors)
        super().__init__("\n".join(f"Dòng {line}: {message}" for line, message in self.errors))


def load_yaml(path: Path) -> Located:
    """The file's mapping; raises ``FileErrors`` when it cannot be opened, is not YAML, or no mapping."""
    try:
        text = path.read_text(encoding="utf-8")
    except OSError as error:
        raise FileErrors([(1, f"không mở được tệp: {error.strerror}")]) from None
    except ValueError as error:
        raise FileErrors([(1, f"không đọc được tệp YAML: {error}")]) from None
    return parse_yaml(text)


def parse_yaml(text: str) -> Located:
    """The mapping written in ``text``; raises ``FileErrors`` when it is not YAML, or no mapping."""
    try:
        found = _read(text)
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        # ValueError: a number too long to be one.
        mark = getattr(error, "problem_mark", None)
        raise FileErrors([(mark.line + 1 if mark else 1, f"không đọc được tệp YAML: {error}")]) from None
    if not isinstance(found, Located):
        raise FileErrors([(1, "tệp phải là một bảng khóa và giá trị")])
    return found


def _read(text: str) -> Any:
    """What the quick one refuses is read by the other, whose errors name the line where somebody would look."""
    try:
        return yaml.load(text, Loader=_LOADERS[-1])  # noqa: S506 - a SafeLoader
    except (yaml.YAMLError, ValueError):
        return yaml.load(text, Loader=_Loader)  # noqa: S506 - a SafeLoader
