"""Releasing a course: its live pages become an edition."""

import datetime as dt
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from courses.catalogue.models import CoursePage
from courses.editions.changes import ReleasePreview, preview
from courses.editions.drafts import Draft, as_unit, own_language, pinned_revision
from courses.editions.keeping import keep_files
from courses.editions.models import Edition, EditionUnit, LearnerPolicy, UnitText
from courses.editions.readiness import problems
from courses.editions.signals import edition_released
from mooc.foundation.models import audit


class ReleaseRefused(Exception):
    """Why the course cannot be released, in words for the editor."""


class NothingToRelease(ReleaseRefused):
    """Nothing changed since the last edition."""


class NotReady(ReleaseRefused):
    """The course as it stands cannot be studied."""


class ChangedMeanwhile(ReleaseRefused):
    """The live pages are no longer those the editor was shown."""


@transaction.atomic
def release(
    *,
    course: CoursePage,
    acting_user: Any,
    note: str = "",
    policy: str = LearnerPolicy.STAY,
    at: dt.datetime | None = None,
    expected: str | None = None,
) -> Edition:
    """Freeze the live units of ``course`` into its next edition.

    The course is read again under its lock, in its own language whichever translation is given. ``expected`` is the
    fingerprint of the preview the editor decided on. Raises a ``ReleaseRefused``.
    """
    locked = CoursePage.objects.select_for_update(of=("self",)).get(pk=own_language(course).pk)
    change = preview(locked)
    _refuse(change, expected)
    edition = Edition.objects.create(
        course_key=locked.translation_key,
        course=locked,
        number=change.previous.number + 1 if change.previous else 1,
        title=locked.title,
        hours=locked.hours,
        note=note,
        policy=policy,
        released_at=at or timezone.now(),
        released_by=acting_user,
    )
    _freeze(edition, change.units)
    audit(acting_user=acting_user, verb="release", subject=edition, new={"number": edition.number, "policy": policy})
    edition_released.send(sender=Edition, edition=edition)
    return edition


def _refuse(change: ReleasePreview, expected: str | None) -> None:
    found = problems(change)
    if found:
        raise NotReady(" ".join(map(str, found)))
    if change.is_empty:
        raise NothingToRelease(_("Chưa có gì mới để phát hành."))
    if expected is not None and expected != change.fingerprint:
        raise ChangedMeanwhile(
            _("Nội dung khóa học vừa thay đổi. Hãy xem lại các thay đổi dưới đây rồi bấm Phát hành lần nữa.")
        )


def _freeze(edition: Edition, drafts: list[Draft]) -> None:
    units = EditionUnit.objects.bulk_create(as_unit(draft, edition, position) for position, draft in enumerate(drafts))
    pages = [(unit, page) for unit, draft in zip(units, drafts, strict=True) for page in draft.pages]
    texts = UnitText.objects.bulk_create(
        UnitText(unit=unit, language=page.locale.language_code, title=page.title, revision_id=pinned_revision(page))
        for unit, page in pages
    )
    keep_files((text, page) for text, (_unit, page) in zip(texts, pages, strict=True))
