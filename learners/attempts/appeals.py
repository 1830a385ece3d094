"""Reading what learners object to: for the author the question, the answer it is about and the words; nobody's name."""

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import ngettext

from courses.outline.registry import Errand
from courses.questions.models import SHOWN, QuestionVersion
from courses.questions.registry import Note
from courses.questions.wording import response_words
from learners.attempts.models import Appeal, Attempt
from learners.attempts.permissions import courses_of
from learners.people.records import of_person

# In the address of the list: the version it is about.
VERSION = "phien-ban"


@dataclass(frozen=True, slots=True)
class Objection:
    appeal: Appeal
    # The answer she gave, in lines.
    given: list[str]

    @property
    def version(self) -> QuestionVersion:
        return self.appeal.item.version


def appeals_to(user: Any) -> QuerySet[Appeal]:
    """What was objected to in the courses ``user`` is an author of, but for her own; the oldest first."""
    keys = courses_of(user).values("translation_key")
    found = Appeal.objects.filter(item__attempt__enrolment__course_key__in=keys)
    if user.person:
        found = found.exclude(of_person(user.person.canonical_id, "item__attempt__enrolment__person"))
    return found.select_related("answered_by__person", *(f"item__version__{name}" for name in SHOWN))


def open_appeals_to(user: Any) -> QuerySet[Appeal]:
    return appeals_to(user).filter(answered_at=None)


def appeal_to(user: Any, pk: int) -> Appeal:
    return get_object_or_404(appeals_to(user), pk=pk)


def objections(appeals: Sequence[Appeal]) -> list[Objection]:
    return [Objection(one, response_words(one.item.version, one.item.response)) for one in appeals]


def appeals_of(attempt: Attempt) -> dict[int, Appeal]:
    """By position, the last about each question: one query."""
    return {one.item.position: one for one in Appeal.objects.filter(item__attempt=attempt).select_related("item")}


def counted(user: Any, versions: Collection[int]) -> Counter[int]:
    """How many wait, by version: one query."""
    rows = open_appeals_to(user).filter(item__version__in=versions)
    return Counter(rows.order_by().values_list("item__version", flat=True))


def list_url(version: int) -> str:
    return f"{reverse('attempts:appeals')}?{VERSION}={version}"


def notes(user: Any, versions: Collection[int]) -> dict[int, list[Note]]:
    """For the bank's page of a question."""
    return {version: [Note(_words(number), list_url(version))] for version, number in counted(user, versions).items()}


def errands(user: Any) -> Iterator[Errand]:
    number = open_appeals_to(user).count()
    if number:
        yield Errand(_words(number), reverse("attempts:appeals"))


def _words(number: int) -> str:
    words = ngettext("%(number)d ý kiến về câu hỏi chờ trả lời", "%(number)d ý kiến về câu hỏi chờ trả lời", number)
    return words % {"number": number}
