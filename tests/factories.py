"""Small worlds, always the same."""

import datetime as dt
import random
from typing import Any
from uuid import UUID

from django.contrib.auth.models import Group, Permission
from wagtail.models import GroupPagePermission, Page

from courses.catalogue.models import (
    AssessmentPage,
    AssessmentQuestion,
    CatalogIndexPage,
    CoursePage,
    LessonPage,
    ModulePage,
)
from courses.questions.models import Question, QuestionKind, QuestionVersion
from learners.people.models import Account, Person

DAY = dt.datetime(2026, 11, 2, 1, 0, tzinfo=dt.UTC)


def at(days: float) -> dt.datetime:
    """A moment ``days`` after the first day of the tests' world."""
    return DAY + dt.timedelta(days=days)


def dice(seed: int) -> random.Random:
    return random.Random(seed)


def uuid_of(source: random.Random) -> UUID:
    return UUID(int=source.getrandbits(128), version=4)


def person(full_name: str = "Nguyễn Thị Lan", **extra: Any) -> Person:
    return Person.objects.create(full_name=full_name, **extra)


def account(username: str, *, of: Person | None = None, **extra: Any) -> Account:
    return Account.objects.create_user(username, "mat-khau-tot-2026", person=of, **extra)


def editor(username: str, **extra: Any) -> Account:
    """Somebody who edits and publishes courses and questions: no more than her group allows."""
    made, group = account(username, is_staff=True, **extra), editors()
    made.groups.add(group)
    return made


def editors() -> Group:
    group, is_new = Group.objects.get_or_create(name="Ban biên tập khóa học")
    if is_new:
        may = Permission.objects.filter(codename__in=["access_admin", "add_question", "change_question"])
        group.permissions.set(may)
        home = Page.objects.get(depth=2)
        for verb in ("add", "change", "publish"):
            permission = Permission.objects.get(content_type__app_label="wagtailcore", codename=f"{verb}_page")
            GroupPagePermission.objects.create(group=group, page=home, permission=permission)
    return group


def add(parent: Page, page: Any) -> Any:
    parent.add_child(instance=page)
    page.save_revision().publish()
    page.refresh_from_db()
    return page


def lesson(module: ModulePage, title: str, **extra: Any) -> LessonPage:
    body = [("text", f"<p>Nội dung của {title}.</p>")]
    return add(module, LessonPage(title=title, body=body, **extra))


def question(prompt: str = "Ngày Chuyển đổi số quốc gia?", correct: int = 0) -> Question:
    made = Question.objects.create(kind=QuestionKind.SINGLE)
    data = {"choices": ["Ngày 10 tháng 10", "Ngày 2 tháng 9"], "correct": correct}
    made.current = QuestionVersion.objects.create(question=made, number=1, prompt=prompt, data=data)
    made.save()
    return made


def course(title: str = "Chuyển đổi số cơ bản", lessons: int = 2, assessment: bool = True) -> CoursePage:
    """One module with ``lessons`` lessons and, unless told otherwise, an assessment of one question."""
    home = Page.objects.get(depth=2)
    catalogue = CatalogIndexPage.objects.first() or add(home, CatalogIndexPage(title="Khóa học", slug="khoa-hoc"))
    made = add(catalogue, CoursePage(title=title, code="CDS", summary="Tóm tắt", hours=2))
    module = add(made, ModulePage(title="Học phần 1"))
    for number in range(1, lessons + 1):
        lesson(module, f"Bài {number}")
    if assessment:
        page = AssessmentPage(title="Kiểm tra")
        page.questions = [AssessmentQuestion(question=question())]
        add(module, page)
    return made
