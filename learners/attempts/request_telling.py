"""What the authors of a course are told when a learner of it asks for more attempts; what waits for them."""

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from courses.editions.models import EditionUnit
from courses.editions.queries import latest
from courses.outline.registry import Errand
from learners.attempts.models import Accommodation, AttemptRequest
from learners.attempts.permissions import is_author, requests_to
from learners.notices.actions import notify
from learners.notices.wording import Facts

ASKED, ANSWERED = "attempts-asked", "attempts-answered"


def facts_of(asked: AttemptRequest | Accommodation) -> dict[str, str | int]:
    """Who asks, and for which assessment, as its newest edition calls it."""
    units = EditionUnit.objects.filter(
        edition__course_key=asked.enrolment.course_key, unit_key=asked.unit_key
    ).order_by("-edition__number")
    unit, course = units.values_list("title", "edition__title")[0]
    person = asked.enrolment.person.merged_into or asked.enrolment.person
    return {"name": person.full_name, "unit": unit, "course": course}


def answer_facts(asked: AttemptRequest) -> dict[str, str | int]:
    who = asked.answered_by.get_full_name() if asked.answered_by else ""
    granted = int(asked.granted_id is not None)
    return {**facts_of(asked), "who": who, "granted": granted, "answer": asked.answer}


def tell_authors(asked: AttemptRequest, **kwargs: Any) -> None:
    url = reverse("attempts:request", args=[asked.pk])
    notify(account_ids=authors_of(asked), kind=ASKED, facts=facts_of(asked), url=url)


def tell_authors_of_answer(asked: AttemptRequest, acting_user: Any, **kwargs: Any) -> None:
    """All but the one who answered."""
    others = authors_of(asked) - {acting_user.pk if acting_user else None}
    url = reverse("attempts:request", args=[asked.pk])
    notify(account_ids=others, kind=ANSWERED, facts=answer_facts(asked), url=url)


def authors_of(asked: AttemptRequest | Accommodation) -> set[UUID]:
    """Whose the course is, and who released it last, as far as they may answer."""
    edition = latest(asked.enrolment.course_key)
    if edition is None:
        return set()
    found = {account for account in (edition.course.owner, edition.released_by) if account and account.is_active}
    return {account.pk for account in found if is_author(account, edition.course)}


def errands(user: Any) -> Iterator[Errand]:
    """One query."""
    number = requests_to(user).filter(answered_at=None).count()
    if number:
        words = ngettext("%(number)d đề nghị thêm lượt làm bài", "%(number)d đề nghị thêm lượt làm bài", number)
        yield Errand(words % {"number": number}, reverse("attempts:requests"))


def asked_wording(facts: Facts) -> str:
    return _("%(name)s xin làm thêm lượt bài “%(unit)s” của khóa “%(course)s”.") % facts


def answered_wording(facts: Facts) -> str:
    """``granted`` is 1 or 0."""
    if facts["granted"]:
        text = _("%(who)s đã cho %(name)s làm thêm lượt bài “%(unit)s” của khóa “%(course)s”. Lý do: %(answer)s")
    else:
        text = _("%(who)s không cho %(name)s làm thêm lượt bài “%(unit)s” của khóa “%(course)s”. Lý do: %(answer)s")
    return text % facts
