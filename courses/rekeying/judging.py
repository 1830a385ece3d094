"""What a version's answers are judged by now: asked wherever something is graded, or a key is shown."""

from collections.abc import Collection, Iterable
from fractions import Fraction
from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery

from courses.questions.grading import share
from courses.questions.models import QuestionVersion
from courses.questions.responses import Response
from courses.rekeying.models import Rekeying, Way


def rekeyed(versions: Collection[int]) -> dict[int, Rekeying]:
    """The newest rekeying of each of ``versions`` (ids) that has one; one query, none for none."""
    if not versions:
        return {}
    rows = Rekeying.objects.filter(version__in=versions).order_by("pk")
    return {row.version_id: row for row in rows}


def with_rekeyings(items: QuerySet[Any]) -> QuerySet[Any]:
    """``items`` with versions, for ``judge_items``: in most there is nothing to ask for."""
    newest = Rekeying.objects.filter(version=OuterRef("version")).order_by("-pk")
    return items.annotate(rekeyed=Subquery(newest.values("pk")[:1]))


def judge_items(items: Iterable[Any]) -> None:
    """``judge`` the versions of ``with_rekeyings``: no query where none was rekeyed."""
    judge(item.version for item in items if item.rekeyed)


def judge(versions: Iterable[QuestionVersion]) -> None:
    """Have the versions, as they were read, judged as was decided since: their data get the mended key.

    One query for any number. They are not to be saved.
    """
    found = list(versions)
    judge_by(found, rekeyed({version.pk for version in found}))


def judge_by(versions: Iterable[QuestionVersion], decided: dict[int, Rekeying]) -> None:
    for version in versions:
        row = decided.get(version.pk)
        if row is not None:
            version.way = row.way
            version.data = version.data if row.data is None else row.data


def share_of(version: QuestionVersion, response: Response | None) -> Fraction:
    """The exact share of the point ``response`` earns of a version that was judged."""
    if version.way in (Way.FULL, Way.LEFT_OUT):
        return Fraction(int(version.way == Way.FULL))
    return share(version.question.kind, version.data, response)


def has_key(version: QuestionVersion) -> bool:
    """Whether one answer is right, another wrong."""
    return version.way in ("", Way.KEY)
