"""From the graded items of an attempt to its score: exact fractions decide, decimals are what is kept and shown."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from courses.editions.asking import AssessmentRules
from courses.questions.grading import is_scored, rounded, share
from courses.questions.models import QuestionKind, QuestionVersion
from learners.attempts.grades import Graded, grade, passes
from learners.attempts.models import Attempt, AttemptItem
from learners.enrolment.statements import derived_id
from mooc.foundation.remembered import Remembered

_known_opinions: Remembered[frozenset[int], frozenset[int]] = Remembered()


@dataclass(frozen=True, slots=True)
class Mark:
    """What was ``earned`` of what each item is ``worth``, in points, item by item; an opinion is worth 0."""

    earned: tuple[Fraction, ...]
    worth: tuple[int, ...]
    passed: bool

    @property
    def points(self) -> list[Decimal | None]:
        """What each item keeps: none where there is nothing to earn."""
        return [rounded(earned) if worth else None for earned, worth in zip(self.earned, self.worth, strict=True)]

    @property
    def raw(self) -> Decimal:
        return rounded(sum(self.earned, Fraction(0)))

    @property
    def highest(self) -> Decimal:
        return Decimal(sum(self.worth))

    @property
    def share(self) -> Fraction:
        return _scaled(self.earned, self.worth)

    @property
    def scaled(self) -> Decimal:
        return rounded(self.share)


def worth_of(item: AttemptItem) -> int:
    """The points there are to earn: none for an opinion."""
    return item.worth if is_scored(item.version.question.kind) else 0


def points_to_earn(rules: AssessmentRules) -> int:
    """On any paper of ``rules``, at most: a draw is counted as if it took those that score first."""
    unscored = _opinions(frozenset(rules.versions))
    items = [item for section in rules.sections for item in section.items]
    return sum(item.points * min(item.count, len(set(item.pool) - unscored)) for item in items)


def _opinions(versions: frozenset[int]) -> frozenset[int]:
    """Those of ``versions`` that have no points; a question keeps its kind."""
    found = _known_opinions.get(versions)
    if found is None:
        kinds = [kind for kind in QuestionKind if not is_scored(kind)]
        asked = QuestionVersion.objects.filter(pk__in=versions, question__kind__in=kinds)
        found = frozenset(asked.values_list("pk", flat=True))
        _known_opinions.remember(versions, found)
    return found


def mark(items: Sequence[AttemptItem], pass_percent: int) -> Mark:
    worth = tuple(map(worth_of, items))
    earned = tuple(
        points * share(item.version.question.kind, item.version.data, item.response) if points else Fraction(0)
        for item, points in zip(items, worth, strict=True)
    )
    return Mark(earned, worth, passed=bool(sum(worth)) and _scaled(earned, worth) * 100 >= pass_percent)


def _scaled(earned: Sequence[Fraction], worth: Sequence[int]) -> Fraction:
    return sum(earned, Fraction(0)) / sum(worth) if sum(worth) else Fraction(0)


# The columns ``grade_attempt`` sets.
GRADED = ["score", "max_score", "passed", "unit_share", "unit_passed", "statement_id"]


def grade_attempt(attempt: Attempt, result: Mark, earlier: Sequence[Attempt]) -> None:
    """Its score, and what its unit's policy makes of it after the ``earlier`` ones; saved by the caller.

    Practice has a score but no verdict.
    """
    rules = AssessmentRules.of(attempt.rules)
    attempt.score, attempt.max_score, attempt.passed = result.raw, result.highest, result.passed
    counted = [*(_graded(one) for one in earlier if one.score is not None), Graded(result.share, result.passed)]
    attempt.unit_share = rounded(grade(rules.grade_policy, counted))
    if not rules.practice:
        attempt.unit_passed = passes(rules.grade_policy, counted, attempt.pass_percent)
        attempt.statement_id = derived_id(attempt.pk, "verdict")


def _graded(attempt: Attempt) -> Graded:
    share = Fraction(attempt.score or 0) / Fraction(attempt.max_score) if attempt.max_score else Fraction(0)
    return Graded(share, bool(attempt.passed))
