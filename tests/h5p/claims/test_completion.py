"""Whether a content is done after what it said, type by type."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from content.h5p.claims.completion import Said, Standing, Viewing, rule_for, stand
from content.h5p.claims.grading import regrade
from content.h5p.claims.kinds import RULES, End
from content.h5p.claims.parts import Part, find, names, whole
from content.h5p.claims.reading import Claim
from tests.h5p.claims.contents import (
    BLANKS,
    COLUMN,
    MULTI_CHOICE,
    QUESTION_SET,
    SINGLE_CHOICE_SET,
    TRUE_FALSE,
    blanks,
    column,
    image,
    multi_choice,
    part,
    question_set,
    row,
    single_choice_set,
    true_false,
)
from tests.h5p.claims.sending import answered, claim, scored

Json = dict[str, Any]
NOT_DONE = Standing(done=False)


def content(library: str, parameters: Json | None = None) -> Part:
    found = whole(library, parameters or {})
    assert found is not None
    return found


def after(library: str, *claims: Claim, parameters: Json | None = None, touched: bool = True) -> Standing:
    return stand(content(library, parameters), [Said(each, touched=touched) for each in claims])


def completed(raw: float = 1, most: float = 1, **more: Any) -> Claim:
    return claim("completed", result=scored(raw, most), **more)


def test_an_answer_at_the_top_level_ends_a_question() -> None:
    assert after(TRUE_FALSE, answered("true", 1, 1, success=True)) == Standing(True, 1, 1, True)


@pytest.mark.parametrize("verb", ["attempted", "interacted", "progressed", "passed"])
def test_nothing_else_ends_it(verb: str) -> None:
    assert after(TRUE_FALSE, claim(verb, result=scored(1, 1))) == NOT_DONE


def test_a_score_told_before_the_learner_touched_anything_is_none() -> None:
    """Dictation 1.0 reports its full score when it is opened."""
    opened = answered("a", 14, 14)
    assert after("H5P.Dictation 1.0", opened, touched=False) == NOT_DONE
    done = stand(content("H5P.Dictation 1.0"), [Said(opened), Said(answered("a", 7, 14), touched=True)])
    assert done == Standing(True, 7, 14, False)


def test_interacted_is_a_contents_own_word_for_a_touch() -> None:
    assert after(TRUE_FALSE, claim("interacted"), answered("true", 1, 1), touched=False).done


@pytest.mark.parametrize("library", [QUESTION_SET, "H5P.CoursePresentation 1.25", SINGLE_CHOICE_SET])
def test_what_is_put_together_ends_by_completed_alone(library: str) -> None:
    """Parts of old packages have no id: their answers look like the whole's."""
    parameters = question_set(part(TRUE_FALSE, true_false("true"), "q1"))
    assert after(library, answered("true", 1, 1), answered("true", 1, 1, part="q1"), parameters=parameters) == NOT_DONE
    assert after(library, completed(), parameters=parameters).done


def test_what_parts_say_is_not_said_by_the_whole() -> None:
    assert after(TRUE_FALSE, completed(part="x"), completed(parent=None), answered("true", 1, 1, part="y")) == NOT_DONE


@pytest.mark.parametrize(
    ("library", "parameters", "raw", "success"),
    [
        (BLANKS, blanks("*a*"), 3, False),
        (BLANKS, blanks("*a*"), 4, True),
        (MULTI_CHOICE, multi_choice(True, passPercentage=75), 3, True),
        (QUESTION_SET, question_set(passPercentage=80), 3, False),
        (QUESTION_SET, {"questions": []}, 2, True),
        (SINGLE_CHOICE_SET, single_choice_set(("c", 2), passPercentage=50), 2, True),
        ("H5P.DragText 1.10", {}, 3, False),
        ("H5P.DragText 1.10", {"behaviour": {"passPercentage": "nhiều"}}, 4, True),
    ],
)
def test_success_is_taken_from_the_mark_where_a_type_leaves_it_out(
    library: str, parameters: Json, raw: int, success: bool
) -> None:
    assert after(library, completed(raw, 4), parameters=parameters).success is success


def test_without_a_score_nothing_tells_of_success() -> None:
    assert after(TRUE_FALSE, claim("completed")) == Standing(True)


def test_the_best_of_several_tries_stands() -> None:
    assert after(TRUE_FALSE, completed(0), completed(1), completed(0)) == Standing(True, 1, 1, True)


@pytest.mark.parametrize(("raw", "most", "kept"), [(10, 1, 1), (-2, 4, 0), (10**9, 1, 1)])
def test_a_claimed_score_is_cut_to_its_bounds(raw: float, most: float, kept: float) -> None:
    assert after(TRUE_FALSE, completed(raw, most)).raw == kept


def test_the_servers_own_score_stands_in_for_a_wrong_one() -> None:
    parameters = true_false("false")
    told = answered("true", 1, 1, success=True)
    said = [Said(told, touched=True, verdict=regrade(TRUE_FALSE, parameters, told))]
    assert stand(content(TRUE_FALSE, parameters), said) == Standing(True, 0, 1, False)


# -- Columns ----------------------------------------------------------------------

TASKS = column(
    part(TRUE_FALSE, true_false("true"), "t1"), image(), row(part(MULTI_CHOICE, multi_choice(True, True), "m1"))
)


def test_a_column_is_done_with_the_last_of_its_tasks() -> None:
    first, second = answered("true", 1, 1, part="t1", parent=None), answered("0", 1, 2, part="m1", parent="cot")
    assert after(COLUMN, first, parameters=TASKS) == NOT_DONE
    assert after(COLUMN, first, first, parameters=TASKS) == NOT_DONE
    assert after(COLUMN, second, first, parameters=TASKS) == Standing(True, 2, 3, False)


def test_a_task_tried_again_counts_with_its_best() -> None:
    tries = [answered(None, raw, 2, part="m1") for raw in (0, 2, 1)]
    assert after(COLUMN, *tries, answered("true", 1, 1, part="t1"), parameters=TASKS) == Standing(True, 3, 3, True)


def test_a_columns_own_word_counts_too() -> None:
    assert after(COLUMN, completed(2, 3), parameters=TASKS) == Standing(True, 2, 3, False)


def test_answers_of_parts_elsewhere_do_not_count() -> None:
    assert after(COLUMN, *[answered("", 1, 1, part=name) for name in ("x", "y", "anh")], parameters=TASKS) == NOT_DONE


def test_a_column_of_pictures_is_viewed() -> None:
    pictures = content(COLUMN, column(image("a"), part("H5P.Chart 1.2", {}, "b")))
    assert rule_for(pictures).end is End.VIEWED
    assert not stand(pictures, [], Viewing(seconds=9)).done
    assert stand(pictures, [], Viewing(seconds=10)).done


# -- Viewing ----------------------------------------------------------------------


@pytest.mark.parametrize("name", [name for name, rule in RULES.items() if rule.end is End.VIEWED])
def test_what_says_nothing_is_done_when_it_was_seen(name: str) -> None:
    shown, seconds = content(f"{name} 1.0"), RULES[name].seconds
    assert not stand(shown, []).done
    assert not stand(shown, [], Viewing(seconds=seconds - 1)).done
    assert stand(shown, [], Viewing(seconds=seconds)) == Standing(True)
    assert stand(shown, [], Viewing(marked=True)).done
    assert stand(shown, [Said(claim("answered", result=scored(2, 4)), touched=True)]).scaled == 0.5


def test_opening_an_accordion_is_not_reading_it() -> None:
    opened = claim("attempted")
    assert not stand(content("H5P.Accordion 1.0"), [Said(opened)]).done


def test_a_question_is_not_done_by_looking_at_it() -> None:
    assert not stand(content(TRUE_FALSE), [], Viewing(seconds=10_000, marked=True)).done


def test_an_unknown_type_is_done_by_its_word_or_the_learners() -> None:
    strange = content("H5P.Strange 1.0")
    assert not stand(strange, [], Viewing(seconds=10_000)).done
    assert not stand(strange, [], Viewing(seconds=29, marked=True)).done
    assert stand(strange, [], Viewing(seconds=30, marked=True)).done
    assert stand(strange, [Said(completed(), touched=True)]) == Standing(True, 1, 1, True)


@pytest.mark.parametrize(
    ("inside", "end"),
    [
        ([], End.EITHER),
        ([image()], End.EITHER),
        ([part("H5P.Summary 1.10", {"summaries": [{"subContentId": "s", "tip": ""}]}, "tom-tat")], End.EITHER),
        ([part("H5P.Summary 1.10", {"summaries": [{"summary": ["đúng", "sai"]}]}, "tom-tat")], End.REPORTED),
        ([part(COLUMN, column(image()), "chuong")], End.EITHER),
        ([part(COLUMN, column(part(TRUE_FALSE, true_false("true"), "t1")), "chuong")], End.REPORTED),
    ],
)
def test_what_holds_no_task_may_be_marked_as_done(inside: list[Json], end: End) -> None:
    video = content("H5P.InteractiveVideo 1.27", {"interactiveVideo": {"assets": {"interactions": inside}}})
    assert rule_for(video).end is end


@pytest.mark.parametrize(
    ("paths", "end"),
    [
        (["https://youtu.be/x"], End.EITHER),
        (["https://a.vn/v.webm", "https://a.vn/v.mp4"], End.EITHER),
        (["https://a.vn/v.webm", "videos/v.mp4"], End.REPORTED),
        (["videos/v.mp4"], End.REPORTED),
        ([], End.REPORTED),
        ([None], End.REPORTED),
    ],
)
def test_a_video_that_is_not_in_the_package_may_be_marked_as_done(paths: list[str | None], end: End) -> None:
    inside = {"assets": {"interactions": [part(TRUE_FALSE, true_false("true"), "t1")]}}
    files = {"files": [{"path": path, "mime": "video/mp4"} for path in paths]}
    video = content("H5P.InteractiveVideo 1.27", {"interactiveVideo": {"video": files, **inside}})
    assert rule_for(video).end is end
    assert stand(video, [Said(completed(1, 2), touched=True)]).done


# -- Parts, and whatever comes ----------------------------------------------------


def test_parts_are_found_by_their_ids() -> None:
    top = content(COLUMN, TASKS)
    assert names(top) == {"t1", "anh", "hang", "cot", "m1"}
    found = find(top, "m1", {MULTI_CHOICE: 27})
    assert found is not None
    assert (found.library.name, found.library.patch) == ("H5P.MultiChoice", 27)
    assert find(top, "x") is None


claims = st.lists(
    st.builds(
        lambda verb, name, parent, raw, most, touched: Said(
            claim(verb, part=name, parent=parent, result={"score": {"raw": raw, "max": most}}), touched
        ),
        st.sampled_from(["answered", "completed", "interacted", "attempted"]),
        st.sampled_from([None, "t1", "m1", "anh", "zz"]),
        st.sampled_from([False, None, "cot"]),
        st.integers(-2, 20) | st.none(),
        st.integers(-2, 10) | st.none(),
        st.booleans(),
    ),
    max_size=6,
)


@given(claims, st.sampled_from([COLUMN, TRUE_FALSE, QUESTION_SET, "H5P.Image 1.1", "H5P.Strange 1.0"]))
def test_more_claims_never_undo_or_worsen_what_was_done(said: list[Said], library: str) -> None:
    top = content(library, TASKS)
    before = Standing(done=False)
    for count in range(len(said) + 1):
        now = stand(top, said[:count])
        assert now.done >= before.done
        assert (now.scaled or 0) >= (before.scaled or 0) or library == COLUMN
        assert now.raw is None or now.raw >= 0
        assert now.raw is None or now.max is None or now.raw <= now.max
        before = now
