"""Reading enrolments."""

import datetime as dt

from courses.editions.models import Edition
from learners.enrolment.models import Enrolment


def edition_at(enrolment: Enrolment, moment: dt.datetime) -> Edition:
    """The edition in force at ``moment``; before the first pin, the first."""
    pins = list(enrolment.pins.select_related("edition").order_by("since", "id"))
    before = [pin for pin in pins if pin.since <= moment]
    return (before[-1] if before else pins[0]).edition
