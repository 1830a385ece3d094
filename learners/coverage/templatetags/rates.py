"""Rates, and by how much they moved, in the reader's language."""

import datetime as dt
from decimal import Decimal

from django import template
from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _

from learners.coverage.numbers import rate, text_of

register = template.Library()


@register.simple_tag
def rate_of(completed: int | None, required: int | None) -> str:
    """ "83,20", or "-" without a denominator."""
    return text_of(rate(completed or 0, required or 0))


@register.simple_tag
def days_left(last: dt.date, today: dt.date) -> int:
    """0 on the last day itself."""
    return (last - today).days


@register.simple_tag
def signed(value: int | Decimal) -> str:
    """ "+12" or "−0,50"; the minus is the sign for it, not a hyphen."""
    size = value if value > 0 else -value
    shown = number_format(size, 2 if isinstance(value, Decimal) else 0, use_l10n=True, force_grouping=True)
    return f"{'+' if value > 0 else '−' if value < 0 else ''}{shown}"


@register.simple_tag
def change_since(points: Decimal, day: dt.date) -> str:
    """ "Tăng 3,20 điểm phần trăm so với ngày 20/11/2026." """
    told = {"points": number_format(abs(points), 2), "day": date_format(day, "SHORT_DATE_FORMAT")}
    if points > 0:
        return _("Tăng %(points)s điểm phần trăm so với ngày %(day)s.") % told
    if points < 0:
        return _("Giảm %(points)s điểm phần trăm so với ngày %(day)s.") % told
    return _("Tỷ lệ không đổi so với ngày %(day)s.") % told


@register.simple_tag
def change_of(points: Decimal) -> str:
    """ "Tăng 3,20 điểm phần trăm." """
    shown = number_format(abs(points), 2)
    if points > 0:
        return _("Tăng %(points)s điểm phần trăm.") % {"points": shown}
    if points < 0:
        return _("Giảm %(points)s điểm phần trăm.") % {"points": shown}
    return _("Tỷ lệ không đổi.")
