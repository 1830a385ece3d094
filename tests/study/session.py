"""The addresses of the statement store that is Lan's own."""

from learners.enrolment.models import Enrolment

JSON = "application/json"


def at(mine: Enrolment, resource: str = "statements") -> str:
    return f"/hoc/{mine.pk}/xapi/{resource}"
