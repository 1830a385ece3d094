"""Small worlds, always the same."""

import datetime as dt
import random
from collections.abc import Iterable, Iterator
from itertools import count
from typing import Any
from unittest import mock
from uuid import UUID

from django.utils import timezone
from django.utils.text import slugify
from wagtail.models import AbstractPage, Page, Revision
from wagtail.signals import page_published

from content.pages import actions as founding
from content.pages.models import HomePage
from courses.catalogue.assessment_blocks import asking
from courses.catalogue.editors import found_editors
from courses.catalogue.models import (
    AssessmentPage,
    CatalogIndexPage,
    CoursePage,
    LessonPage,
    ModulePage,
)
from courses.editions.asking import simple_rules
from courses.questions.models import Question, QuestionKind, QuestionVersion
from learners.people.models import Account, Consent, DataPurpose, DataText, Person

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
    """Of somebody who signed in before: she has read the notice about her data."""
    made = Account.objects.create_user(username, "mat-khau-tot-2026", person=of, **extra)
    read = DataText.objects.filter(purpose=DataPurpose.NOTICE).latest("issued_at")
    Consent.objects.create(account=made, text=read, given_at=DAY)
    Account.objects.filter(pk=made.pk).update(created_at=DAY)
    return made


def editor(username: str, **extra: Any) -> Account:
    """Somebody of the group of editors: she may no more than it allows."""
    catalogue()
    made = account(username, is_staff=True, **extra)
    made.groups.add(found_editors())
    return made


def add(parent: Page, page: Any) -> Any:
    """``page`` published below ``parent``, as the editor's form leaves it but for its audit log.

    The rows are written as they are: Wagtail's own actions validate each page three times and look six times at where
    it stands, which was a fifth of what the suite took; tests of editing go through the pages.
    """
    now = timezone.now()
    _place(parent, page)
    page.first_published_at = page.last_published_at = page.latest_revision_created_at = now
    super(AbstractPage, page).save()
    revision = Revision.objects.create(
        content_object=page,
        base_content_type=page.get_base_content_type(),
        created_at=now,
        content=page.serializable_data(),
        object_str=str(page),
    )
    Page.objects.filter(pk=page.pk).update(live_revision=revision, latest_revision=revision)
    page.refresh_from_db()
    page_published.send(sender=type(page), instance=page, revision=revision)
    return page


def _place(parent: Page, page: Any) -> None:
    """The last of its siblings, under a slug none of them has."""
    siblings = Page.objects.filter(depth=parent.depth + 1, path__startswith=parent.path).order_by("path")
    slugs = dict(siblings.values_list("path", "slug"))
    page.depth, page.locale_id, page.draft_title = parent.depth + 1, parent.locale_id, page.title
    page.path = Page(path=list(slugs)[-1])._inc_path() if slugs else Page._get_path(parent.path, page.depth, 1)
    named = page.slug or slugify(page.title, allow_unicode=True)
    page.slug = next(each for each in _numbered(named) if each not in slugs.values())
    page.set_url_path(parent)
    parent.numchild = len(slugs) + 1
    Page.objects.filter(pk=parent.pk).update(numchild=parent.numchild)


def _numbered(slug: str) -> Iterator[str]:
    yield slug
    yield from (f"{slug}-{number}" for number in count(2))


def found_site() -> HomePage:
    """Our first pages in place of Wagtail's greeting, written as ``add`` writes; ``test_founding`` founds truly."""
    with mock.patch.object(founding, "_add", lambda parent, page, _: add(parent, page)):
        return founding.found_site(acting_user=None)


def catalogue() -> CatalogIndexPage:
    home, found = Page.objects.get(depth=2), CatalogIndexPage.objects.first()
    return found or add(home, CatalogIndexPage(title="Khóa học", slug="khoa-hoc"))


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
    made = add(catalogue(), CoursePage(title=title, code="CDS", summary="Tóm tắt", hours=2))
    module = add(made, ModulePage(title="Học phần 1"))
    for number in range(1, lessons + 1):
        lesson(module, f"Bài {number}")
    if assessment:
        page = AssessmentPage(title="Kiểm tra")
        page.parts = asking([question()])
        add(module, page)
    return made


def rules_asking(versions: Iterable[QuestionVersion | int], **simple: Any) -> dict[str, Any]:
    """The rules an edition freezes for an assessment that asks these versions, each for a point."""
    ids = [version if isinstance(version, int) else version.pk for version in versions]
    part = {"title": "", "intro": "", "items": [{"version": pk, "points": 1} for pk in ids]}
    return {**simple_rules(AssessmentPage(**simple)), "parts": [part]}
