"""What may be seen of an attempt, and when, in words."""

import datetime as dt
from collections.abc import Collection

from django.utils.translation import gettext as _

from courses.catalogue.assessment_forms import ANSWERS, EXPLANATIONS, MARKS
from learners.attempts.models import Attempt
from learners.attempts.saying import moment_words
from learners.attempts.showing import EVERYTHING, next_change


def named(things: Collection[str]) -> str:
    words = {MARKS: _("điểm và kết quả từng câu"), ANSWERS: _("đáp án"), EXPLANATIONS: _("giải thích")}
    return ", ".join(text for name, text in words.items() if name in things)


def withheld(attempt: Attempt, seen: frozenset[str], now: dt.datetime) -> str:
    """What of a result is not shown now, and from when it is; "" where everything is."""
    hidden = EVERYTHING - seen
    if not hidden:
        return ""
    change = next_change(attempt, now, seen)
    if change is None:
        return _("Bài này không cho xem %(what)s.") % {"what": named(hidden)}
    at, more = change
    said = {"what": named(hidden), "at": moment_words(at), "more": named(more)}
    return _("Lúc này chưa cho xem %(what)s. Từ %(at)s cho xem %(more)s.") % said
