"""Agencies of any number for tests: written set-wise, placed and named."""

import datetime as dt
from collections.abc import Sequence

from learners.agencies import closure
from learners.agencies.models import Agency, AgencyName, AgencyPlacement
from mooc.foundation.vietnamese import fold

START = dt.date(2025, 1, 1)


def grow(widths: Sequence[int], start: dt.date = START) -> list[list[Agency]]:
    """Levels of agencies: ``widths[0]`` roots, below each of a level ``widths[n]`` of the next. No people."""
    levels: list[list[Agency]] = []
    for depth, width in enumerate(widths):
        parents: Sequence[Agency | None] = levels[-1] if levels else [None]
        made = Agency.objects.bulk_create(Agency() for _ in range(width * len(parents)))
        AgencyPlacement.objects.bulk_create(
            AgencyPlacement(agency=agency, parent=parents[number // width], valid_from=start)
            for number, agency in enumerate(made)
        )
        names = [(agency, f"Đơn vị {depth}.{number}") for number, agency in enumerate(made)]
        AgencyName.objects.bulk_create(
            AgencyName(agency=agency, name=name, folded=fold(name), kind="so", valid_from=start)
            for agency, name in names
        )
        levels.append(made)
    closure.rebuild()
    return levels
