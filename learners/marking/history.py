"""Who marked what of an attempt, and who corrected it and why: for whoever reads its log."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from learners.attempts.models import Attempt, ItemMark
from learners.attempts.telling import Line
from learners.marking.actions import DRAFT


def log_lines(attempt: Attempt) -> Iterator[Line]:
    """One query."""
    marks = ItemMark.objects.filter(item__attempt=attempt, number__gt=DRAFT).select_related("item", "marked_by__person")
    for mark in marks.order_by("marked_at", "pk"):
        who = mark.marked_by.get_full_name() if mark.marked_by else _("không rõ ai")
        facts = {"position": mark.item.position + 1, "who": who, "reason": mark.reason}
        words = (
            _("sửa điểm câu %(position)d (%(who)s): %(reason)s")
            if mark.reason
            else _("chấm câu %(position)d (%(who)s)")
        )
        yield Line(mark.marked_at, words % facts)
