"""What holds for every question and every answer: bounds, one form, no matter the order, no loss through a mending."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from courses.questions.grading import is_scored, share
from courses.questions.models import QuestionKind
from courses.questions.responses import well_formed
from tests.questions.samples import garbage, questions, responses, right

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
