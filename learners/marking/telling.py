"""What a learner is told when a person has marked what she handed in, or has corrected a mark."""

from collections.abc import Sequence

from django.urls import reverse
from django.utils.translation import gettext as _

from learners.attempts.accommodations import granted_to
from learners.attempts.models import Attempt, ItemMark
from learners.notices.actions import notify_person
from learners.notices.wording import Facts
from learners.regrading.again import Again
from learners.regrading.telling import LONGEST_REASON, changed_facts, changed_words, short
from learners.study.papers import title_of

KIND, CORRECTED = "marked", "mark-corrected"


def wording(facts: Facts) -> str:
    return _("Bài “%(assessment)s” anh/chị nộp đã được chấm. Mở để xem kết quả.") % facts


def tell_of_result(attempt: Attempt) -> None:
    notify_person(
        person_id=attempt.enrolment.person.canonical_id,
        kind=KIND,
        facts={"assessment": title_of(attempt)},
        url=reverse("study:result", args=[attempt.pk]),
    )


def corrected_wording(facts: Facts) -> str:
    why = _("Câu %(position)d bài “%(unit)s” anh/chị nộp đã được người chấm sửa: %(reason)s") % facts
    return " ".join([why, *changed_words(facts)])


def tell_of_correction(mark: ItemMark, several: Sequence[Again], *, lost: str) -> None:
    """``several`` are the attempts whose result it changed, or its own; ``lost`` is the number of a certificate that
    holds no more, or ""."""
    corrected = next(again for again in several if again.attempt.pk == mark.item.attempt_id)
    attempt = corrected.attempt
    notify_person(
        person_id=attempt.enrolment.person.canonical_id,
        kind=CORRECTED,
        facts={
            "position": mark.item.position + 1,
            "unit": title_of(attempt),
            "reason": short(mark.reason, LONGEST_REASON),
            **changed_facts(several, granted_to([attempt])[attempt.pk], lost=lost, about=corrected),
        },
        url=reverse("study:result", args=[mark.item.attempt_id]),
    )
