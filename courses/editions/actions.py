"""Releasing a course, and correcting the text of what is released."""

import datetime as dt
from typing import Any

from django.db import transaction
from django.utils import timezone
from wagtail.models import Page, Revision

from courses.catalogue.models import CoursePage
from courses.editions.changes import preview
from courses.editions.drafts import Draft, drafts
from courses.editions.models import Edition, EditionUnit, LearnerPolicy, UnitText
from courses.editions.signals import edition_released
from mooc.foundation.models import audit


class NothingToRelease(Exception):
    """The course has no live units, or none of them changed since the last edition."""


class NotACorrection(Exception):
    """What is required or how it is graded changed: that needs a release."""


@transaction.atomic
def release(
    *,
    course: CoursePage,
    acting_user: Any,
    note: str = "",
    policy: str = LearnerPolicy.STAY,
    at: dt.datetime | None = None,
) -> Edition:
    """Freeze the live units of ``course`` into its next edition."""
    CoursePage.objects.select_for_update().get(pk=course.pk)
    change = preview(course)
    current = drafts(course)
    if not current or change.is_empty:
        raise NothingToRelease(course.title)
    edition = Edition.objects.create(
        course_key=course.translation_key,
        course=course,
        number=change.previous.number + 1 if change.previous else 1,
        title=course.title,
        hours=course.hours,
        note=note,
        policy=policy,
        released_at=at or timezone.now(),
        released_by=acting_user,
    )
    for position, draft in enumerate(current):
        _freeze(edition, position, draft)
    audit(acting_user=acting_user, verb="release", subject=edition, new={"number": edition.number, "policy": policy})
    edition_released.send(sender=Edition, edition=edition)
    return edition


def _freeze(edition: Edition, position: int, draft: Draft) -> None:
    unit = EditionUnit.objects.create(
        edition=edition,
        unit_key=draft.unit_key,
        kind=draft.kind,
        position=position,
        module_title=draft.module_title,
        title=draft.page.title,
        minutes=draft.minutes,
        required=draft.page.required,
        rules=draft.rules,
    )
    UnitText.objects.bulk_create(
        UnitText(unit=unit, language=page.locale.language_code, title=page.title, revision=_live_revision(page))
        for page in draft.pages
    )


def _live_revision(page: Page) -> Revision:
    if page.live_revision is None:
        page.live_revision = page.save_revision()
        page.save(update_fields=["live_revision"])
    return page.live_revision


@transaction.atomic
def correct_unit(*, page: Page, acting_user: Any, reason: str) -> int:
    """Show the live text of ``page`` to everyone now, in every edition that has the unit; returns how many."""
    draft = next((item for item in drafts(_course_of(page)) if item.unit_key == page.translation_key), None)
    units = EditionUnit.objects.select_for_update().filter(unit_key=page.translation_key)
    newest = units.order_by("-edition__number").first()
    if draft is None or newest is None:
        raise NotACorrection(page.title)
    if (draft.rules, page.required) != (newest.rules, newest.required):
        raise NotACorrection(page.title)
    revision, corrected = _live_revision(page), 0
    texts = UnitText.objects.filter(unit__in=units, language=page.locale.language_code).exclude(revision=revision)
    for text in texts:
        old = text.revision_id
        text.revision, text.title = revision, page.title
        text.save(update_fields=["revision", "title"])
        EditionUnit.objects.filter(pk=text.unit_id).update(title=page.title)
        audit(
            acting_user=acting_user,
            verb="correct",
            subject=text,
            old={"revision": old},
            new={"revision": revision.pk},
            reason=reason,
        )
        corrected += 1
    return corrected


def _course_of(page: Page) -> CoursePage:
    return CoursePage.objects.ancestor_of(page).get()
