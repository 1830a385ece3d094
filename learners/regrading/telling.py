"""What somebody is told whose result changed: what was graded again, why, and what it means for her."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from courses.catalogue.assessment_forms import MARKS
from learners.attempts.accommodations import granted_to
from learners.attempts.opening import Allowance
from learners.attempts.showing import shown_of
from learners.notices.actions import notify_person
from learners.notices.wording import Facts
from learners.progress.naming import unit_titles
from learners.regrading.again import Again
from learners.regrading.models import Regrade

KIND = "regraded"
LONGEST_QUESTION, LONGEST_REASON = 80, 120


def tell(regrade: Regrade, changed: Sequence[Sequence[Again]], lost: Mapping[UUID, str]) -> None:
    """One notice for each learner and unit, about her latest attempt that changed; ``lost`` are the numbers of
    certificates that hold no more, by enrolment."""
    latest = [several[-1].attempt for several in changed]
    titles, granted = unit_titles({attempt.unit_key for attempt in latest}), granted_to(latest)
    question, reason = short(str(regrade.question), LONGEST_QUESTION), short(regrade.reason, LONGEST_REASON)
    for attempt, several in zip(latest, changed, strict=True):
        facts = changed_facts(several, granted[attempt.pk], lost=lost.get(attempt.enrolment_id, ""))
        unit = titles.get(attempt.unit_key, ("", ""))[0]
        notify_person(
            person_id=attempt.enrolment.person.canonical_id,
            kind=KIND,
            facts={"question": question, "unit": unit, "reason": reason, **facts},
            url=reverse("study:result", args=[attempt.pk]),
        )


def changed_facts(
    several: Sequence[Again], granted: Allowance, *, lost: str, about: Again | None = None
) -> dict[str, str | int]:
    """What it means for her: ``lost`` is the number of a certificate that holds no more, or "". The points told are
    those of ``about``, the latest unless given, as far as she is shown them now."""
    last = about or several[-1]
    attempt = last.attempt
    return {
        "number": attempt.number,
        "marks": int(MARKS in shown_of(attempt, timezone.now(), granted=granted)),
        "old": percent_of(last.old),
        "new": percent_of(last.new),
        "passed": _turned(several),
        "lost": lost,
    }


def percent_of(state: dict[str, str]) -> int:
    """Whole percent, rounded down, of a result as ``AttemptRegraded`` keeps it."""
    highest = float(state["max_score"] or 0)
    return int(float(state["score"]) * 100 / highest) if highest else 0


def _turned(several: Sequence[Again]) -> int:
    """1 where an attempt passes the unit that did not, -1 the other way round, 0 for neither."""
    gained = any(again.new["unit_passed"] and not again.old["unit_passed"] for again in several)
    gone = any(again.old["unit_passed"] and not again.new["unit_passed"] for again in several)
    return int(gained) - int(gone)


def wording(facts: Facts) -> str:
    why = _("Bài “%(unit)s” của anh/chị được chấm lại vì câu “%(question)s” đã được sửa đáp án: %(reason)s") % facts
    return " ".join([why, *changed_words(facts)])


def changed_words(facts: Facts) -> list[str]:
    """Of ``changed_facts``."""
    said = []
    if facts["marks"] and facts["old"] != facts["new"]:
        said.append(_("Điểm lần %(number)d từ %(old)d%% thành %(new)d%%.") % facts)
    if facts["passed"]:
        said.append(
            _("Kết quả từ chưa đạt thành đạt.") if facts["passed"] == 1 else _("Kết quả từ đạt thành chưa đạt.")
        )
    if facts["lost"]:
        said.append(_("Giấy chứng nhận số %(lost)s không còn giá trị.") % facts)
    return said


def short(text: str, longest: int) -> str:
    return text if len(text) <= longest else f"{text[: longest - 1].rstrip()}…"
