"""Leaving a course one chose oneself, and coming back to it: nothing that was achieved is touched by either.

A course that a running campaign makes one's duty cannot be left, nor one that is finished: it stands in the record.
"""

import datetime as dt

from learners.enrolment.actions import leave
from learners.enrolment.models import Enrolment
from learners.people.models import Account
from learners.progress.models import Status
from learners.study.due import Due, due_courses


class MayNotLeave(Exception):
    """The course is her duty, or finished."""


def duty(enrolment: Enrolment, today: dt.date) -> Due | None:
    """The campaign that asks for this course of her, if it is mandatory there."""
    due = due_courses(enrolment.progress.person_id, today).get(enrolment.course_key)
    return due if due and due.mandatory else None


def may_leave(enrolment: Enrolment, due: Due | None) -> bool:
    return not (due and due.mandatory) and enrolment.progress.status != Status.COMPLETED


def leave_course(*, enrolment: Enrolment, acting_user: Account, today: dt.date) -> None:
    """Raises ``MayNotLeave``."""
    if not may_leave(enrolment, duty(enrolment, today)):
        raise MayNotLeave(str(enrolment.pk))
    leave(enrolment=enrolment, acting_user=acting_user)
