"""Beginning a course: empty, from a skeleton, or as a copy of another. Whatever is made is a draft, seen by editors.

A **copy** is another course: each of its pages is another unit with a ``translation_key`` of its own, so nothing that
was learned in one counts in the other. It takes the newest writing of each page in the course's own language, and asks
the same questions of the bank. Releases, enrolments, results and translations stay with the original.
"""

from decimal import Decimal
from typing import Any

from django.db import transaction
from wagtail.log_actions import log
from wagtail.models import Page

from courses.beginning.skeletons import PlannedModule, Skeleton
from courses.catalogue.checking import slug_of
from courses.catalogue.loading import ASSESSMENT_SLUG
from courses.catalogue.models import AssessmentPage, CatalogIndexPage, CoursePage, LessonPage, ModulePage
from mooc.foundation.models import audit


@transaction.atomic
def begin_course(
    *, catalogue: CatalogIndexPage, title: str, code: str, skeleton: Skeleton | None, acting_user: Any
) -> CoursePage:
    """A course with the parts of ``skeleton``, or with none."""
    hours = skeleton.hours if skeleton else Decimal(1)
    summary = "[Viết: một hai câu giới thiệu, người học đọc trước khi ghi danh.]"
    course = CoursePage(title=title, code=code, hours=hours, summary=summary, slug=free_slug(catalogue, title))
    _add(catalogue, course, acting_user)
    for module in skeleton.modules if skeleton else ():
        _write_module(course, module, acting_user)
    new = {"title": title, "code": code, "skeleton": skeleton.key if skeleton else None}
    audit(acting_user=acting_user, verb="begin_course", subject=course, new=new)
    return course


@transaction.atomic
def copy_course(
    *, source: CoursePage, catalogue: CatalogIndexPage, title: str, code: str, acting_user: Any
) -> CoursePage:
    changes = {"title": title, "draft_title": title, "code": code, "slug": free_slug(catalogue, title)}
    course = _copy(source, catalogue, acting_user, changes)
    pages = 1 + _copy_below(source, course, acting_user)
    new = {"title": title, "code": code, "source": source.pk, "pages": pages}
    audit(acting_user=acting_user, verb="copy_course", subject=course, new=new)
    return CoursePage.objects.get(pk=course.pk)


def _copy_below(source: Page, target: Page, acting_user: Any) -> int:
    count = 0
    for child in source.get_children().order_by("path"):
        made = _copy(child, target, acting_user)
        count += 1 + _copy_below(child, made, acting_user)
    return count


def _copy(source: Page, target: Page, acting_user: Any, changes: dict[str, Any] | None = None) -> Page:
    newest = source.get_latest_revision_as_object()
    return newest.copy(
        to=target,
        update_attrs=changes,
        copy_revisions=False,
        keep_live=False,
        reset_translation_key=True,
        user=acting_user,
    )


def _write_module(course: CoursePage, planned: PlannedModule, acting_user: Any) -> None:
    module = _add(course, ModulePage(title=planned.title, slug=free_slug(course, planned.title)), acting_user)
    for lesson in planned.lessons:
        body = LessonPage.body.field.to_python([{"type": name, "value": value} for name, value in lesson.blocks])
        page = LessonPage(title=lesson.title, minutes=lesson.minutes, slug=free_slug(module, lesson.title), body=body)
        _add(module, page, acting_user)
    if planned.assessment:
        title, intro = planned.assessment
        _add(module, AssessmentPage(title=title, intro=intro, slug=ASSESSMENT_SLUG), acting_user)


def _add(parent: Page, page: Any, acting_user: Any) -> Any:
    page.live, page.owner = False, acting_user
    parent.add_child(instance=page)
    page.save_revision(user=acting_user)
    log(instance=page, action="wagtail.create", user=acting_user, content_changed=True)
    return page


def free_slug(parent: Page, title: str) -> str:
    """The title's own, or with the first number that is free."""
    taken = set(parent.get_children().values_list("slug", flat=True))
    wanted = slug_of(title) or slug_of("Khóa học")
    return next(slug for n in range(1, len(taken) + 2) if (slug := wanted if n == 1 else f"{wanted}-{n}") not in taken)
