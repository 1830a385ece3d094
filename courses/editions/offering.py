"""What the public sees of the courses: their latest editions, found without marks.

A course that was never released is offered to nobody.
"""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery, Sum
from django.http import HttpRequest
from wagtail.models import Site
from wagtail.search.backends import get_search_backend

from courses.catalogue.models import CatalogIndexPage, CoursePage
from courses.catalogue.wording import AUDIENCES, audience_words
from courses.editions.models import Edition, EditionUnit, UnitKind
from mooc.foundation.vietnamese import search_query


@dataclass(frozen=True, slots=True)
class Offer:
    """One card: a live course and its latest edition."""

    course: CoursePage
    edition: Edition
    address: str

    @property
    def audience(self) -> list[str]:
        return audience_words(self.course.audience)


def offers(index: CatalogIndexPage) -> list[Offer]:
    """The released courses right below ``index``, in its order; one query."""
    latest = Edition.objects.filter(course_key=OuterRef("course_key")).order_by("-number").values("pk")[:1]
    below = Q(course__path__startswith=index.path, course__depth=index.depth + 1, course__live=True)
    editions: QuerySet[Edition] = (
        Edition.objects.filter(below, pk=Subquery(latest))
        .select_related("course")
        .annotate(parts=Count("units"), minutes=Sum("units__minutes"))
        .order_by("course__path")
    )
    base = _address(index)
    return [Offer(row.course, row, f"{base}{row.course.slug}/") for row in editions]


def _address(index: CatalogIndexPage) -> str:
    """Without the site's root, as the site's addresses are."""
    return f"/{index.slug}/"


def found(all_offers: list[Offer], query: str, audience: str = "") -> list[Offer]:
    """Those for ``audience`` that hold every word of ``query``, marks and Đ or Ð aside; best first."""
    chosen = [offer for offer in all_offers if not audience or audience in offer.course.audience]
    words = search_query(query)
    if not words:
        return chosen
    if coded := [offer for offer in chosen if search_query(offer.course.code) == words]:
        return coded
    courses = CoursePage.objects.filter(pk__in=[offer.course.pk for offer in chosen])
    ranked = get_search_backend().search(words, courses, operator="and")
    by_page = {offer.course.pk: offer for offer in chosen}
    return [by_page[page.pk] for page in ranked]


def audiences(all_offers: list[Offer]) -> list[tuple[str, str]]:
    """Key and words of every audience some course is for."""
    keys = {key for offer in all_offers for key in offer.course.audience}
    return [(key, str(words)) for key, words in AUDIENCES.items() if key in keys]


def catalogue_of(request: HttpRequest) -> CatalogIndexPage | None:
    """The live catalogue of the request's site; two queries."""
    site = Site.find_for_request(request)
    if site is None:
        return None
    return CatalogIndexPage.objects.live().descendant_of(site.root_page).order_by("path").first()


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
    def lessons(self) -> int:
        return sum(unit.kind == UnitKind.LESSON for unit in self.units)

    @property
    def assessments(self) -> int:
        return sum(unit.kind == UnitKind.ASSESSMENT for unit in self.units)


def contents(course_key: UUID) -> Contents:
    """The latest edition, module by module; one query."""
    newest = Edition.objects.filter(course_key=course_key).order_by("-number").values("pk")[:1]
    units = EditionUnit.objects.filter(edition=Subquery(newest)).select_related("edition").order_by("position")
    modules: list[Module] = []
    for unit in units:
        if not modules or modules[-1].title != unit.module_title:
            modules.append(Module(unit.module_title, []))
        modules[-1].units.append(unit)
    return Contents(modules[0].units[0].edition if modules else None, modules)
