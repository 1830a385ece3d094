"""What the public sees of the courses: their latest editions, found without marks.

A course that was never released is offered to nobody.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, QuerySet, Subquery
from wagtail.models import Page
from wagtail.search.backends import get_search_backend

from content.pages.serving import restricted
from courses.catalogue.models import CatalogIndexPage, CoursePage
from courses.catalogue.wording import AUDIENCES, audience_words
from courses.editions.models import Edition, EditionUnit, UnitKind
from mooc.foundation.vietnamese import search_query

# The address of the catalogue and of its courses, below the site's root.
CATALOGUE = "khoa-hoc"


@dataclass(frozen=True, slots=True)
class Offer:
    """One card: a live course and its latest edition."""

    course: CoursePage
    edition: Edition
    address: str

    @property
    def audience(self) -> list[str]:
        return audience_words(self.course.audience)


def released() -> QuerySet[CoursePage]:
    return CoursePage.objects.filter(Exists(Edition.objects.filter(course_key=OuterRef("translation_key"))))


def offers(above: Page, root: Page) -> list[Offer]:
    """The released courses below ``above`` that are for everybody, in their order; one query.

    ``root`` is the home page of the site whose addresses they get.
    """
    latest = Edition.objects.filter(course_key=OuterRef("course_key")).order_by("-number").values("pk")[:1]
    open_courses = CoursePage.objects.live().descendant_of(above).exclude(restricted())
    editions: QuerySet[Edition] = (
        Edition.objects.filter(pk=Subquery(latest), course__in=open_courses)
        .select_related("course")
        .annotate(parts=Count("units"))
        .order_by("course__path")
    )
    return [Offer(row.course, row, "/" + row.course.url_path.removeprefix(root.url_path)) for row in editions]


def found(all_offers: list[Offer], query: str, audience: str = "") -> list[Offer]:
    """Those for ``audience`` that hold every word of ``query``, marks and Đ or Ð aside; best first.

    A course's code finds that course alone.
    """
    chosen = [offer for offer in all_offers if not audience or audience in offer.course.audience]
    words = search_query(query)
    if not words:
        return chosen
    if coded := [offer for offer in chosen if search_query(offer.course.code) == words]:
        return coded
    courses = CoursePage.objects.filter(pk__in=[offer.course.pk for offer in chosen])
    by_page = {offer.course.pk: offer for offer in chosen}
    return [by_page[page.pk] for page in get_search_backend().autocomplete(words, courses, operator="and")]


def audiences(all_offers: list[Offer]) -> list[tuple[str, str]]:
    """Key and words of every audience some course is for."""
    keys = {key for offer in all_offers for key in offer.course.audience}
    return [(key, str(words)) for key, words in AUDIENCES.items() if key in keys]


@dataclass(frozen=True, slots=True)
class Shown:
    """The catalogue as one reader asked for it."""

    offers: list[Offer]
    audiences: list[tuple[str, str]]
    query: str
    audience: str

    @property
    def audience_words(self) -> str:
        return ", ".join(audience_words([self.audience]))


def shown(index: CatalogIndexPage, root: Page, query: str, audience: str) -> Shown:
    """An ``audience`` nobody knows narrows nothing."""
    all_offers = offers(index, root)
    if audience not in AUDIENCES:
        audience = ""
    return Shown(found(all_offers, query, audience), audiences(all_offers), query, audience)


@dataclass(frozen=True, slots=True)
class Module:
    title: str
    units: list[EditionUnit]


@dataclass(frozen=True, slots=True)
class Contents:
    """What a course consists of; ``edition`` None for one that was never released."""

    edition: Edition | None
    modules: list[Module]

    @property
    def units(self) -> list[EditionUnit]:
        return [unit for module in self.modules for unit in module.units]

    @property
    def minutes(self) -> int:
        return sum(unit.minutes for unit in self.units)

    @property
    def lesson_units(self) -> list[EditionUnit]:
        return [unit for unit in self.units if unit.kind == UnitKind.LESSON]

    @property
    def lessons(self) -> int:
        return len(self.lesson_units)

    @property
    def assessments(self) -> int:
        return sum(unit.kind == UnitKind.ASSESSMENT for unit in self.units)


def contents(course_key: UUID) -> Contents:
    """The latest edition, module by module; one query."""
    newest = Edition.objects.filter(course_key=course_key).order_by("-number").values("pk")[:1]
    units = EditionUnit.objects.filter(edition=Subquery(newest)).select_related("edition").order_by("position")
    modules = grouped(units)
    return Contents(modules[0].units[0].edition if modules else None, modules)


def grouped(units: Iterable[EditionUnit]) -> list[Module]:
    """Units in their order, module by module."""
    modules: list[Module] = []
    for unit in units:
        if not modules or modules[-1].title != unit.module_title:
            modules.append(Module(unit.module_title, []))
        modules[-1].units.append(unit)
    return modules
