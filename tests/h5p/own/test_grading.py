"""The server comes to the score of our own content type: in the samples, and against a naive count."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from content.h5p.building import samples
from content.h5p.claims.grading import Outcome, Reason, Verdict, regrade
from content.h5p.claims.reading import Claim
from xapi.vocabulary import Verb

LIBRARY = "H5P.ScamSigns 1.0"
BANK = samples()["ngan-hang-khoa-tai-khoan"].params
anything = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.text(max_size=6)),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3),
        st.dictionaries(st.sampled_from(["from", "parts", "kind", "isSign", "passPercentage"]), inner, max_size=3),
    ),
    max_leaves=8,
)


def graded(parameters: Any, response: str, raw: float = 0, most: float = 5) -> Verdict:
    return regrade(LIBRARY, parameters, Claim(Verb.ANSWERED, response=response, raw=raw, max=most))


@pytest.mark.parametrize(
    ("response", "raw", "success"),
    [
        ("0[,]3[,]4[,]5[,]6", 5, True),
        ("0[,]3[,]4[,]5", 4, True),
        ("0[,]1[,]3[,]4[,]5[,]6", 4, True),
        ("0[,]3[,]4", 3, False),
        ("0[,]1[,]2[,]3[,]4[,]5[,]6[,]7", 2, False),
        ("1[,]2[,]7", 0, False),
        ("", 0, False),
    ],
)
def test_the_sample_of_the_bank(response: str, raw: int, success: bool) -> None:
    verdict = graded(BANK, response, raw)
    assert (verdict.raw, verdict.max, verdict.success) == (raw, 5, success)
    assert verdict.outcome is Outcome.AGREED


@pytest.mark.parametrize("response", ["8", "1[,]1", "-1", "a", "0,3"])
def test_a_response_that_names_no_places_cannot_be_judged(response: str) -> None:
    assert graded(BANK, response).reason is Reason.RESPONSE


@given(st.lists(st.sampled_from(["sign", "harmless", "plain", "other"]), max_size=8), st.booleans(), st.data())
def test_marks_against_a_naive_count(kinds: list[str], is_sign: bool, data: Any) -> None:
    parts = [{"text": "x", "kind": kind} for kind in kinds]
    mine = {"from": "me", "parts": [{"text": "x", "kind": "sign"}]}
    mark = data.draw(st.integers(1, 100))
    asked = {
        "sender": {"isSign": is_sign},
        "messages": [{"parts": parts}, mine],
        "behaviour": {"passPercentage": mark},
    }
    places = [is_sign, *(kind == "sign" for kind in kinds if kind in ("sign", "harmless"))]
    marked = data.draw(st.lists(st.sampled_from(range(len(places))), unique=True))
    verdict = graded(asked, "[,]".join(map(str, marked)))
    if not any(places):
        assert verdict.reason is Reason.PARAMETERS
        return
    naive = max(0, sum(1 if places[place] else -1 for place in marked))
    assert (verdict.raw, verdict.max) == (naive, sum(places))
    assert verdict.success is (naive > 0 and 100 * naive >= mark * sum(places))


@given(st.dictionaries(st.sampled_from(["sender", "messages", "behaviour"]), anything), st.text(max_size=8))
def test_odd_parameters_never_raise(parameters: dict[str, Any], response: str) -> None:
    assert graded(parameters, response).outcome in Outcome
