"""The course as its editors see it on one page: modules, their lessons and assessments, each with its state.

Reads a fixed number of times, whatever the course has.
"""

import datetime as dt
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from uuid import UUID

from django.db.models import QuerySet
from wagtail.admin.models import EditingSession
from wagtail.models import Page, WorkflowState

from courses.catalogue.models import AssessmentPage, CoursePage, LessonPage, ModulePage
from courses.catalogue.proofreading import Report
from courses.editions.models import Edition, UnitText
from courses.editions.queries import latest
from courses.outline.proofs import proofs_of
from courses.outline.states import State, state_of


@dataclass(slots=True)
class Card:
    """``state`` is None for a published module: it has nothing of its own to release. Places count from 0."""

    page: Page
    place: int
    siblings: int
    state: State | None
    editors: list[str]
    proof: Report | None = None
    children: list["Card"] = field(default_factory=list)

    @property
    def is_lesson(self) -> bool:
        return bool(self.page.specific_class is LessonPage)

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
        return str(revision.user.get_full_name() or revision.user) if revision and revision.user else ""


@dataclass(slots=True)
class Board:
    course: CoursePage
    edition: Edition | None
    modules: list[Card]

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


def board_of(course: CoursePage) -> Board:
    edition = latest(course.translation_key)
    pages = list(_pages(course))
    writer = _Writer(_shown(edition, course), _in_review(pages), _editing(pages), proofs_of(pages))
    below: dict[str, list[Page]] = {}
    for page in pages:
        below.setdefault(page.path[: -Page.steplen], []).append(page)
    modules = [card for card in writer.cards(below.get(course.path, [])) if card.page.specific_class is ModulePage]
    for module in modules:
        module.children = list(writer.cards(below.get(module.page.path, [])))
    return Board(course, edition, modules)


@dataclass(slots=True)
class _Writer:
    shown: dict[UUID, int]
    in_review: set[str]
    editing: dict[str, list[str]]
    proofs: dict[int, Report]

    def cards(self, siblings: list[Page]) -> Iterator[Card]:
        for place, page in enumerate(siblings):
            editors, proof = self.editing.get(str(page.pk), []), self.proofs.get(page.pk)
            yield Card(page, place, len(siblings), self._state(page), editors, proof)

    def _state(self, page: Page) -> State | None:
        if page.specific_class not in (LessonPage, AssessmentPage):
            return None if page.live else State.WRITING
        return state_of(
            live=page.live,
            in_review=str(page.pk) in self.in_review,
            newer_draft=page.has_unpublished_changes,
            shown=self.shown.get(page.translation_key),
            live_revision=page.live_revision_id,
        )


def _pages(course: CoursePage) -> QuerySet[Page]:
    """Without the text of their revisions."""
    pages = Page.objects.descendant_of(course).order_by("path")
    return pages.select_related("latest_revision__user").defer("latest_revision__content")


def _shown(edition: Edition | None, course: CoursePage) -> dict[UUID, int]:
    if edition is None:
        return {}
    texts = UnitText.objects.filter(unit__edition=edition, language=course.locale.language_code)
    return dict(texts.values_list("unit__unit_key", "revision_id"))


def _in_review(pages: list[Page]) -> set[str]:
    """Ids of the pages, as a workflow keeps them."""
    states = WorkflowState.objects.filter(status=WorkflowState.STATUS_IN_PROGRESS, base_content_type__model="page")
    return set(states.filter(object_id__in=_ids(pages)).values_list("object_id", flat=True))


def _editing(pages: list[Page]) -> dict[str, list[str]]:
    """Who has a page open in the editor and has changed it, by page."""
    sessions = EditingSession.objects.available().filter(is_editing=True, object_id__in=_ids(pages))
    found: dict[str, list[str]] = {}
    for session in sessions.filter(content_type__app_label="catalogue").select_related("user").order_by("user_id"):
        names, name = found.setdefault(session.object_id, []), str(session.user.get_full_name() or session.user)
        if name not in names:
            names.append(name)
    return found


def _ids(pages: list[Page]) -> list[str]:
    return [str(page.pk) for page in pages]
