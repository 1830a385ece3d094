"""The course as its editors see it on one page: modules, their lessons and assessments, each with its state.

Reads a fixed number of times, whatever the course has.
"""

import datetime as dt
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from wagtail.admin.models import EditingSession
from wagtail.models import Page

from courses.catalogue.models import AssessmentPage, CoursePage, LessonPage, ModulePage
from courses.catalogue.proofreading import Report
from courses.editions.models import Edition, PlannedRelease, UnitText
from courses.editions.queries import latest
from courses.editions.scheduling import last_plan
from courses.outline.moderating import submittable
from courses.outline.proofs import proofs_of
from courses.outline.reviews import Review, name_of, open_comments, reviews_of
from courses.outline.states import State, state_of


@dataclass(slots=True)
class Card:
    """``state`` is None for a published page with nothing of its own to release. Places count from 0."""

    page: Page
    place: int
    siblings: int
    state: State | None
    editors: list[str]
    proof: Report | None = None
    review: Review | None = None
    comments: int = 0
    may_submit: bool = False
    children: list["Card"] = field(default_factory=list)

    @property
    def is_lesson(self) -> bool:
        return bool(self.page.specific_class is LessonPage)

    @property
    def is_as_released(self) -> bool:
        """Nothing to tell of when it was changed: a part as learners have it, or a module with no newer draft."""
        return self.state is State.RELEASED or (self.state is None and not self.page.has_unpublished_changes)

    @property
    def is_first(self) -> bool:
        return self.place == 0

    @property
    def is_last(self) -> bool:
        return self.place == self.siblings - 1

    @property
    def changed_at(self) -> dt.datetime | None:
        return self.page.latest_revision_created_at

    @property
    def changed_by(self) -> str:
        revision = self.page.latest_revision
        return name_of(revision.user) if revision else ""


@dataclass(slots=True)
class Board:
    course: CoursePage
    edition: Edition | None
    plan: PlannedRelease | None
    top: Card
    modules: list[Card]

    @property
    def cards(self) -> list[Card]:
        return [self.top, *(card for module in self.modules for card in (module, *module.children))]

    @property
    def to_submit(self) -> int:
        return sum(card.may_submit for card in self.cards)

    @property
    def to_decide(self) -> int:
        return sum(bool(card.review and card.review.may_decide) for card in self.cards)

    @property
    def counts(self) -> list[tuple[State, int]]:
        """How many lessons and assessments are in each state that occurs."""
        found = Counter(unit.state for module in self.modules for unit in module.children)
        return [(state, found[state]) for state in State if found[state]]

    @property
    def to_mend(self) -> int:
        """How many lessons have something that keeps the course from being released."""
        units = [unit for module in self.modules for unit in module.children]
        return sum(bool(unit.proof and unit.proof.blocking) for unit in units)

    @property
    def units(self) -> int:
        return sum(len(module.children) for module in self.modules)


def board_of(course: CoursePage, user: Any) -> Board:
    """As ``user`` sees it: she is told what waits for her."""
    edition = latest(course.translation_key)
    pages = list(_pages(course))
    writer = _Writer(
        shown=_shown(edition, course),
        reviews=reviews_of(pages, user),
        editing=_editing(pages),
        proofs=proofs_of(pages),
        comments=open_comments(pages),
        submittable=submittable(pages, course, user),
    )
    below: dict[str, list[Page]] = {}
    for page in pages:
        below.setdefault(page.path[: -Page.steplen], []).append(page)
    modules = [card for card in writer.cards(below.get(course.path, [])) if card.page.specific_class is ModulePage]
    for module in modules:
        module.children = list(writer.cards(below.get(module.page.path, [])))
    return Board(course, edition, last_plan(course, edition), next(writer.cards(pages[:1])), modules)


@dataclass(slots=True)
class _Writer:
    shown: dict[UUID, int]
    reviews: dict[int, Review]
    editing: dict[str, list[str]]
    proofs: dict[int, Report]
    comments: Counter[int]
    submittable: set[int]

    def cards(self, siblings: list[Page]) -> Iterator[Card]:
        for place, page in enumerate(siblings):
            review = self.reviews.get(page.pk)
            yield Card(
                page=page,
                place=place,
                siblings=len(siblings),
                state=self._state(page, review),
                editors=self.editing.get(str(page.pk), []),
                proof=self.proofs.get(page.pk),
                review=review,
                comments=self.comments[page.pk],
                may_submit=page.pk in self.submittable and not (review and review.is_waiting),
            )

    def _state(self, page: Page, review: Review | None) -> State | None:
        is_unit = page.specific_class in (LessonPage, AssessmentPage)
        if not is_unit and not review and page.live:
            return None
        return state_of(
            live=page.live,
            in_review=bool(review and review.is_waiting),
            returned=bool(review and not review.is_waiting),
            newer_draft=page.has_unpublished_changes,
            shown=self.shown.get(page.translation_key),
            live_revision=page.live_revision_id,
        )


def _pages(course: CoursePage) -> QuerySet[Page]:
    """The course's own first; without the text of their revisions."""
    pages = Page.objects.descendant_of(course, inclusive=True).order_by("path")
    return pages.select_related("latest_revision__user__person").defer("latest_revision__content")


def _shown(edition: Edition | None, course: CoursePage) -> dict[UUID, int]:
    if edition is None:
        return {}
    texts = UnitText.objects.filter(unit__edition=edition, language=course.locale.language_code)
    return dict(texts.values_list("unit__unit_key", "revision_id"))


def _editing(pages: list[Page]) -> dict[str, list[str]]:
    """Who has a page open in the editor and has changed it, by page."""
    sessions = EditingSession.objects.available().filter(is_editing=True, object_id__in=_ids(pages))
    found: dict[str, list[str]] = {}
    for session in (
        sessions.filter(content_type__app_label="catalogue").select_related("user__person").order_by("user_id")
    ):
        names, name = found.setdefault(session.object_id, []), name_of(session.user)
        if name not in names:
            names.append(name)
    return found


def _ids(pages: list[Page]) -> list[str]:
    return [str(page.pk) for page in pages]
