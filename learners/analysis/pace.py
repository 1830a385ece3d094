"""How long people take for a question: pure functions over the moments at which their answers were kept.

An answer that was kept alone took the time since the one before it, or since the paper was opened; of answers that came
together nobody knows. A pause is not taken for thinking. Told is the median, which the slowest do not move.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping
from itertools import groupby
from operator import itemgetter
from statistics import median

# Longer than that she did something else.
PAUSE = dt.timedelta(minutes=30)
# Of fewer nothing is told.
FEWEST = 5
# An answer kept at a moment: what was asked, when.
Kept = tuple[int, dt.datetime]


def taken(opened_at: dt.datetime, kept: Iterable[Kept]) -> Mapping[int, dt.timedelta]:
    """Of one paper, by question, as far as it can be told."""
    found: dict[int, dt.timedelta] = {}
    before = opened_at
    for moment, together in groupby(sorted(kept, key=itemgetter(1)), key=itemgetter(1)):
        asked = [question for question, _moment in together]
        if len(asked) == 1 and dt.timedelta(0) < moment - before <= PAUSE:
            found[asked[0]] = moment - before
        before = max(before, moment)
    return found


def medians(papers: Iterable[Mapping[int, dt.timedelta]]) -> dict[int, dt.timedelta]:
    """By question, those that at least ``FEWEST`` people took a known time for."""
    times: dict[int, list[float]] = defaultdict(list)
    for paper in papers:
        for question, time in paper.items():
            times[question].append(time.total_seconds())
    return {
        question: dt.timedelta(seconds=round(median(several)))
        for question, several in times.items()
        if len(several) >= FEWEST
    }
