"""What our sources ask to have translated: the messages in Python and in templates.

Django's ``makemessages`` calls GNU gettext, which a bare machine lacks. Python is read by its own parser; templates
are first turned into calls by ``templatize``, as ``makemessages`` does, so both know a message by the same text.
A message is what gettext looks up: **msgid**, plural and context together.
"""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from django.utils.translation.template import templatize

ROOMS = ("mooc", "xapi", "content", "courses", "learners")
# Which argument is what, by the name of the function that is called.
SINGLE = {"_", "gettext", "gettext_lazy", "gettext_noop"}
PLURAL = {"ngettext", "ngettext_lazy"}
CONTEXT = {"pgettext", "pgettext_lazy"}
BOTH = {"npgettext", "npgettext_lazy"}
CALL = re.compile(r"""\b(_|n?p?gettext)\(((?:u?(?:"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')(?:,\s*)?)+)(?:count)?\)""")


@dataclass(frozen=True, slots=True, order=True)
class Message:
    text: str
    plural: str = ""
    context: str = ""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a message stands: a path below the project's root, and a line (0 in templates, which move around)."""

    path: str
    line: int = 0


def messages(root: Path) -> dict[Message, list[Place]]:
    """Every message of the project below ``root``, in the order of its files."""
    found: dict[Message, list[Place]] = {}
    for message, place in (*_of_python(root), *_of_templates(root)):
        places = found.setdefault(message, [])
        if place not in places:
            places.append(place)
    return found


def _of_python(root: Path) -> Iterator[tuple[Message, Place]]:
    for room in ROOMS:
        for path in sorted((root / room).rglob("*.py")):
            yield from python_messages(path.read_text(), str(path.relative_to(root)))


def _of_templates(root: Path) -> Iterator[tuple[Message, Place]]:
    for path in sorted((root / "themes").glob("*/templates/**/*")):
        if path.suffix in {".html", ".txt", ".svg", ".xml", ".typ"}:
            yield from template_messages(path.read_text(), str(path.relative_to(root)))


def python_messages(source: str, path: str) -> Iterator[tuple[Message, Place]]:
    for node in ast.walk(ast.parse(source, path)):
        if isinstance(node, ast.Call) and (message := _called(_name(node.func), node.args)):
            yield message, Place(path, node.lineno)


def template_messages(source: str, path: str) -> Iterator[tuple[Message, Place]]:
    for name, arguments in CALL.findall(templatize(source)):
        message = _called(name, ast.parse(f"f({arguments.rstrip().rstrip(',')})", mode="eval").body.args)  # type: ignore[attr-defined]
        if message:
            yield message, Place(path)


def _name(function: ast.expr) -> str:
    if isinstance(function, ast.Attribute):
        return function.attr
    return function.id if isinstance(function, ast.Name) else ""


def _called(name: str, arguments: list[ast.expr]) -> Message | None:
    texts = [node.value for node in arguments if isinstance(node, ast.Constant) and isinstance(node.value, str)]
    if name in SINGLE and len(texts) == 1:
        return Message(texts[0])
    if name in PLURAL and len(texts) >= 2:
        return Message(texts[0], texts[1])
    if name in CONTEXT and len(texts) == 2:
        return Message(texts[1], context=texts[0])
    return Message(texts[1], texts[2], texts[0]) if name in BOTH and len(texts) >= 3 else None
