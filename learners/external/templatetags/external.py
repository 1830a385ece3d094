"""How verdicts, scores and titles of courses are written."""

from collections.abc import Mapping
from decimal import Decimal
from uuid import UUID

from django import template
from django.utils.formats import number_format
from django.utils.translation import gettext as _

from learners.external.judging import Verdict

register = template.Library()
TAGS = {Verdict.OK: "tag-done", Verdict.NOTE: "tag-due", Verdict.SKIP: "", Verdict.ERROR: "tag-overdue"}


@register.filter
def verdict_tag(verdict: Verdict) -> str:
    return TAGS[verdict]


@register.filter
def verdict_word(verdict: Verdict) -> str:
    return {
        Verdict.OK: _("ghi"),
        Verdict.NOTE: _("ghi, cần xem lại"),
        Verdict.SKIP: _("bỏ qua"),
        Verdict.ERROR: _("lỗi"),
    }[verdict]


@register.filter
def percent(score: Decimal) -> str:
    """0 to 1 as per cent, at most one decimal."""
    return str(number_format((score * 100).normalize(), None if score * 100 % 1 == 0 else 1))


@register.filter
def title_of(titles: Mapping[UUID, str], key: UUID | None) -> str:
    return titles.get(key, "") if key else ""
