"""What of a course's live text must be put right before learners get it."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _
from wagtail.models import Page

from courses.catalogue.models import LessonPage
from courses.catalogue.proofreading import PLACEHOLDER, Finding, blocking
from courses.editions.changes import ReleasePreview
from courses.editions.drafts import UnitPage
from courses.editions.models import UnitKind
from courses.editions.rules import Rules

# Where Wagtail's editor has the field.
SUMMARY, INTRO, QUESTIONS = "id_summary", "id_intro", "parts-root"


@dataclass(frozen=True, slots=True)
class Problem:
    """``text`` for the editor; ``anchor`` is the place of it in the editor of ``page``, None where no page has it."""

    text: str
    page: Page | None = None
    anchor: str = ""

    def __str__(self) -> str:
        return self.text


def problems(change: ReleasePreview) -> list[Problem]:
    """What has to be put right before the course can be studied, the course's own page first; no query."""
    if not change.course.live:
        text = _("Trang khóa học chưa xuất bản. Hãy xuất bản trang khóa học trước.")
        return [Problem(text, change.course)]
    if not change.units:
        return [Problem(_("Khóa học chưa có bài nào đang xuất bản. Hãy xuất bản học phần và bài học trước."))]
    empty = [unit.page for unit in change.units if unit.kind == UnitKind.ASSESSMENT and not unit.minutes]
    no_questions = _("Bài kiểm tra “%s” chưa có câu hỏi.")
    return [*(Problem(no_questions % page.title, page, QUESTIONS) for page in empty), *_unfinished(change)]


def _unfinished(change: ReleasePreview) -> Iterator[Problem]:
    if PLACEHOLDER in change.course.summary:
        yield Problem(_("Phần tóm tắt của khóa học còn chỗ chưa viết."), change.course, SUMMARY)
    for unit in change.units:
        for page in unit.pages:
            yield from _of_page(page)
        for text in _short_draws(unit.rules):
            yield Problem(f"“{unit.page.title}”: {text}", unit.page, QUESTIONS)


def _of_page(page: UnitPage) -> Iterator[Problem]:
    """Of what a lesson repeats only the first place is told."""
    if isinstance(page, LessonPage):
        found: dict[str, Finding] = {}
        for finding in blocking(page.body.raw_data):
            found.setdefault(finding.text, finding)
        for text, finding in found.items():
            yield Problem(f"“{page.title}”: {text}", page, f"block-{finding.block}-section" if finding.block else "")
    elif PLACEHOLDER in page.intro:
        yield Problem(f"“{page.title}”: {_('Lời dẫn còn chỗ chưa viết.')}", page, INTRO)


def _short_draws(rules: Rules) -> Iterator[str]:
    """Where the bank has fewer questions than a paper is to have of them."""
    for part in rules.get("parts", ()):
        for item in part["items"]:
            wanted, found = item.get("draw", 0), len(item.get("pool", ()))
            if wanted > found:
                words = _("rút %(wanted)d câu nhưng ngân hàng chỉ có %(found)d câu như vậy.")
                yield words % {"wanted": wanted, "found": found}
