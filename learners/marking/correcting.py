"""What a mark brings about that is corrected after its attempt had its result: as grading again does, with its reason.

The attempt, and later ones whose verdict rests on it, get another result; what was said of them is voided and said
anew, the certificate is looked at again, the learner is told. Under the locks of a submit, which the caller holds.
"""

from fractions import Fraction

from courses.questions.types import by_hand
from learners.attempts.marking import Anew, worth_of
from learners.attempts.models import AttemptItem, ItemMark
from learners.marking.telling import tell_of_correction
from learners.regrading.again import grade_again
from learners.regrading.causes import by_mark
from learners.regrading.keeping import keep_again
from learners.regrading.reading import sat


def correct(made: ItemMark, before: ItemMark) -> None:
    """``made`` replaces ``before``; where only the comment was, nothing but that is told."""
    attempt = made.item.attempt
    place = attempt.enrolment_id, attempt.unit_key
    found = sat([place], lock=True)[place]
    several = grade_again(found.attempts, found.items, by_judgement(made), always=attempt.pk)
    is_changed = made.judgement != before.judgement
    lost = keep_again(by_mark(made), several) if is_changed else {}
    tell_of_correction(made, several, lost=lost.get(attempt.enrolment_id, ""))


def by_judgement(made: ItemMark) -> Anew:
    """The item that was marked, by what its marker found."""

    def anew(item: AttemptItem) -> tuple[Fraction | None, int] | None:
        if item.pk != made.item_id:
            return None
        worth = worth_of(item)
        return worth * by_hand(item.version.question.kind).judged_share(item.version.data, made.judgement), worth

    return anew
