"""What happened in an attempt, in the order it happened, in words for whoever answers for it."""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from learners.attempts.models import Attempt, AttemptEvent, Ending, Happened


@dataclass(frozen=True, slots=True)
class Line:
    at: dt.datetime
    words: str


Teller = Callable[[Attempt], Iterable[Line]]
_tellers: list[Teller] = []


def register(teller: Teller) -> None:
    """``teller`` knows what happened to an attempt after it ended."""
    _tellers.append(teller)


def log_of(attempt: Attempt) -> list[Line]:
    """One query, and those of the tellers.

    Opening and ending stand in the attempt itself, what came between in its events.
    """
    lines = [Line(attempt.opened_at, _opened(attempt))]
    lines += _events(attempt.events.order_by("at", "pk"))
    if attempt.ended_at:
        lines.append(Line(attempt.ended_at, str(Ending(attempt.ending).label)))
    lines += [line for teller in _tellers for line in teller(attempt)]
    return sorted(lines, key=lambda line: line.at)


def _opened(attempt: Attempt) -> str:
    return _("mở lượt làm, đã đồng ý lời cam kết") if attempt.rules.get("honour") else _("mở lượt làm")


def _events(events: Iterable[AttemptEvent]) -> Iterator[Line]:
    """Sessions are numbered as they come."""
    seen: list[str] = []
    before = ""
    for event in events:
        if event.session and event.session not in seen:
            seen.append(event.session)
        if event.session and before and event.session != before:
            told = _("làm tiếp ở một phiên đăng nhập khác (phiên %(number)d)")
            yield Line(event.at, told % {"number": seen.index(event.session) + 1})
        before = event.session or before
        if event.kind != Happened.OPENED:
            yield Line(event.at, _words(event))


def _words(event: AttemptEvent) -> str:
    numbers = ", ".join(str(position + 1) for position in event.positions)
    return {
        Happened.SAVED: _("lưu câu %(numbers)s"),
        Happened.CONFLICT: _("câu %(numbers)s đã được trả lời ở cửa sổ khác, câu trả lời mới hơn được giữ"),
        Happened.REFUSED: _("câu trả lời gửi sau khi hết giờ không được nhận: câu %(numbers)s"),
        Happened.ATTACHED: _("nộp tệp cho câu %(numbers)s"),
        Happened.REMOVED: _("bỏ tệp của câu %(numbers)s"),
        Happened.ERASED: _("tệp của câu %(numbers)s bị xóa theo yêu cầu, không phải do người học bỏ"),
    }[Happened(event.kind)] % {"numbers": numbers}
