"""How long people take for a question: pure functions over the moments at which answers were saved.

An answer that was saved alone took the time since the save before it, or since the paper was opened; of answers that
came together nobody knows, and one that is changed later was thought of before. A pause is not taken for thinking. Told
is the median, which the slowest do not move.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from statistics import median

# Longer than that she did something else.
PAUSE = dt.timedelta(minutes=30)
# Of fewer nothing is told.
FEWEST = 5
# A moment of saving, and what was asked of the answers it saved.
Save = tuple[dt.datetime, Sequence[int]]


def taken(opened_at: dt.datetime, saves: Iterable[Save]) -> Mapping[int, dt.timedelta]:
    """Of one paper, by question, as far as it can be told; ``saves`` in their order."""
    found: dict[int, dt.timedelta] = {}
    before, known = opened_at, set[int]()
    for moment, asked in saves:
        if len(asked) == 1 and asked[0] not in known and dt.timedelta(0) < moment - before <= PAUSE:
            found[asked[0]] = moment - before
        before, known = max(before, moment), known.union(asked)
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
