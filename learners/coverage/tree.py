"""The trees of reports, each kept with the history it was made from: the lines of forty thousand agencies are climbed
once, not for every page.
"""

import datetime as dt

from learners.agencies.history import History
from learners.campaigns.tree import Tree

__all__ = ["Tree", "tree_of"]

# Of a nation each takes some ten megabytes.
KEPT = 12


def tree_of(history: History, day: dt.date, membership: dt.date) -> Tree:
    """Rosters of two days between which no agency ended share their way into the structure of ``day``."""
    membership = history.last_change(min(membership, day))
    kept: dict[tuple[dt.date, dt.date], Tree] = history.once(("trees",), dict)
    tree = kept.get((day, membership))
    if tree is None:
        tree = Tree(history, day, membership)
        if len(kept) >= KEPT:
            kept.clear()
        kept[day, membership] = tree
    return tree
