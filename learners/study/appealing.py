"""The questions of a result, each with what she objected to in it and the form to object."""

from dataclasses import dataclass

from django.http import QueryDict

from learners.attempts.appeal_forms import AppealForm
from learners.attempts.appeals import appeals_of
from learners.attempts.models import Appeal
from learners.attempts.queries import Line, Result


@dataclass(frozen=True, slots=True)
class Appealing:
    """``last`` is what she said last about the question."""

    last: Appeal | None
    form: AppealForm

    @property
    def waits(self) -> bool:
        return self.last is not None and self.last.is_open


def appeal_form(number: int, post: QueryDict | None = None) -> AppealForm:
    return AppealForm(post, auto_id=f"y-kien-{number}-%s")


def with_appeals(result: Result, posted: tuple[int, AppealForm] | None = None) -> list[tuple[Line, Appealing | None]]:
    """One query, none where she has said nothing. ``posted``: the number of a question and what lacks something."""
    made = appeals_of(result.attempt) if any(line.objected for line in result.lines) else {}
    forms = dict([posted] if posted else [])
    return [
        (line, Appealing(made.get(line.number - 1), forms.get(line.number) or appeal_form(line.number)))
        for line in result.lines
    ]


def without_appeals(result: Result) -> list[tuple[Line, Appealing | None]]:
    return [(line, None) for line in result.lines]
