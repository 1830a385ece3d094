"""Correcting the text of what is released, for everyone now.

Each edition that shows the page is judged by its own rules: where what is required or graded differs from the page as
it is now, learners of that edition keep what they have.
"""

from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import Page, Revision

from courses.catalogue.models import LessonPage
from courses.editions.drafts import UnitPage
from courses.editions.keeping import keep_anew
from courses.editions.models import Edition, UnitText
from courses.editions.rules import judges_alike
from mooc.foundation.models import audit


class NotACorrection(Exception):
    """What is required or graded changed, or the page is not released: nothing was corrected."""


@dataclass(frozen=True, slots=True)
class Correction:
    """Editions that show the page now, those that did already among them, and editions ``left`` as they were."""

    corrected: list[Edition]
    left: list[Edition]


def released_texts(page: Page) -> QuerySet[UnitText]:
    """Every text that shows a revision of ``page``: in all editions, and of units that are aliases of it."""
    revisions = page.revisions.values("pk")
    return UnitText.objects.filter(revision__in=revisions).order_by(
        "unit__edition__course_key", "unit__edition__number"
    )


def is_released(page: Page) -> bool:
    return released_texts(page).exists()


def is_released_revision(revision: Revision) -> bool:
    return UnitText.objects.filter(revision=revision).exists()


@transaction.atomic
def correct_unit(*, page: UnitPage, acting_user: Any, reason: str) -> Correction:
    """Show the live text of ``page`` in every edition whose learners are judged as the page says.

    Raises ``NotACorrection`` when there is none; the message is for the editor.
    """
    texts = list(
        released_texts(page)
        .select_for_update(of=("self", "unit"))
        .select_related("unit__edition__course__locale", "revision")
    )
    if not page.live or page.live_revision_id is None or not texts:
        raise NotACorrection(_("Trang chưa được phát hành nên không có gì để sửa cho người đang học."))
    allowed = [text for text in texts if _judged_alike(page, text)]
    if not allowed:
        raise NotACorrection(_("Yêu cầu bắt buộc, cách chấm hoặc câu hỏi đã đổi nên không còn là sửa câu chữ."))
    changed = [text for text in allowed if text.revision_id != page.live_revision_id]
    for text in changed:
        _correct(text, page, acting_user, reason)
    Edition.objects.filter(units__texts__in=changed).update(corrected_at=timezone.now())
    return Correction([text.unit.edition for text in allowed], [t.unit.edition for t in texts if t not in allowed])


def _is_own_language(text: UnitText) -> bool:
    return text.language == text.unit.edition.course.locale.language_code


def _judged_alike(page: UnitPage, text: UnitText) -> bool:
    """A translation is judged by the page in the course's own language; it only must not ask a question of its own."""
    if not _is_own_language(text):
        return not isinstance(page, LessonPage) or judges_alike(page, text.unit.rules)
    return page.required == text.unit.required and judges_alike(page, text.unit.rules)


def _correct(text: UnitText, page: UnitPage, acting_user: Any, reason: str) -> None:
    old = text.revision_id
    text.revision, text.title = page.live_revision, page.title
    text.save(update_fields=["revision", "title"])
    keep_anew(text, page)
    if _is_own_language(text):
        text.unit.title = page.title
        if isinstance(page, LessonPage):
            text.unit.minutes = page.minutes
        text.unit.save(update_fields=["title", "minutes"])
    audit(
        acting_user=acting_user,
        verb="correct",
        subject=text,
        old={"revision": old},
        new={"revision": page.live_revision_id},
        reason=reason,
    )
