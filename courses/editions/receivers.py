"""What the catalogue does when a course is released."""

from typing import Any

from django.db import transaction
from wagtail.search.index import insert_or_update_object

from courses.editions.models import Edition


def index_course(edition: Edition, **kwargs: Any) -> None:
    """A course is found by the titles of its lessons, which may be newer than the course's own page."""
    transaction.on_commit(lambda: insert_or_update_object(edition.course))
