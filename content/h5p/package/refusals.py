"""Why a package is not taken, in words for its author: what is wrong, where, and what to do."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.utils.translation import gettext as _

from content.h5p.package.limits import MOST_TOLD

LONGEST_TOLD = 60


class Refused(Exception):
    """``problems`` are sentences in the reader's language, at most ``MOST_TOLD`` and one that counts the others."""

    def __init__(self, *problems: str) -> None:
        super().__init__(*problems)
        self.problems = problems

    def __str__(self) -> str:
        return " ".join(self.problems)


class Problems:
    """Collects what is wrong, so that an author learns it all at once."""

    def __init__(self) -> None:
        self._told: dict[str, None] = {}

    def add(self, problem: str) -> None:
        self._told[problem] = None

    @contextmanager
    def collected(self) -> Iterator[None]:
        """What is refused within is one more problem, and the work goes on after the block."""
        try:
            yield
        except Refused as refusal:
            self._told.update(dict.fromkeys(refusal.problems))

    def refuse_any(self) -> None:
        if not self._told:
            return
        told, left = list(self._told)[:MOST_TOLD], len(self._told) - MOST_TOLD
        if left > 0:
            told.append(_("Còn %d lỗi khác.") % left)
        raise Refused(*told)


def short(name: str) -> str:
    """A name from the package, fit for a sentence: without what does not print, its middle left out when it is long."""
    printable = "".join(letter if letter.isprintable() else "�" for letter in name)
    if len(printable) <= LONGEST_TOLD:
        return printable
    return f"{printable[: LONGEST_TOLD // 2]}…{printable[-LONGEST_TOLD // 2 + 1 :]}"


def broken() -> Refused:
    return Refused(_("Tệp bị hỏng hoặc không phải gói H5P. Anh/chị tải lại từ nơi lấy gói rồi thử lần nữa."))
