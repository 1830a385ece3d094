"""Reading editions: the newest of a course, and a unit as learners see it."""

import datetime as dt
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import lru_cache
from uuid import UUID

from django.db.models import Count, QuerySet
from wagtail.blocks.stream_block import StreamValue

from courses.catalogue.blocks import QUESTION
from courses.catalogue.models import AssessmentPage, LessonPage
from courses.editions.models import Edition, EditionUnit, UnitKind, UnitText
from courses.questions.models import SHOWN, QuestionVersion

PAGES: dict[str, type[LessonPage | AssessmentPage]] = {
    UnitKind.LESSON: LessonPage,
    UnitKind.ASSESSMENT: AssessmentPage,
}


def latest(course_key: UUID) -> Edition | None:
    return Edition.objects.filter(course_key=course_key).order_by("-number").first()


def units_of(edition: Edition) -> tuple[EditionUnit, ...]:
    """In their order, and not to be changed: they are the same for everybody until words of them are corrected."""
    return _units(edition.pk, edition.course_key, edition.released_at, edition.corrected_at)


@lru_cache(maxsize=256)
def _units(
    edition: int, course_key: UUID, released_at: dt.datetime, corrected_at: dt.datetime | None
) -> tuple[EditionUnit, ...]:
    """Read once; key and moments tell an edition from another that had its number in a database since replaced, and
    from itself before a correction that another process made."""
    return tuple(EditionUnit.objects.filter(edition=edition).select_related("edition").order_by("position"))


@dataclass(frozen=True, slots=True)
class Piece:
    """One block of a lesson: ``block`` to include, or the frozen ``version`` of an inline question to ask."""

    id: str
    block: StreamValue.StreamChild | None = None
    version: QuestionVersion | None = None


@dataclass(frozen=True, slots=True)
class ReleasedUnit:
    """A unit in one language, as it was released.

    ``page`` is made from the revision alone: what has since become of the page in the tree (unpublished, moved)
    changes nothing here, and its place in the tree must not be read from it. ``inline`` is by question id.
    """

    unit: EditionUnit
    language: str
    page: LessonPage | AssessmentPage
    inline: dict[int, QuestionVersion]

    def pieces(self) -> Iterator[Piece]:
        """A lesson's blocks in their order, without a query for its questions."""
        body = self.page.body
        for index, raw in enumerate(body.raw_data):
            if raw["type"] != QUESTION:
                yield Piece(raw["id"], block=body[index])
            elif raw["value"] in self.inline:
                yield Piece(raw["id"], version=self.inline[raw["value"]])


def released_unit(unit: EditionUnit, language: str) -> ReleasedUnit:
    """``unit`` in ``language``, else in the course's own language, else in any; two queries, one without questions.

    A course in several languages none of which is asked for costs two more.
    """
    texts = dict(UnitText.objects.filter(unit=unit).values_list("language", "revision__content"))
    shown = language if language in texts else _fallback(unit, texts)
    page = PAGES[unit.kind].from_serializable_data(texts[shown], check_fks=False)
    return ReleasedUnit(unit, shown, page, _inline(unit))


def _fallback(unit: EditionUnit, languages: Collection[str]) -> str:
    """The course's own language, else any."""
    if not languages:
        raise UnitText.DoesNotExist(f"unit {unit.pk} has no text")
    own = unit.edition.course.locale.language_code if len(languages) > 1 else ""
    return own if own in languages else min(languages)


def _inline(unit: EditionUnit) -> dict[int, QuestionVersion]:
    ids = unit.rules.get("inline", {}).values()
    if not ids:
        return {}
    versions = QuestionVersion.objects.filter(pk__in=list(ids)).select_related(*SHOWN)
    return {version.question_id: version for version in versions}


def history(course_key: UUID) -> QuerySet[Edition]:
    """Every edition of the course, the newest first, with how many units each has."""
    editions = Edition.objects.filter(course_key=course_key).prefetch_related("released_by")
    return editions.annotate(unit_count=Count("units")).order_by("-number")
