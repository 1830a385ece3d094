"""One mapping of a file while it is checked: reading a field either gives its value or notes what is wrong, by line."""

import re
from decimal import Decimal

from mooc.foundation.located import Located
from mooc.foundation.vietnamese import words

Errors = list[tuple[int, str]]
SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
LONGEST_SLUG = 80


def slug_of(title: str) -> str:
    """``"Ba trụ cột: chính quyền số"`` -> ``"ba-tru-cot-chinh-quyen-so"``, cut between words."""
    slug = "-".join(words(title))
    return slug if len(slug) <= LONGEST_SLUG else slug[: LONGEST_SLUG + 1].rpartition("-")[0]


class Part:
    """``what`` names the mapping to its author: "khóa học", "bài học"."""

    def __init__(self, found: Located, what: str, errors: Errors) -> None:
        self.found, self.what, self.errors = found, what, errors
        self.line = found.line

    def line_of(self, name: str) -> int:
        return self.found.lines.get(name, self.line)

    def complain(self, name: str, message: str) -> None:
        self.errors.append((self.line_of(name), message))

    def allow(self, *names: str) -> None:
        for name in self.found:
            if name not in names:
                self.complain(name, f"{self.what} không có mục '{name}'; các mục được dùng: {', '.join(names)}")

    def text(self, name: str, longest: int, required: bool = True) -> str:
        value = self.found.get(name)
        if value is None and not required:
            return ""
        if not isinstance(value, str) or not value.strip():
            self.complain(name, f"{self.what} cần '{name}' là một dòng chữ")
            return ""
        if len(value) > longest:
            self.complain(name, f"'{name}' dài {len(value)} ký tự, nhiều nhất là {longest}")
        return value.strip()

    def slug(self, title: str) -> str:
        """The address written in the file, or else the one made from ``title``."""
        value = self.found.get("slug")
        if value is None:
            return slug_of(title)
        if not isinstance(value, str) or not SLUG.fullmatch(value) or len(value) > LONGEST_SLUG:
            self.complain("slug", f"'slug' chỉ gồm chữ thường không dấu, số và gạch nối, nhiều nhất {LONGEST_SLUG}")
            return ""
        return value

    def whole(self, name: str, least: int, most: int, otherwise: int | None = None) -> int:
        value = self.found.get(name, otherwise)
        if not isinstance(value, int) or isinstance(value, bool) or not least <= value <= most:
            self.complain(name, f"{self.what} cần '{name}' là số nguyên từ {least} đến {most}")
            return least
        return value

    def hours(self, name: str) -> Decimal:
        value = self.found.get(name)
        if not isinstance(value, int | float) or isinstance(value, bool) or not 0 < value <= 999:
            self.complain(name, f"{self.what} cần '{name}' là số giờ lớn hơn 0")
            return Decimal(1)
        return Decimal(str(value)).quantize(Decimal("0.1"))

    def texts(self, name: str) -> list[str]:
        value = self.found.get(name, [])
        if not isinstance(value, list) or not all(isinstance(item, str) and item.strip() for item in value):
            self.complain(name, f"'{name}' của {self.what} phải là một danh sách các dòng chữ")
            return []
        return value

    def part(self, name: str, what: str) -> "Part | None":
        value = self.found.get(name)
        if isinstance(value, Located):
            return Part(value, what, self.errors)
        if value is not None:
            self.complain(name, f"'{name}' của {self.what} phải là một bảng khóa và giá trị")
        return None

    def parts(self, name: str, what: str, required: bool = True) -> list["Part"]:
        value = self.found.get(name)
        if value is None and not required:
            return []
        if not isinstance(value, list) or not value:
            self.complain(name, f"{self.what} cần '{name}' là một danh sách có ít nhất một {what}")
            return []
        found = [Part(item, what, self.errors) for item in value if isinstance(item, Located)]
        if len(found) < len(value):
            self.complain(name, f"mỗi {what} trong '{name}' phải là một bảng khóa và giá trị")
        return found
