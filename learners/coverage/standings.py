"""How people stand in a campaign, as conditions over their assignments: the same for numbers and for lists.

Three states divide the required: completed by her own last day, late after it, unfinished. The day of the question
decides what is reached by then; which of the first two it is never changes.
"""

from typing import Any

from django.db.models import Case, CharField, Count, F, Q, QuerySet, Sum, Value, When

from learners.campaigns.models import Assignment
from learners.coverage.roster import Question
from mooc.foundation.periods import on


def asked(question: Question) -> QuerySet[Any]:
    """The assignment of everybody whom the campaign asks on the membership date, in what the reader may see."""
    held: QuerySet[Any] = Assignment.objects.filter(on(question.membership), campaign=question.campaign)
    return held if question.within is None else held.filter(agency__among=question.within)


def conditions(question: Question) -> dict[str, Q]:
    """All but "exempted" are within the denominator."""
    day = question.completion
    required, head = Q(exempt=False), Q(is_head=True)
    satisfied, open_ = Q(satisfied_on__lte=day), Q(satisfied_on=None) | Q(satisfied_on__gt=day)
    in_time, late = satisfied & Q(satisfied_on__lte=F("due_on")), satisfied & Q(satisfied_on__gt=F("due_on"))
    registered, unregistered = Q(registered_on__lte=day), Q(registered_on=None) | Q(registered_on__gt=day)
    return {
        "all": required,
        "registered": required & registered,
        "in_progress": required & open_ & Q(started_on__lte=day),
        "completed": required & in_time,
        "late": required & late,
        "unfinished": required & open_,
        "no_account": required & open_ & unregistered,
        "heads": required & head,
        "heads_completed": required & head & in_time,
        "exempted": Q(exempt=True),
        "external": required & satisfied & Q(external=True),
    }


def counts_of(question: Question) -> dict[str, Any]:
    """The measures of ``counting.MEASURES`` as aggregates over ``asked``."""
    known = conditions(question)
    scored = Q(exempt=False, satisfied_on__lte=question.completion, score__isnull=False)
    known["required"] = known.pop("all")
    return {
        **{name: Count("pk", filter=holds) for name, holds in known.items() if name != "unfinished"},
        "scored": Count("pk", filter=scored),
        "score_sum": Sum("score", filter=scored, default=0),
    }


def state_name(question: Question) -> Case:
    """What a list says of one person; "not_asked" is for whoever has no assignment."""
    known = conditions(question)
    names = ("exempted", "completed", "late", "in_progress", "no_account")
    told = [When(known[name], then=Value(name)) for name in names]
    return Case(*told, default=Value("not_started"), output_field=CharField())
