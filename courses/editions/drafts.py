"""A course as it stands on its live pages: what a release would freeze.

An **alias** shows another page's content: its revisions are that page's. A translation that is only an alias of the
original (Wagtail makes them to fill a language's tree) is no text of its own.
"""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q
from wagtail.models import Locale, Page, Revision

from courses.catalogue.blocks import question_ids
from courses.catalogue.models import AssessmentPage, CoursePage, LessonPage
from courses.editions.asking import AssessmentRules
from courses.editions.models import Edition, EditionUnit, UnitKind
from courses.editions.rules import Bank, Rules, assessment_rules, lesson_rules

UnitPage = LessonPage | AssessmentPage


@dataclass(frozen=True, slots=True)
class Draft:
    """A unit as it stands on its live page; ``pages`` has it in every language, its course's own first."""

    page: UnitPage
    pages: list[UnitPage]
    module_title: str
    rules: Rules

    @property
    def unit_key(self) -> UUID:
        return self.page.translation_key

    @property
    def kind(self) -> str:
        return UnitKind.LESSON if isinstance(self.page, LessonPage) else UnitKind.ASSESSMENT

    @property
    def minutes(self) -> int:
        """Of an assessment the time it allows, or two minutes a question."""
        if isinstance(self.page, LessonPage):
            return self.page.minutes
        asked = AssessmentRules.of(self.rules)
        return (asked.time_limit or 2 * asked.size) if asked.size else 0


def as_unit(draft: Draft, edition: Edition, position: int) -> EditionUnit:
    """The row that freezes ``draft`` in ``edition``; not saved."""
    return EditionUnit(
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


def own_language(course: CoursePage) -> CoursePage:
    """The page a course is released from: that of its editions, else the one in the site's language, else itself."""
    pages = CoursePage.objects.filter(translation_key=course.translation_key)
    released = pages.filter(editions__isnull=False).first()
    return released or pages.filter(locale=Locale.get_default()).first() or course


def drafts(course: CoursePage) -> list[Draft]:
    """The live units of ``course`` in the order of the tree; a handful of queries for any number of them."""
    modules = dict(course.get_children().live().values_list("path", "title"))
    lessons, assessments = _by_unit(course, LessonPage, modules), _by_unit(course, AssessmentPage, modules)
    inline = {question for pages in lessons for page in pages for question in question_ids(page.body)}
    bank = Bank(inline, [pages[0] for pages in assessments])
    rules = [lesson_rules(pages, bank.versions) for pages in lessons]
    rules += [assessment_rules(pages[0], bank) for pages in assessments]
    found = [
        Draft(pages[0], pages, modules[_parent_path(pages[0])], judged)
        for pages, judged in zip([*lessons, *assessments], rules, strict=True)
    ]
    return sorted(found, key=lambda draft: draft.page.path)


def _by_unit(course: CoursePage, model: type[UnitPage], modules: dict[str, str]) -> list[list[UnitPage]]:
    """The pages of each unit in the live ``modules``, the course's own language first."""
    here = model.objects.descendant_of(course).live().values("translation_key")
    everywhere = model.objects.live().filter(translation_key__in=here).select_related("locale", "alias_of")
    units: dict[UUID, list[UnitPage]] = {}
    for page in everywhere.order_by("path"):
        pages = units.setdefault(page.translation_key, [])
        if _parent_path(page) in modules:
            pages.insert(0, page)
        elif page.locale_id != course.locale_id and page.alias_of_id is None:
            pages.append(page)
    return [pages for pages in units.values() if pages and _parent_path(pages[0]) in modules]


def _parent_path(page: Page) -> str:
    return page.path[: -Page.steplen]


@dataclass(frozen=True, slots=True)
class Unpublished:
    """A page whose newest writing is not published."""

    page_id: int
    title: str


def waiting(course: CoursePage) -> list[Unpublished]:
    """The course's pages that a release leaves out, or shows as they were before their newest draft."""
    unpublished = course.get_descendants(inclusive=True).filter(Q(live=False) | Q(has_unpublished_changes=True))
    found = unpublished.order_by("path").values_list("pk", "draft_title")
    return [Unpublished(pk, title) for pk, title in found]


def origin(page: Page) -> Page:
    """The page whose revisions ``page`` shows: itself, or what it is an alias of."""
    while page.alias_of_id is not None:
        page = page.alias_of
    return page


def live_revision_id(page: Page) -> int | None:
    """None for a page that was made without a revision."""
    return origin(page).live_revision_id


def pinned_revision(page: Page) -> int:
    """The revision to release ``page`` with; one made without is given one, leaving its newest draft alone."""
    source = origin(page)
    if source.live_revision_id is None:
        source = source.specific
        revision = Revision(
            content_object=source,
            base_content_type=source.get_base_content_type(),
            content=source.serializable_data(),
            object_str=str(source),
        )
        revision.save()
        newest = {} if source.latest_revision_id else {"latest_revision": revision}
        Page.objects.filter(pk=source.pk).update(live_revision=revision, **newest)
        return revision.pk
    return source.live_revision_id
