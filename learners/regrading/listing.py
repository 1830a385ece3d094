"""The lines of a dry run in words, for the page and for the file."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from learners.regrading.foreseeing import Consequence, Foreseen
from learners.regrading.models import AttemptRegraded


@dataclass(frozen=True, slots=True)
class Told:
    name: str
    unit: str
    number: int
    old: str
    new: str
    verdict: str
    certificate: str


def told(lines: Iterable[Foreseen]) -> list[Told]:
    return [
        Told(
            line.name,
            line.unit,
            line.attempt.number,
            points_words(line.old),
            points_words(line.new),
            _verdict(line),
            _certificate(line),
        )
        for line in lines
    ]


@dataclass(frozen=True, slots=True)
class Changed:
    """What a regrade did to one attempt, by itself."""

    attempt: UUID
    name: str
    number: int
    old: str
    new: str
    verdict: str


def changed(rows: Iterable[AttemptRegraded]) -> list[Changed]:
    """Of rows with the person of each."""
    return [
        Changed(
            row.attempt_id,
            row.attempt.enrolment.person.full_name,
            row.attempt.number,
            points_words(row.old),
            points_words(row.new),
            _turned(bool(row.old["passed"]), bool(row.new["passed"])),
        )
        for row in rows
    ]


def head() -> list[str]:
    return [
        _("Họ và tên"),
        _("Bài kiểm tra"),
        _("Lần"),
        _("Điểm trước"),
        _("Điểm sau"),
        _("Kết quả"),
        _("Giấy chứng nhận"),
    ]


def rows(lines: Iterable[Foreseen]) -> Iterator[list[Any]]:
    for line in told(lines):
        yield [line.name, line.unit, line.number, line.old, line.new, line.verdict, line.certificate]


def points_words(state: dict[str, str]) -> str:
    """Such as ``2,5/3 (83%)``."""
    score, highest = (float(state[name] or 0) for name in ("score", "max_score"))
    percent = int(score * 100 / highest) if highest else 0
    return f"{_plain(score)}/{_plain(highest)} ({percent}%)"


def _plain(value: float) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".").replace(".", ",")


def _verdict(line: Foreseen) -> str:
    """Of the unit, by all her attempts."""
    return _turned(line.passed_before, line.passed_after)


def _turned(before: bool, after: bool) -> str:
    if before == after:
        return _("vẫn đạt") if after else _("vẫn chưa đạt")
    return _("chưa đạt → đạt") if after else _("đạt → chưa đạt")


def _certificate(line: Foreseen) -> str:
    if line.consequence == Consequence.LOST:
        return _("thu hồi số %s") % line.certificate
    return _("được cấp") if line.consequence == Consequence.GAINED else ""
