"""From the graded items of an attempt to its score: exact fractions decide, decimals are what is kept and shown.

What a person marks keeps the points she gave; as long as one such question has none, the attempt **waits**: it has no
score and no verdict.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from courses.editions.asking import AssessmentRules
from courses.questions.grading import is_scored, rounded
from courses.questions.models import QuestionKind, QuestionVersion
from courses.questions.types import by_hand, is_manual
from courses.rekeying.judging import share_of
from courses.rekeying.models import Way
from learners.attempts.grades import Graded, grade, passes
from learners.attempts.models import Attempt, AttemptItem
from learners.enrolment.statements import derived_id
from mooc.foundation.remembered import Remembered

_known_opinions: Remembered[frozenset[int], frozenset[int]] = Remembered()


@dataclass(frozen=True, slots=True)
class Mark:
    """What was ``earned`` of what each item is ``worth``, in points, item by item; an opinion is worth 0.

    None was earned of what nobody has marked yet.
    """

    earned: tuple[Fraction | None, ...]
    worth: tuple[int, ...]
    passed: bool

    @property
    def is_waiting(self) -> bool:
        """Whether somebody has yet to mark."""
        return None in self.earned

    @property
    def points(self) -> list[Decimal | None]:
        """What each item keeps: none where there is nothing to earn, and where nobody has marked."""
        return [
            rounded(earned) if worth and earned is not None else None
            for earned, worth in zip(self.earned, self.worth, strict=True)
        ]

    @property
    def raw(self) -> Decimal:
        return rounded(_sum(self.earned))

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
    """The points there are to earn: none for an opinion, nor for a question that was left out."""
    counts = is_scored(item.version.question.kind) and item.version.way != Way.LEFT_OUT
    return item.worth if counts else 0


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
    """Of items whose versions were ``judged`` (``courses.rekeying``)."""
    worth = [worth_of(item) for item in items]
    return _marked([earned_of(*pair) for pair in zip(items, worth, strict=True)], worth, pass_percent)


# What of how many points an item is found to have earned; None where nobody looks at it anew.
Anew = Callable[[AttemptItem], tuple[Fraction | None, int] | None]


def by_key(question: int) -> Anew:
    """Those that ask ``question``, by the key that counts now."""

    def anew(item: AttemptItem) -> tuple[Fraction | None, int] | None:
        worth = worth_of(item)
        return (earned_of(item, worth), worth) if item.version.question_id == question else None

    return anew


def mark_again(items: Sequence[AttemptItem], pass_percent: int, anew: Anew) -> Mark:
    """Of items that have points already: what is not found ``anew`` keeps its own."""
    found = [anew(item) or _kept(item) for item in items]
    return _marked([earned for earned, _ in found], [worth for _, worth in found], pass_percent)


def _kept(item: AttemptItem) -> tuple[Fraction, int]:
    """Exactly where it can be found again: of a third, four decimals are stored."""
    worth = 0 if item.points is None else item.worth
    stored, exact = item.points or Decimal(0), earned_of(item, worth)
    return (exact if exact is not None and rounded(exact) == stored else Fraction(stored)), worth


def _marked(earned: Sequence[Fraction | None], worth: Sequence[int], pass_percent: int) -> Mark:
    passed = bool(sum(worth)) and None not in earned and _scaled(earned, worth) * 100 >= pass_percent
    return Mark(tuple(earned), tuple(worth), passed)


def earned_of(item: AttemptItem, worth: int) -> Fraction | None:
    """Exact, of ``worth`` points; None of what a person has yet to mark."""
    kind, data = item.version.question.kind, item.version.data
    if not is_manual(kind):
        return worth * share_of(item.version, item.response)
    if item.points is None:
        return None
    # Kept points were rounded down; what they were is a multiple of the rubric's smallest step.
    total = by_hand(kind).total(data)
    return Fraction(round(Fraction(item.points) * total / worth), total) * worth if worth else Fraction(0)


def _sum(earned: Sequence[Fraction | None]) -> Fraction:
    return sum((one for one in earned if one is not None), Fraction(0))


def _scaled(earned: Sequence[Fraction | None], worth: Sequence[int]) -> Fraction:
    return _sum(earned) / sum(worth) if sum(worth) else Fraction(0)


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
