"""Asking for more attempts from where none is left: the form, what she waits for, what she was answered."""

from dataclasses import dataclass

from courses.editions.models import EditionUnit
from learners.attempts.models import AttemptRequest
from learners.attempts.request_forms import AskForm
from learners.attempts.requesting import is_stuck
from learners.attempts.requests import last_requests
from learners.attempts.standing import Standing
from learners.enrolment.models import Enrolment


@dataclass(frozen=True, slots=True)
class Asking:
    """``last`` is what she asked last for this assessment: open, or told no."""

    last: AttemptRequest | None
    form: AskForm

    @property
    def waits(self) -> bool:
        return self.last is not None and self.last.is_open


def asking(enrolment: Enrolment, unit: EditionUnit, stands: Standing, form: AskForm | None = None) -> Asking | None:
    """None while she may go on, or has passed: no query then, else one."""
    if not is_stuck(stands):
        return None
    last = last_requests(enrolment, [unit.unit_key]).get(unit.unit_key)
    return Asking(last, form or AskForm(auto_id="xin-them-%s"))
