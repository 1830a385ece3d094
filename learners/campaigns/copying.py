"""Last year's campaign once more."""

import datetime as dt
from dataclasses import replace

from learners.campaigns.definition import Definition


def a_year_later(definition: Definition, today: dt.date) -> Definition:
    """The same window of the next year that has not begun; no plan number, and no single people of last year."""
    opens, closes = definition.opens_on, definition.closes_on
    while opens <= today:
        opens, closes = _next_year(opens), _next_year(closes)
    return replace(definition, opens_on=opens, closes_on=closes, plan_number="", exceptions={})


def _next_year(day: dt.date) -> dt.date:
    try:
        return day.replace(year=day.year + 1)
    except ValueError:
        return day.replace(year=day.year + 1, day=28)
