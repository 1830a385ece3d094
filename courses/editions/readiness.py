"""What of a course's live text must be put right before learners get it."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from courses.catalogue.models import LessonPage
from courses.catalogue.proofreading import PLACEHOLDER, blocking
from courses.editions.changes import ReleasePreview
from courses.editions.drafts import UnitPage


def unfinished(change: ReleasePreview) -> Iterator[str]:
    """In words for the editor, the course's own page first; no query."""
    if PLACEHOLDER in change.course.summary:
        yield _("Phần tóm tắt của khóa học còn chỗ chưa viết.")
    for unit in change.units:
        for page in unit.pages:
            for text in dict.fromkeys(_of_page(page)):
                yield f"“{page.title}”: {text}"


def _of_page(page: UnitPage) -> Iterator[str]:
    if isinstance(page, LessonPage):
        yield from (finding.text for finding in blocking(page.body.raw_data))
    elif PLACEHOLDER in page.intro:
        yield _("Lời dẫn còn chỗ chưa viết.")
