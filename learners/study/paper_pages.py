"""Which page of a paper is shown, and with what: the learner's, and an editor's who walks through a draft."""

from collections.abc import Callable
from typing import Any

from django.http import QueryDict
from django.utils import timezone

from learners.attempts.in_turn import is_in_turn
from learners.attempts.models import Attempt, AttemptItem
from learners.attempts.queries import SHEET, Paper, line_of, number_in
from learners.attempts.showing import shown_of
from learners.study.clock import clock_of
from learners.study.sheets import gaps, question_in_turn, sheet_of

# In an address: the page before handing in; the number of a question answered in its turn, to see how it went.
REVIEW, LOOK_BACK = "xem-lai", "da-tra-loi"
# What the buttons of a paper ask for, beside saving: the page before handing in, or ("den-2") another sheet.
DO, TO = "viec", "den-"
# A question of the paper with the points its answer earns; None for a position that is not on it.
ItemAt = Callable[[int], AttemptItem | None]


def page(
    attempt: Attempt, paper: Paper, asked: QueryDict, unsaved: QueryDict | None, item_at: ItemAt
) -> tuple[str, dict[str, Any]]:
    """The template without its folder, and its context. Once its time is up a paper can only be handed in.

    Answers not saved yet are looked at before the paper is: handing in would leave them out.
    """
    clock = clock_of(attempt, timezone.now())
    common = {"attempt": attempt, "paper": paper, "unsaved": unsaved, "in_turn": is_in_turn(attempt), "clock": clock}
    if clock and clock.is_over:
        return "over", common
    review = REVIEW in asked and not unsaved
    if is_in_turn(attempt):
        name, more = _in_turn(attempt, paper, asked, item_at, review)
        return name, {**common, **more}
    if review:
        return "review", {**common, "gaps": gaps(paper)}
    return "paper", {**common, "sheet": sheet_of(attempt, paper, number_in(unsaved or asked, SHEET))}


def next_page(post: QueryDict) -> str:
    """The query of the page a button leads to: the sheet it was pressed on, unless it leads elsewhere."""
    wish = post.get(DO, "")
    if wish == REVIEW:
        return f"?{REVIEW}"
    led_to = wish.removeprefix(TO)
    return f"?{SHEET}={led_to}" if wish.startswith(TO) and led_to.isdecimal() else this_sheet(post)


def this_sheet(post: QueryDict) -> str:
    return f"?{SHEET}={number_in(post, SHEET)}" if number_in(post, SHEET) > 1 else ""


def _in_turn(
    attempt: Attempt, paper: Paper, asked: QueryDict, item_at: ItemAt, review: bool
) -> tuple[str, dict[str, Any]]:
    seen, number = shown_of(attempt, timezone.now()), number_in(asked, LOOK_BACK)
    answered = paper.turn if paper.turn is not None else len(paper.items)
    item = item_at(number - 1) if seen and 0 < number <= answered else None
    if item is not None:
        return "answered", {"line": line_of(item, seen), "count": len(paper.items), "is_last": paper.turn is None}
    if review or paper.turn is None:
        return "review", {"left": len(paper.items) - answered}
    return "turn", {"sheet": question_in_turn(attempt, paper, paper.turn)}
