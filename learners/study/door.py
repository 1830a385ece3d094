"""The door of an assessment: its rules in words, and what is asked for before it opens."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from courses.catalogue import assessment_forms as moments
from courses.catalogue.models import GradePolicy, Overdue
from courses.editions.asking import AssessmentRules
from learners.attempts.marking import points_to_earn
from learners.attempts.opening import Refusal
from learners.attempts.saying import moment_words
from learners.attempts.standing import Standing
from learners.study.marks import tried
from learners.study.showing_words import named

# In the address of the door: what was missing when it was asked to open.
MISSING = "thieu"
ASKED_FOR = frozenset({Refusal.CODE, Refusal.HONOUR})


@dataclass(frozen=True, slots=True)
class Rule:
    name: str
    words: str


def door(rules: AssessmentRules, standing: Standing, asked: QueryDict) -> dict[str, Any]:
    """The context of the page; ``asked`` are the parameters of its address."""
    return {
        "rules": rules,
        "standing": standing,
        "told": rules_in_words(rules, standing),
        "tried": tried(standing, timezone.now()),
        "missing": asked.get(MISSING, ""),
    }


def rules_in_words(rules: AssessmentRules, standing: Standing) -> list[Rule]:
    """What is usual goes without saying, but for what everybody asks: questions, mark, attempts, time."""
    return [Rule(name, words) for name, words in _rules(rules, standing) if words]


def _rules(rules: AssessmentRules, standing: Standing) -> Iterator[tuple[str, str]]:
    yield _("Số câu hỏi"), _questions(rules)
    yield _("Điểm đạt"), _("từ %(percent)d%%") % {"percent": rules.pass_percent}
    yield _("Số lượt còn lại"), _attempts(rules, standing)
    yield _("Thời gian"), _time(rules)
    yield _("Khi hết giờ"), _overdue(rules) if rules.time_limit else ""
    yield _("Mở từ"), moment_words(standing.opening.opens_at)
    yield _("Đóng lúc"), moment_words(standing.opening.closes_at)
    yield _("Cách làm"), _("lần lượt từng câu, trả lời rồi không quay lại sửa được") if rules.sequential else ""
    yield _("Điểm của bài"), _policies()[rules.grade_policy] if rules.max_attempts != 1 else ""
    yield _("Được xem"), _shown(rules)


def _questions(rules: AssessmentRules) -> str:
    points = points_to_earn(rules)
    if points == rules.size:
        return str(rules.size)
    told = ngettext("%(points)d điểm", "%(points)d điểm", points) % {"points": points}
    return _("%(count)d câu, %(points)s") % {"count": rules.size, "points": told}


def _attempts(rules: AssessmentRules, standing: Standing) -> str:
    left = _("không giới hạn") if standing.left is None else str(standing.left)
    if not rules.wait_minutes or standing.left == 0 or rules.max_attempts == 1:
        return left
    return _("%(left)s; hai lượt cách nhau ít nhất %(wait)s") % {"left": left, "wait": duration(rules.wait_minutes)}


def _time(rules: AssessmentRules) -> str:
    if not rules.time_limit:
        return _("không giới hạn; lưu lại rồi làm tiếp lúc khác cũng được")
    return _("%(time)s, tính liền từ lúc bắt đầu") % {"time": duration(rules.time_limit)}


def duration(minutes: int) -> str:
    hours, rest = divmod(minutes, 60)
    parts = [
        ngettext("%(count)d giờ", "%(count)d giờ", hours) % {"count": hours} if hours else "",
        ngettext("%(count)d phút", "%(count)d phút", rest) % {"count": rest} if rest or not hours else "",
    ]
    return " ".join(filter(None, parts))


def _overdue(rules: AssessmentRules) -> str:
    if rules.overdue == Overdue.GRACE:
        said = {"time": duration(rules.grace_minutes)}
        return _("không trả lời thêm được, còn %(time)s để nộp; quá thì không tính lượt ấy") % said
    if rules.overdue == Overdue.ABANDON:
        return _("lượt chưa nộp không được tính điểm")
    return _("những câu đã lưu được nộp thay anh/chị")


def _policies() -> dict[str, str]:
    return {
        GradePolicy.HIGHEST: _("lấy lần cao nhất"),
        GradePolicy.AVERAGE: _("lấy trung bình các lần"),
        GradePolicy.FIRST: _("lấy lần đầu"),
        GradePolicy.LAST: _("lấy lần cuối"),
    }


def _shown(rules: AssessmentRules) -> str:
    """By moment, those that show the same told once."""
    moments_of = {
        moments.DURING: _("ngay khi trả lời") if rules.sequential else "",
        moments.AFTER: _("ngay sau khi nộp"),
        moments.LATER: _("về sau"),
        moments.DONE: _("ở lượt đạt, hoặc lượt cuối") if rules.max_attempts else _("ở lượt đạt"),
        moments.CLOSED: _("khi bài đã đóng") if rules.closes_at else "",
    }
    told: dict[str, list[str]] = {}
    for moment, words in moments_of.items():
        things = named(rules.feedback.get(moment, ()))
        if words and things:
            told.setdefault(things, []).append(words)
    said = [f"{', '.join(when)}: {things}" for things, when in told.items()]
    return "; ".join(said) or _("chỉ đạt hay chưa đạt")
