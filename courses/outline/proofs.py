"""What the newest writing of each lesson of a course looks like to a proofreader."""

import json
from collections.abc import Iterable
from typing import Any

from wagtail.models import Page, Revision

from courses.catalogue.block_text import Raw
from courses.catalogue.models import LessonPage
from courses.catalogue.proofreading import Report
from courses.catalogue.weighing import reports


def proofs_of(pages: Iterable[Page]) -> dict[int, Report]:
    """By page, of the lessons among them; two queries for any number of them."""
    lessons = {page.latest_revision_id: page.pk for page in pages if page.specific_class is LessonPage}
    written = Revision.objects.filter(pk__in=[pk for pk in lessons if pk]).values_list("pk", "content")
    return reports({lessons[pk]: _written(content) for pk, content in written})


def proof_of(page: LessonPage) -> Report:
    """Of one lesson as it was last saved, by its writer or by the editor itself."""
    newest: LessonPage = page.get_latest_revision_as_object()
    return reports({page.pk: (newest.body.raw_data, newest.minutes)})[page.pk]


def _written(content: dict[str, Any]) -> tuple[Raw, int]:
    return json.loads(content["body"]), content["minutes"]
