"""Loading a file of courses into pages and questions."""

from pathlib import Path
from typing import Any

from django.db import transaction
from wagtail.models import Page

from content.pages.actions import found_site
from courses.catalogue.checking import Errors
from courses.catalogue.loading import ASSESSMENT_SLUG, CourseEntry, read
from courses.catalogue.models import AssessmentPage, CatalogIndexPage, CoursePage, LessonPage
from courses.catalogue.writing import CourseWriter, Loaded
from courses.questions.models import Question
from mooc.foundation.located import FileErrors

__all__ = ["Loaded", "found_catalogue", "load_catalogue"]


def load_catalogue(*, path: Path, acting_user: Any) -> Loaded:
    """Load a checked file, or raise ``FileErrors`` and load nothing. It publishes; it does not release.

    A course is found again by its code, a module or lesson by its address, a question by its id. Each course is one
    short transaction: a load that was interrupted is finished by loading again.
    """
    entries = read(path)
    index = found_catalogue(acting_user=acting_user)
    if clashes := [error for entry in entries.courses for error in _clashes(index, entry)]:
        raise FileErrors(clashes)
    loaded = Loaded()
    writer = CourseWriter(loaded, entries.pass_percent, acting_user)
    for entry in entries.courses:
        with transaction.atomic():
            loaded.courses.append(writer.write(index, entry))
    return loaded


@transaction.atomic
def found_catalogue(*, acting_user: Any) -> CatalogIndexPage:
    """The catalogue under the site's home page; both are made when they are missing."""
    home = found_site(acting_user=acting_user)
    found = CatalogIndexPage.objects.child_of(home).first()
    if found is not None:
        return found
    page = CatalogIndexPage(title="Khóa học", slug="khoa-hoc", show_in_menus=True)
    home.add_child(instance=page)
    page.save_revision(user=acting_user).publish(user=acting_user)
    return CatalogIndexPage.objects.get(pk=page.pk)


def _clashes(index: CatalogIndexPage, entry: CourseEntry) -> Errors:
    """What the file wants and the site already uses for something else."""
    errors: Errors = []
    taken = CoursePage.objects.child_of(index).filter(slug=entry.slug).exclude(code=entry.code).first()
    if taken is not None:
        errors.append((entry.line, f"địa chỉ '{entry.slug}' đang thuộc khóa học mã {taken.code}"))
    asked = {question.key: question for module in entry.modules for question in module.questions}
    for found in Question.objects.filter(source_key__in=asked):
        question = asked[str(found.source_key)]
        if found.kind != question.kind:
            errors.append((question.line, f"câu hỏi {question.key} trong ngân hàng thuộc loại {found.kind}"))
    course = CoursePage.objects.child_of(index).filter(code=entry.code).first()
    return errors + (_other_kinds(course, entry) if course else [])


def _other_kinds(course: CoursePage, entry: CourseEntry) -> Errors:
    """Addresses at which the course has a page of another kind than the file says."""
    pages = Page.objects.descendant_of(course).specific()
    kinds = {page.url_path.removeprefix(course.url_path): type(page) for page in pages}
    wanted = [
        (f"{module.slug}/{lesson.slug}/", LessonPage, lesson.line)
        for module in entry.modules
        for lesson in module.lessons
    ]
    wanted += [(f"{m.slug}/{ASSESSMENT_SLUG}/", AssessmentPage, m.line) for m in entry.modules if m.questions]
    return [
        (line, f"địa chỉ '{path}' đang thuộc một trang loại khác")
        for path, kind, line in wanted
        if kinds.get(path, kind) is not kind
    ]
