"""Writing one checked course into the tree: what differs is published, what does not is not touched."""

from dataclasses import dataclass, field
from typing import Any

from wagtail.models import Page

from courses.catalogue.assessment_blocks import asking, fixed_questions
from courses.catalogue.loading import ASSESSMENT_SLUG, CourseEntry, LessonEntry, ModuleEntry, QuestionEntry
from courses.catalogue.models import (
    AssessmentPage,
    CatalogIndexPage,
    CoursePage,
    LessonPage,
    ModulePage,
)
from courses.questions.actions import save_version
from courses.questions.models import Question


@dataclass(slots=True)
class Loaded:
    """What a file did: its courses, in its order, and how many pages and questions are new, changed, left over.

    Pages are left over when they are in a course of the file but not in the file; they stay as they are.
    """

    courses: list[CoursePage] = field(default_factory=list)
    pages_new: int = 0
    pages_changed: int = 0
    questions_new: int = 0
    questions_changed: int = 0
    left_over: list[str] = field(default_factory=list)


class CourseWriter:
    def __init__(self, loaded: Loaded, pass_percent: int, acting_user: Any) -> None:
        self.loaded, self.pass_percent, self.acting_user = loaded, pass_percent, acting_user

    def write(self, index: CatalogIndexPage, entry: CourseEntry) -> CoursePage:
        found = CoursePage.objects.child_of(index).filter(code=entry.code).first()
        page = found or CoursePage(code=entry.code)
        names = ("slug", "title", "summary", "hours", "audience", "competences", "law_refs")
        wanted = {name: getattr(entry, name) for name in names}
        self._publish(index, page, wanted)
        modules = {module.slug: module for module in ModulePage.objects.child_of(page)}
        self._arrange(page, [self._module(page, modules.get(module.slug), module) for module in entry.modules])
        return page

    def _module(self, course: CoursePage, found: ModulePage | None, entry: ModuleEntry) -> int:
        module = found or ModulePage(slug=entry.slug)
        self._publish(course, module, {"title": entry.title})
        units = {page.slug: page for page in module.get_children().specific()}
        written = [self._lesson(module, units.get(lesson.slug), lesson) for lesson in entry.lessons]
        if entry.questions:
            written.append(self._assessment(module, units.get(ASSESSMENT_SLUG), entry))
        self._arrange(module, written)
        return module.pk

    def _lesson(self, module: ModulePage, found: Page | None, entry: LessonEntry) -> int:
        page = found or LessonPage(slug=entry.slug)
        body = [{"type": name, "value": value} for name, value in entry.blocks]
        wanted: dict[str, Any] = {"title": entry.title, "minutes": entry.minutes}
        if found is None or _raw(page) != body:
            wanted["body"] = LessonPage.body.field.to_python(body)
        self._publish(module, page, wanted)
        return page.pk

    def _assessment(self, module: ModulePage, found: Page | None, entry: ModuleEntry) -> int:
        questions = [self._question(question) for question in entry.questions]
        page = found or AssessmentPage(slug=ASSESSMENT_SLUG)
        wanted: dict[str, Any] = {"title": f"Kiểm tra: {entry.title}", "pass_percent": self.pass_percent}
        if fixed_questions(page.parts) != [question.pk for question in questions]:
            wanted["parts"] = asking(questions)
        self._publish(module, page, wanted)
        return page.pk

    def _question(self, entry: QuestionEntry) -> Question:
        question, is_new = Question.objects.get_or_create(source_key=entry.key, defaults={"kind": entry.kind})
        if question.competence != entry.competence:
            question.competence = entry.competence
            question.save(update_fields=["competence"])
        before = question.current_id
        version = save_version(
            question=question,
            prompt=entry.prompt,
            data=entry.data,
            explanation=entry.explanation,
            acting_user=self.acting_user,
        )
        self.loaded.questions_new += is_new
        self.loaded.questions_changed += not is_new and version.pk != before
        return question

    def _publish(self, parent: Page, page: Page, wanted: dict[str, Any]) -> None:
        """Write ``wanted`` onto ``page`` and publish it as a new revision, if it differs or is not live."""
        differing = {name: value for name, value in wanted.items() if getattr(page, name) != value}
        if page.pk and page.live and not differing:
            return
        for name, value in differing.items():
            setattr(page, name, value)
        if page.pk:
            self.loaded.pages_changed += 1
        else:
            self.loaded.pages_new += 1
            parent.add_child(instance=page)
        page.save_revision(user=self.acting_user).publish(user=self.acting_user)

    def _arrange(self, parent: Page, wanted: list[int]) -> None:
        """The order of the file is the order of the tree; what is left over comes last."""
        children = parent.get_children().order_by("path")
        actual, titles = [page.pk for page in children], {page.pk: page.title for page in children if page.live}
        left = [pk for pk in actual if pk not in wanted]
        self.loaded.left_over += [f"{titles[pk]} ({parent.title})" for pk in left if pk in titles]
        if [pk for pk in actual if pk in wanted] == wanted:
            return
        for pk in wanted + left:
            Page.objects.get(pk=pk).move(Page.objects.get(pk=parent.pk), pos="last-child", user=self.acting_user)


def _raw(page: LessonPage) -> list[dict[str, Any]]:
    """The body as it is stored, without the ids of its blocks."""
    return [{"type": block["type"], "value": block["value"]} for block in page.body.raw_data]
