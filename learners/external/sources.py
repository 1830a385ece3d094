"""Other platforms: each with an authority of its own in the statement log."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID, uuid4

from django.conf import settings
from django.db import transaction
from django.utils.text import slugify

from learners.external.models import Import, Source, SourceCourse
from mooc.foundation.models import audit
from mooc.foundation.vietnamese import fold, without_marks
from xapi.models import Authority, Trust
from xapi.rows import agent_key


@transaction.atomic
def source_named(name: str, *, acting_user: Any) -> Source:
    """The one of that name, however it is spelled; made where there is none."""
    key = fold(name)
    found = Source.objects.filter(key=key).first()
    if found:
        return found
    # Two names may be one word; and nobody else's file of statements shall claim it.
    account = f"nguon-{slugify(without_marks(key)) or 'khac'}-{uuid4().hex[:8]}"
    agent = {"objectType": "Agent", "name": name, "account": {"homePage": settings.XAPI_HOME_PAGE, "name": account}}
    authority = Authority.objects.create(
        key=agent_key(agent) or account, agent=agent, name=name, trust=Trust.TRUSTED_EXTERNAL
    )
    made = Source.objects.create(key=key, name=name, authority=authority)
    audit(acting_user=acting_user, verb="external.source", subject=made, new={"name": name})
    return made


@transaction.atomic
def remember_courses(source: Source, chosen: Mapping[str, UUID | None], *, acting_user: Any) -> None:
    """What courses of the source are here, by folded name."""
    before = dict(source.courses.filter(key__in=chosen).values_list("key", "course_key"))
    changed = {key: course for key, course in chosen.items() if key not in before or before[key] != course}
    if not changed:
        return
    SourceCourse.objects.bulk_create(
        [SourceCourse(source=source, key=key, course_key=course) for key, course in changed.items()],
        update_conflicts=True,
        unique_fields=["source", "key"],
        update_fields=["course_key"],
    )
    audit(
        acting_user=acting_user,
        verb="external.map",
        subject=source,
        old={key: str(before[key]) for key in changed if key in before},
        new={key: str(course) for key, course in changed.items()},
    )


@transaction.atomic
def map_import(
    batch: Import, *, columns: Mapping[str, int], heads: Mapping[str, str], courses: Mapping[str, UUID | None], by: Any
) -> None:
    """What the columns of ``batch`` are, and the courses it names; the next file of its source begins with that."""
    batch.columns = dict(columns)
    batch.save(update_fields=["columns"])
    source = batch.source
    if not heads.items() <= source.columns.items():
        source.columns = {**{head: role for head, role in source.columns.items() if head not in heads}, **heads}
        source.save(update_fields=["columns"])
    remember_courses(source, courses, acting_user=by)
