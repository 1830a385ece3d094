"""What holds for every question and every answer: bounds, one form, no matter the order, no loss through a mending."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courses.questions.grading import is_scored, share
from courses.questions.models import QuestionKind
from courses.questions.responses import well_formed
from courses.questions.types import by_hand, is_manual
from tests.questions.samples import BY_HAND, garbage, judgements, manual_questions, questions, responses, right

Asked = tuple[str, dict[str, Any]]


@given(questions(), st.data())
def test_an_answer_has_one_form(asked: Asked, data: st.DataObject) -> None:
    kind, content = asked
    once = well_formed(kind, content, data.draw(responses(kind, content) | garbage))
    assert well_formed(kind, content, once) == once
    assert share(kind, content, once) == (share(kind, content, well_formed(kind, content, once)))


@given(questions(), st.data())
def test_an_answer_earns_between_nothing_and_all(asked: Asked, data: st.DataObject) -> None:
    kind, content = asked
    earned = share(kind, content, data.draw(responses(kind, content)))
    assert 0 <= earned <= int(is_scored(kind))


@given(questions(), st.data())
def test_what_has_no_order_is_judged_in_any(asked: Asked, data: st.DataObject) -> None:
    kind, content = asked
    if kind not in {QuestionKind.MULTIPLE, QuestionKind.MATCH}:
        return
    answer = data.draw(responses(kind, content))
    again = data.draw(st.permutations(answer))
    assert well_formed(kind, content, again) == well_formed(kind, content, answer)
    assert share(kind, content, again) == share(kind, content, answer)


@given(questions(), st.data())
def test_mending_a_part_never_costs_anything(asked: Asked, data: st.DataObject) -> None:
    """Part by part towards the right answer: nothing is lost on the way, and the whole point is at its end."""
    kind, content = asked
    answer, wanted = data.draw(responses(kind, content)), right(kind, content)
    steps = list(_mendings(kind, answer, wanted, data.draw))
    earned = [share(kind, content, one) for one in [answer, *steps]]
    assert earned == sorted(earned)
    assert not steps or earned[-1] == 1


def _mendings(kind: str, answer: Any, wanted: Any, draw: Any) -> Any:
    if kind == QuestionKind.MULTIPLE:
        chosen = set(answer)
        for index in draw(st.permutations(sorted(chosen ^ set(wanted)))):
            chosen ^= {index}
            yield sorted(chosen)
    elif kind in {QuestionKind.FILL, QuestionKind.ORDER}:
        parts = list(answer)
        for place in draw(st.permutations(range(len(wanted)))):
            parts[place] = wanted[place]
            yield list(parts)
    elif kind == QuestionKind.MATCH:
        pairs = dict(answer)
        for left, partner in draw(st.permutations(wanted)):
            pairs[left] = partner
            yield [list(pair) for pair in pairs.items()]


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


@given(manual_questions(), st.data())
def test_one_more_step_seen_never_costs_anything(asked: Asked, data: st.DataObject) -> None:
    kind, content = asked
    if kind != QuestionKind.PERFORMANCE:
        return
    given, made = data.draw(judgements(kind, content)), by_hand(kind)
    earned = [made.judged_share(content, given)]
    for step in range(len(content["steps"])):
        earned.append(made.judged_share(content, sorted({*given, *range(step + 1)})))
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
