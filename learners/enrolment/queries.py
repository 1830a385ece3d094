"""Reading enrolments."""

import datetime as dt

from courses.editions.models import Edition
from learners.enrolment.models import Enrolment


def current_edition(enrolment: Enrolment) -> Edition:
    """The edition in force: the latest pin."""
    pin = enrolment.pins.select_related("edition").order_by("-since", "-id").first()
    if pin is None:
        raise Edition.DoesNotExist(f"enrolment {enrolment.pk} has no pin")
    return pin.edition


def edition_at(enrolment: Enrolment, moment: dt.datetime) -> Edition:
    """The edition in force at ``moment``; before the first pin, the first."""
    pins = list(enrolment.pins.select_related("edition").order_by("since", "id"))
    before = [pin for pin in pins if pin.since <= moment]
    return (before[-1] if before else pins[0]).edition
