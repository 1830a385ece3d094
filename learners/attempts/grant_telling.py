"""What authors, officers and the learner are told when somebody grants her something she did not ask for."""

from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from learners.attempts.grants import granted_facts, granted_words
from learners.attempts.models import Accommodation, Attempt
from learners.attempts.request_telling import authors_of, facts_of
from learners.notices.actions import notify
from learners.notices.wording import Facts

GRANTED = "accommodated"


def accommodated_facts(made: Accommodation) -> dict[str, str | int]:
    who = made.granted_by.get_full_name() if made.granted_by else ""
    return {**facts_of(made), **granted_facts(made), "who": who}


def tell_authors(made: Accommodation, acting_user: Any, **kwargs: Any) -> None:
    """All but the one who granted it."""
    others = authors_of(made) - {acting_user.pk if acting_user else None}
    url = _page(made.enrolment_id, made.unit_key)
    notify(account_ids=others, kind=GRANTED, facts=accommodated_facts(made), url=url)


def _page(enrolment: UUID, unit_key: UUID) -> str:
    last = Attempt.objects.filter(enrolment=enrolment, unit_key=unit_key).order_by("number").last()
    return reverse("attempts:grant", args=[last.pk]) if last else reverse("attempts:requests")


def wording(facts: Facts) -> str:
    told = _("%(who)s cho %(name)s ở bài “%(unit)s” của khóa “%(course)s”: %(what)s. Lý do: %(reason)s")
    return told % {**facts, "what": granted_words(facts)}
