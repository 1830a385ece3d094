"""A course as its newest drafts stand, as if they were released this moment: what an editor walks through.

Nothing of it is saved: edition and units are rows that never reach the database. Everything on the course's board is in
it, also what nobody has published yet.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from uuid import UUID

from django.utils import timezone
from wagtail.models import Page

from courses.catalogue.blocks import question_ids
from courses.catalogue.models import AssessmentPage, CoursePage, LessonPage, ModulePage
from courses.editions.drafts import Draft, UnitPage, as_unit
from courses.editions.models import Edition
from courses.editions.offering import Contents, grouped
from courses.editions.queries import ReleasedUnit
from courses.editions.rules import Bank, Rules, assessment_rules, lesson_rules
from courses.questions.models import SHOWN, QuestionVersion


@dataclass(frozen=True)
class Rehearsal:
    """``edition.course`` is the course's page as last drafted."""

    edition: Edition
    units: list[ReleasedUnit]

    @cached_property
    def contents(self) -> Contents:
        return Contents(self.edition, grouped(shown.unit for shown in self.units))

    def find(self, unit_key: UUID) -> ReleasedUnit | None:
        return next((shown for shown in self.units if shown.unit.unit_key == unit_key), None)


def rehearse(course: CoursePage, language: str) -> Rehearsal:
    """The texts in ``language`` where they are written in it; a handful of queries for any number of units."""
    below = Page.objects.descendant_of(course, inclusive=True).select_related("latest_revision").order_by("path")
    drafted = _newest(list(below))
    edition = _edition(drafted.pop(course.path))
    modules = {path: page.title for path, page in drafted.items() if isinstance(page, ModulePage)}
    pages = {path: page for path, page in drafted.items() if isinstance(page, LessonPage | AssessmentPage)}
    translated = _translated(course, language, pages.values())
    texts = {path: translated.get(page.translation_key, page) for path, page in pages.items()}
    bank = _bank([*pages.values(), *texts.values()])
    wordings = QuestionVersion.objects.select_related(*SHOWN).in_bulk(bank.versions.values())
    inline = {version.question_id: version for version in wordings.values()}
    units = []
    for position, (path, page) in enumerate(pages.items()):
        draft = Draft(page, [page], modules[path[: -Page.steplen]], _rules(page, texts[path], bank))
        units.append(ReleasedUnit(as_unit(draft, edition, position), language, texts[path], inline))
    return Rehearsal(edition, units)


def _newest(rows: list[Page]) -> dict[str, Page]:
    """By path, what was last written in each; a page without a draft of its own (an alias) is taken as it stands."""
    bare = {
        page.pk: page for page in Page.objects.filter(pk__in=[r.pk for r in rows if not r.latest_revision]).specific()
    }
    return {row.path: bare.get(row.pk) or _written(row) for row in rows}


def _written(row: Page) -> Page:
    return row.specific_class.from_serializable_data(row.latest_revision.content, check_fks=False)


def _edition(course: CoursePage) -> Edition:
    now = timezone.now()
    return Edition(
        course_key=course.translation_key,
        course=course,
        number=0,
        title=course.title,
        hours=course.hours,
        released_at=now,
    )


def _translated(course: CoursePage, language: str, pages: Iterable[UnitPage]) -> dict[UUID, UnitPage]:
    """By unit; none in the course's own language, nor where the translation is only an alias of the original."""
    if language == course.locale.language_code:
        return {}
    keys = [page.translation_key for page in pages]
    rows = Page.objects.filter(translation_key__in=keys, locale__language_code=language, alias_of=None)
    found = _newest(list(rows.select_related("latest_revision")))
    return {page.translation_key: page for page in found.values()}


def _bank(pages: list[UnitPage]) -> Bank:
    inline = [question for page in pages if isinstance(page, LessonPage) for question in question_ids(page.body)]
    return Bank(inline, [page for page in pages if isinstance(page, AssessmentPage)])


def _rules(page: UnitPage, text: UnitPage, bank: Bank) -> Rules:
    if isinstance(page, AssessmentPage):
        return assessment_rules(page, bank)
    return lesson_rules([one for one in (page, text) if isinstance(one, LessonPage)], bank.versions)
