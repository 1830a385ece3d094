"""What holds for every question and every answer: bounds, one form, no matter the order, no loss through a mending.

``PROOFS`` names for each kind what there is to hold; a kind that is not in it fails.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from courses.questions.grading import is_scored, share
from courses.questions.models import QuestionKind
from courses.questions.responses import well_formed
from courses.questions.types import by_hand, is_manual
from tests.questions.samples import (
    BY_HAND,
    EVERY_KIND,
    garbage,
    judgements,
    manual_questions,
    questions_of,
    responses,
    right,
)

Asked = tuple[str, dict[str, Any]]
# From an answer to the right one, a part at a time, in an order that is drawn.
Mendings = Callable[[Any, Any, Any], Iterator[Any]]


def _ticks(answer: Any, wanted: Any, draw: Any) -> Iterator[Any]:
    chosen = set(answer)
    for index in draw(st.permutations(sorted(chosen ^ set(wanted)))):
        chosen ^= {index}
        yield sorted(chosen)


def _places(answer: Any, wanted: Any, draw: Any) -> Iterator[Any]:
    parts = list(answer)
    for place in draw(st.permutations(range(len(wanted)))):
        parts[place] = wanted[place]
        yield list(parts)


def _pairs(answer: Any, wanted: Any, draw: Any) -> Iterator[Any]:
    pairs = dict(answer)
    for left, partner in draw(st.permutations(wanted)):
        pairs[left] = partner
        yield [list(pair) for pair in pairs.items()]


@dataclass(frozen=True)
class Proof:
    """``in_any_order``: the parts of an answer have no order. ``mendings`` is None where an answer is one part."""

    in_any_order: bool = False
    mendings: Mendings | None = None


PROOFS: dict[str, Proof] = {
    QuestionKind.SINGLE: Proof(),
    QuestionKind.MULTIPLE: Proof(in_any_order=True, mendings=_ticks),
    QuestionKind.TRUE_FALSE: Proof(),
    QuestionKind.FILL: Proof(mendings=_places),
    QuestionKind.NUMERIC: Proof(),
    QuestionKind.ORDER: Proof(mendings=_places),
    QuestionKind.MATCH: Proof(in_any_order=True, mendings=_pairs),
    QuestionKind.LIKERT: Proof(),
    QuestionKind.ESSAY: Proof(),
    QuestionKind.PERFORMANCE: Proof(),
}
each_kind = pytest.mark.parametrize("kind", EVERY_KIND)
# Of each kind; all of them together are as many as elsewhere.
few = settings(max_examples=25, deadline=None)


def test_every_kind_is_proved() -> None:
    assert set(PROOFS) == set(EVERY_KIND) == set(QuestionKind.values)


@each_kind
@few
@given(data=st.data())
def test_an_answer_has_one_form(kind: str, data: st.DataObject) -> None:
    _, content = data.draw(questions_of(kind))
    once = well_formed(kind, content, data.draw(responses(kind, content) | garbage))
    assert well_formed(kind, content, once) == once
    assert share(kind, content, once) == (share(kind, content, well_formed(kind, content, once)))


@each_kind
@few
@given(data=st.data())
def test_an_answer_earns_between_nothing_and_all(kind: str, data: st.DataObject) -> None:
    _, content = data.draw(questions_of(kind))
    earned = share(kind, content, data.draw(responses(kind, content)))
    assert 0 <= earned <= int(is_scored(kind))


@each_kind
@few
@given(data=st.data())
def test_the_same_answer_earns_the_same_again(kind: str, data: st.DataObject) -> None:
    """Neither the question nor the answer is changed by grading."""
    _, content = data.draw(questions_of(kind))
    answer = data.draw(responses(kind, content))
    before = repr((content, answer))
    assert share(kind, content, answer) == share(kind, content, answer)
    assert repr((content, answer)) == before


@pytest.mark.parametrize("kind", [kind for kind, proof in PROOFS.items() if proof.in_any_order])
@given(data=st.data())
def test_what_has_no_order_is_judged_in_any(kind: str, data: st.DataObject) -> None:
    _, content = data.draw(questions_of(kind))
    answer = data.draw(responses(kind, content))
    again = data.draw(st.permutations(answer))
    assert well_formed(kind, content, again) == well_formed(kind, content, answer)
    assert share(kind, content, again) == share(kind, content, answer)


@pytest.mark.parametrize("kind", [kind for kind, proof in PROOFS.items() if proof.mendings])
@given(data=st.data())
def test_mending_a_part_never_costs_anything(kind: str, data: st.DataObject) -> None:
    """Part by part towards the right answer: nothing is lost on the way, and the whole point is at its end."""
    _, content = data.draw(questions_of(kind))
    mendings = PROOFS[kind].mendings
    assert mendings
    answer = data.draw(responses(kind, content))
    steps = list(mendings(answer, right(kind, content), data.draw))
    earned = [share(kind, content, one) for one in [answer, *steps]]
    assert earned == sorted(earned)
    assert not steps or earned[-1] == 1


@pytest.mark.parametrize("kind", [kind for kind, proof in PROOFS.items() if not proof.mendings])
@few
@given(data=st.data())
def test_an_answer_of_one_part_earns_all_or_nothing(kind: str, data: st.DataObject) -> None:
    _, content = data.draw(questions_of(kind))
    answer = data.draw(responses(kind, content) | st.just(right(kind, content)))
    assert share(kind, content, answer) in (0, 1)


@given(manual_questions(), st.data())
def test_a_judgement_has_one_form_and_earns_between_nothing_and_all(asked: Asked, data: st.DataObject) -> None:
    """In steps of one ``total``-th, so that what is kept with four decimals is never taken for another."""
    kind, content = asked
    made, given = by_hand(kind), data.draw(judgements(kind, content))
    assert made.judgement(content, given) == given
    earned = made.judged_share(content, given)
    assert 0 <= earned <= 1
    assert (earned * made.total(content)).denominator == 1
    assert 0 < made.total(content) < 5000


@given(manual_questions(), garbage)
def test_what_is_no_judgement_is_refused_and_never_raises(asked: Asked, value: Any) -> None:
    kind, content = asked
    found = by_hand(kind).judgement(content, value)
    assert found is None or by_hand(kind).judgement(content, found) == found


@given(questions_of(QuestionKind.PERFORMANCE), st.data())
def test_one_more_step_seen_never_costs_anything(asked: Asked, data: st.DataObject) -> None:
    kind, content = asked
    given, made = data.draw(judgements(kind, content)), by_hand(kind)
    earned = [made.judged_share(content, given)]
    for step in range(len(content["steps"])):
        earned.append(made.judged_share(content, sorted({*given, *range(step + 1)})))
    assert earned == sorted(earned)
    assert earned[-1] == 1


@given(questions_of(QuestionKind.ESSAY), st.data())
def test_a_level_of_more_points_never_costs_anything(asked: Asked, data: st.DataObject) -> None:
    """Criterion by criterion to its highest level: nothing is lost on the way, and the whole point is at its end."""
    kind, content = asked
    judgement, made = list(data.draw(judgements(kind, content))), by_hand(kind)
    earned = [made.judged_share(content, judgement)]
    for place, one in enumerate(content["criteria"]):
        points = [level["points"] for level in one["levels"]]
        judgement[place] = points.index(max(points))
        earned.append(made.judged_share(content, judgement))
    assert earned == sorted(earned)
    assert earned[-1] == 1


@pytest.mark.parametrize("kind", sorted(BY_HAND))
def test_the_best_judgement_earns_all_and_the_worst_nothing(kind: str) -> None:
    content, answer, best, worst = BY_HAND[kind]
    assert is_manual(kind)
    assert [by_hand(kind).judged_share(content, one) for one in (best, worst)] == [1, 0]
    assert share(kind, content, answer) == 0


def test_the_server_grades_every_other_kind() -> None:
    assert {kind for kind in QuestionKind if is_manual(kind)} == set(BY_HAND)
    with pytest.raises(ValueError, match="single"):
        by_hand("single")
