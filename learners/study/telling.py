"""What learners are told when something happens to their course."""

from typing import Any

from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from courses.editions.models import Edition, LearnerPolicy
from learners.attempts.grant_telling import accommodated_facts
from learners.attempts.grants import granted_words
from learners.attempts.models import Accommodation, Appeal, AttemptRequest, Decision
from learners.attempts.request_telling import answer_facts
from learners.notices.actions import notify, notify_person
from learners.notices.queries import accounts_of
from learners.notices.wording import Facts
from learners.progress.models import Progress, Status

KIND, ATTEMPTS, APPEAL, GRANTED = "release", "attempts-answer", "appeal-answer", "attempts-granted"
# Of a question in a notice.
PROMPT = 120


def tell_of_release(edition: Edition, **kwargs: Any) -> None:
    """Those in the middle of the course whom the release moved to its new edition: set-wise, three queries."""
    if edition.policy != LearnerPolicy.MOVE or edition.number == 1:
        return
    moved = Progress.objects.filter(course_key=edition.course_key, edition=edition, enrolment__left_at=None)
    people = moved.exclude(status=Status.COMPLETED).values_list("person", flat=True)
    notify(
        account_ids=accounts_of(people),
        kind=KIND,
        facts={"course": edition.title},
        # Without a host: it is read on whichever site she learns.
        url=reverse("catalogue:course", args=[edition.course.slug]),
        acting_user=edition.released_by,
    )


def tell_of_answer(asked: AttemptRequest, **kwargs: Any) -> None:
    """Who asked for more attempts."""
    notify_person(
        person_id=asked.enrolment.person.canonical_id,
        kind=ATTEMPTS,
        facts=answer_facts(asked),
        url=reverse("study:unit", args=[asked.enrolment_id, asked.unit_key]),
    )


def answer_wording(facts: Facts) -> str:
    """``granted`` is 1 or 0."""
    if facts["granted"]:
        return _("Anh/chị được làm thêm lượt bài “%(unit)s” của khóa “%(course)s”. Trả lời: %(answer)s") % facts
    return _("Anh/chị chưa được thêm lượt bài “%(unit)s” của khóa “%(course)s”. Trả lời: %(answer)s") % facts


def tell_of_grant(made: Accommodation, **kwargs: Any) -> None:
    """Who was granted something she did not ask for."""
    notify_person(
        person_id=made.enrolment.person.canonical_id,
        kind=GRANTED,
        facts=accommodated_facts(made),
        url=reverse("study:unit", args=[made.enrolment_id, made.unit_key]),
    )


def granted_wording(facts: Facts) -> str:
    told = _("Ở bài “%(unit)s” của khóa “%(course)s” anh/chị được %(what)s. Lý do: %(reason)s")
    return told % {**facts, "what": granted_words(facts)}


def tell_of_appeal(appeal: Appeal, **kwargs: Any) -> None:
    """Who objected to a question."""
    attempt, prompt = appeal.item.attempt, Truncator(appeal.item.version.prompt).chars(PROMPT)
    notify_person(
        person_id=attempt.enrolment.person.canonical_id,
        kind=APPEAL,
        facts={"question": prompt, "decision": str(appeal.decision), "answer": appeal.answer},
        url=reverse("study:result", args=[attempt.pk]),
    )


def appeal_wording(facts: Facts) -> str:
    """``decision`` is one of ``attempts.Decision``."""
    if facts["decision"] == Decision.MENDED:
        return _("Ý kiến của anh/chị về câu “%(question)s”: câu này sẽ được sửa. Trả lời: %(answer)s") % facts
    return _("Ý kiến của anh/chị về câu “%(question)s”: đáp án được giữ nguyên. Trả lời: %(answer)s") % facts


def wording(facts: Facts) -> str:
    return _("Khóa học “%(course)s” anh/chị đang học có bản mới. Những phần đã xong được giữ nguyên.") % facts
