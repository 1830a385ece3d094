"""What may be seen of an attempt, and when, in words."""

import datetime as dt
from collections.abc import Collection

from django.utils.translation import gettext as _

from courses.catalogue.assessment_forms import ANSWERS, DONE, EXPLANATIONS, MARKS
from courses.editions.asking import AssessmentRules
from learners.attempts.models import Attempt
from learners.attempts.opening import NOTHING, Allowance
from learners.attempts.saying import moment_words
from learners.attempts.showing import EVERYTHING, is_done, next_change


def named(things: Collection[str]) -> str:
    words = {MARKS: _("điểm và kết quả từng câu"), ANSWERS: _("đáp án"), EXPLANATIONS: _("giải thích")}
    return ", ".join(text for name, text in words.items() if name in things)


def withheld(attempt: Attempt, seen: frozenset[str], now: dt.datetime, granted: Allowance = NOTHING) -> str:
    """What of a result is not shown now, and from when or on which attempt it is; "" where everything is."""
    rules = AssessmentRules.of(attempt.rules)
    to_come = () if is_done(rules, attempt, granted) else rules.feedback.get(DONE, ())
    when_done = (EVERYTHING - seen) & frozenset(to_come)
    return " ".join(filter(None, [_by_time(attempt, seen, when_done, now, granted), _on_the_last(when_done, rules)]))


def _by_time(
    attempt: Attempt, seen: frozenset[str], when_done: frozenset[str], now: dt.datetime, granted: Allowance
) -> str:
    hidden = EVERYTHING - seen
    change = next_change(attempt, now, seen, granted)
    if change is None:
        never = hidden - when_done
        return _("Bài này không cho xem %(what)s.") % {"what": named(never)} if never else ""
    at, more = change
    said = {"what": named(hidden), "at": moment_words(at), "more": named(more)}
    return _("Lúc này chưa cho xem %(what)s. Từ %(at)s cho xem %(more)s.") % said


def _on_the_last(things: frozenset[str], rules: AssessmentRules) -> str:
    if not things:
        return ""
    if rules.max_attempts:
        return _("Ở lượt đạt, hoặc lượt cuối được làm, anh/chị xem được %(what)s.") % {"what": named(things)}
    return _("Ở lượt đạt, anh/chị xem được %(what)s.") % {"what": named(things)}
