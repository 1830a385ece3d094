"""What officers are told of requests for more attempts, and of what is granted without."""

from typing import Any

from django.urls import reverse
from django.utils import timezone

from learners.attempts.grant_telling import GRANTED, accommodated_facts
from learners.attempts.models import Accommodation, AttemptRequest
from learners.attempts.request_telling import ANSWERED, ASKED, answer_facts, facts_of
from learners.coverage.requests import officers_of
from learners.notices.actions import notify


def tell_officers(asked: AttemptRequest, **kwargs: Any) -> None:
    notify(account_ids=_officers(asked), kind=ASKED, facts=facts_of(asked), url=_page(asked))


def tell_officers_of_answer(asked: AttemptRequest, acting_user: Any, **kwargs: Any) -> None:
    """All but the one who answered."""
    others = _officers(asked) - {acting_user.pk if acting_user else None}
    notify(account_ids=others, kind=ANSWERED, facts=answer_facts(asked), url=_page(asked))


def tell_officers_of_grant(made: Accommodation, acting_user: Any, **kwargs: Any) -> None:
    """All but the one who granted it."""
    others = _officers(made) - {acting_user.pk if acting_user else None}
    person = made.enrolment.person.canonical_id
    url = reverse("coverage:accommodations", args=[person, made.enrolment.course_key, made.unit_key])
    notify(account_ids=others, kind=GRANTED, facts=accommodated_facts(made), url=url)


def _officers(asked: AttemptRequest | Accommodation) -> set[Any]:
    return officers_of(asked.enrolment.person, timezone.localdate())


def _page(asked: AttemptRequest) -> str:
    return reverse("coverage:request", args=[asked.pk])
