"""Vietnamese words in our sources that are no messages."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from mooc.translations.sources import BOTH, CONTEXT, PLURAL, ROOMS, SINGLE

LETTERS = "ăâđêôơưàáảãạằắẳẵặầấẩẫậèéẻẽẹềếểễệìíỉĩịòóỏõọồốổỗộờớởỡợùúủũụừứửữựỳýỷỹỵ"
VIETNAMESE = re.compile(f"[{LETTERS}]", re.IGNORECASE)
CALLS = SINGLE | PLURAL | CONTEXT | BOTH
# Tags whose words are messages, and comments.
MESSAGES = re.compile(
    r"{% *blocktrans.*?endblocktrans\w* *%}|{% *trans(?:late)? .*?%}|{#.*?#}|{% *comment.*?endcomment *%}"
    r"|_\((?:\".*?\"|'.*?')\)",
    re.DOTALL,
)


def of_python(root: Path) -> list[str]:
    """``path:line: text`` of every literal; docstrings and names of rights, which the database keeps, are none."""
    paths = [path for room in ROOMS for path in sorted((root / room).rglob("*.py")) if "migrations" not in path.parts]
    return [f"{path.relative_to(root)}:{line}" for path in paths for line in _literals(ast.parse(path.read_text()))]


def _literals(tree: ast.Module) -> Iterator[str]:
    excused = {id(part) for node in ast.walk(tree) if _is_excused(node) for part in ast.walk(node)}
    for node in ast.walk(tree):
        is_text = isinstance(node, ast.Constant) and isinstance(node.value, str) and VIETNAMESE.search(node.value)
        if is_text and id(node) not in excused:
            yield f"{node.lineno}: {node.value}"  # type: ignore[attr-defined]


def _is_excused(node: ast.AST) -> bool:
    if isinstance(node, ast.Call):
        return getattr(node.func, "attr", getattr(node.func, "id", "")) in CALLS
    if isinstance(node, ast.Assign):
        return getattr(node.targets[0], "id", "") == "permissions"
    # A literal that stands alone is a docstring.
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)


def of_templates(root: Path) -> list[str]:
    """Of pages; a certificate is printed in Vietnamese."""
    found = []
    for path in sorted((root / "themes").glob("*/templates/**/*.html")):
        rest = MESSAGES.sub("", path.read_text())
        found += [f"{path.relative_to(root)}: {line.strip()}" for line in rest.splitlines() if VIETNAMESE.search(line)]
    return found
