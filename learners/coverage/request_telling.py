"""What officers are told of requests for more attempts."""

from typing import Any

from django.urls import reverse
from django.utils import timezone

from learners.attempts.models import AttemptRequest
from learners.attempts.request_telling import ANSWERED, ASKED, answer_facts, facts_of
from learners.coverage.requests import officers_of
from learners.notices.actions import notify


def tell_officers(asked: AttemptRequest, **kwargs: Any) -> None:
    notify(account_ids=_officers(asked), kind=ASKED, facts=facts_of(asked), url=_page(asked))


def tell_officers_of_answer(asked: AttemptRequest, acting_user: Any, **kwargs: Any) -> None:
    """All but the one who answered."""
    others = _officers(asked) - {acting_user.pk if acting_user else None}
    notify(account_ids=others, kind=ANSWERED, facts=answer_facts(asked), url=_page(asked))


def _officers(asked: AttemptRequest) -> set[Any]:
    return officers_of(asked.enrolment.person, timezone.localdate())


def _page(asked: AttemptRequest) -> str:
    return reverse("coverage:request", args=[asked.pk])
