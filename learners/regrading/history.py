"""That an attempt was graded again, or a mark of it corrected, and why: for whoever reads its result or its log."""

from collections.abc import Iterator

from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext as _

from learners.attempts.models import Attempt
from learners.attempts.telling import Line
from learners.regrading.listing import points_words
from learners.regrading.models import AttemptRegraded


def with_regraded(attempts: QuerySet[Attempt]) -> QuerySet[Attempt]:
    """For ``regradings_of``: most were never graded again."""
    return attempts.annotate(is_regraded=Exists(AttemptRegraded.objects.filter(attempt=OuterRef("pk"))))


def regradings_of(attempt: Attempt) -> list[AttemptRegraded]:
    """The oldest first, with their reasons; no query where ``with_regraded`` knows of none."""
    if not getattr(attempt, "is_regraded", True):
        return []
    return list(attempt.regradings.select_related("regrade", "mark__item").order_by("at", "pk"))


def told_regradings(attempt: Attempt) -> list[AttemptRegraded]:
    """Those its learner reads: a mark corrected in another attempt may move her grade, not the points of this one."""
    return [row for row in regradings_of(attempt) if row.mark is None or row.old["score"] != row.new["score"]]


def log_lines(attempt: Attempt) -> Iterator[Line]:
    for row in regradings_of(attempt):
        facts = {"old": points_words(row.old), "new": points_words(row.new), "reason": row.reason}
        if row.mark is None:
            yield Line(row.at, _("chấm lại, điểm từ %(old)s thành %(new)s: %(reason)s") % facts)
        elif facts["old"] != facts["new"]:
            yield Line(row.at, _("sửa điểm người chấm cho, điểm từ %(old)s thành %(new)s: %(reason)s") % facts)
