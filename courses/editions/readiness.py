"""What of a course's live text must be put right before learners get it."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from courses.catalogue.models import LessonPage
from courses.catalogue.proofreading import PLACEHOLDER, blocking
from courses.editions.changes import ReleasePreview
from courses.editions.drafts import UnitPage
from courses.editions.rules import Rules


def unfinished(change: ReleasePreview) -> Iterator[str]:
    """In words for the editor, the course's own page first; no query."""
    if PLACEHOLDER in change.course.summary:
        yield _("Phần tóm tắt của khóa học còn chỗ chưa viết.")
    for unit in change.units:
        for page in unit.pages:
            for text in dict.fromkeys(_of_page(page)):
                yield f"“{page.title}”: {text}"
        for text in _short_draws(unit.rules):
            yield f"“{unit.page.title}”: {text}"


def _short_draws(rules: Rules) -> Iterator[str]:
    """Where the bank has fewer questions than a paper is to have of them."""
    for part in rules.get("parts", ()):
        for item in part["items"]:
            wanted, found = item.get("draw", 0), len(item.get("pool", ()))
            if wanted > found:
                words = _("rút %(wanted)d câu nhưng ngân hàng chỉ có %(found)d câu như vậy.")
                yield words % {"wanted": wanted, "found": found}


def _of_page(page: UnitPage) -> Iterator[str]:
    if isinstance(page, LessonPage):
        yield from (finding.text for finding in blocking(page.body.raw_data))
    elif PLACEHOLDER in page.intro:
        yield _("Lời dẫn còn chỗ chưa viết.")
