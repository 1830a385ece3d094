"""The server's word on a claim: agreed, disagreed, or that it cannot know."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from content.h5p.claims.grading import Outcome, Reason, regrade
from content.h5p.claims.reading import Claim, read
from tests.h5p.claims.contents import (
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
from tests.h5p.claims.sending import ACTIVITY, answered, claim, scored, sent

BY_PLACE = {SINGLE_CHOICE_SET: 54}
QUIZ = question_set(
    part(TRUE_FALSE, true_false("true"), "q1"),
    part(MULTI_CHOICE, multi_choice(True, True, False), "q2"),
    part("H5P.Blanks 1.14", blanks("*OTP* và *PIN*"), "q3"),
)


def completed(raw: float, most: float, success: bool | None = None) -> Claim:
    return claim("completed", result=scored(raw, most, **({} if success is None else {"success": success})))


def test_the_browsers_honest_score_is_agreed_with() -> None:
    verdict = regrade(TRUE_FALSE, true_false("false"), answered("false", 1, 1, success=True))
    assert (verdict.outcome, verdict.reason, verdict.is_verified) == (Outcome.AGREED, Reason.SAME, True)
    assert (verdict.raw, verdict.max, verdict.success) == (1, 1, True)


@pytest.mark.parametrize(
    ("told", "reason"),
    [
        (answered("true", 1, 1, success=True), Reason.SCORE),
        (answered("false", 10, 1, success=True), Reason.SCORE),
        (answered("false", 1, 10, success=True), Reason.MAX),
        (answered("false", 1, 1, success=False), Reason.SUCCESS),
        (answered("true", None, None, success=True), Reason.SUCCESS),
    ],
)
def test_another_score_than_the_response_earns_is_disagreed_with(told: Claim, reason: Reason) -> None:
    verdict = regrade(TRUE_FALSE, true_false("false"), told)
    assert (verdict.outcome, verdict.reason, verdict.is_verified) == (Outcome.DISAGREED, reason, False)
    assert verdict.max == 1


def test_right_responses_are_never_taken_from_the_claim() -> None:
    forged = sent(
        "answered",
        definition={"interactionType": "true-false", "correctResponsesPattern": ["true"]},
        result=scored(1, 1, success=True, response="true"),
    )
    assert regrade(TRUE_FALSE, true_false("false"), read(forged, ACTIVITY)).outcome is Outcome.DISAGREED


@pytest.mark.parametrize(
    ("library", "parameters", "told", "reason"),
    [
        ("H5P.Essay 1.5", {}, answered("x", 1, 1), Reason.TYPE),
        ("H5P.DragQuestion 1.15", {}, answered("", 1, 1), Reason.TYPE),
        ("H5P.TrueFalse 2.0", true_false("true"), answered("true", 1, 1), Reason.VERSION),
        ("H5P.TrueFalse 1.99", true_false("true"), answered("true", 1, 1), Reason.VERSION),
        ("H5P.MultiChoice 1.4", multi_choice(True), answered("0", 1, 1), Reason.VERSION),
        ("TrueFalse", true_false("true"), answered("true", 1, 1), Reason.PARAMETERS),
        (TRUE_FALSE, None, answered("true", 1, 1), Reason.PARAMETERS),
        (TRUE_FALSE, {"correct": True}, answered("true", 1, 1), Reason.PARAMETERS),
        (TRUE_FALSE, true_false("true"), answered(None, 1, 1), Reason.NO_RESPONSE),
        (TRUE_FALSE, true_false("true"), answered("true"), Reason.NO_CLAIM),
        (TRUE_FALSE, true_false("true"), answered("true", 1, 1, part="q9"), Reason.PART),
        (TRUE_FALSE, true_false("true"), answered("true", 1, 1, parent=None), Reason.PART),
    ],
)
def test_what_cannot_be_known_says_why(library: str, parameters: Any, told: Claim, reason: Reason) -> None:
    verdict = regrade(library, parameters, told)
    assert (verdict.outcome, verdict.reason) == (Outcome.CANNOT_KNOW, reason)
    assert not verdict.is_verified


# -- Parts ------------------------------------------------------------------------


def test_a_part_is_judged_by_its_own_parameters() -> None:
    assert regrade(QUESTION_SET, QUIZ, answered("true", 1, 1, part="q1", parent=None)).is_verified
    verdict = regrade(QUESTION_SET, QUIZ, answered("2", 2, 2, part="q2", parent=None))
    assert (verdict.outcome, verdict.raw, verdict.max) == (Outcome.DISAGREED, 0, 2)


def test_a_part_of_a_part_is_found() -> None:
    deep = column(row(part(QUESTION_SET, QUIZ, "quiz")))
    assert regrade(COLUMN, deep, answered("true", 1, 1, part="q1", parent="quiz")).is_verified


# -- Question sets ----------------------------------------------------------------

TRIES = (
    answered("true", 1, 1, part="q1"),
    answered("0", 1, 2, part="q2"),
    answered("0[,]1", 2, 2, part="q2"),
    answered("OTP[,]mật khẩu", 1, 2, part="q3"),
)


def test_a_set_is_the_sum_of_the_last_answer_to_each_question() -> None:
    verdict = regrade(QUESTION_SET, QUIZ, completed(4, 5, True), TRIES)
    assert (verdict.outcome, verdict.raw, verdict.max, verdict.success) == (Outcome.AGREED, 4, 5, True)
    verdict = regrade(QUESTION_SET, QUIZ, completed(5, 5, True), TRIES)
    assert (verdict.outcome, verdict.reason, verdict.raw) == (Outcome.DISAGREED, Reason.SCORE, 4)


def test_a_set_is_passed_by_its_own_mark() -> None:
    strict = {**QUIZ, "passPercentage": 90}
    assert regrade(QUESTION_SET, strict, completed(4, 5, True), TRIES).reason is Reason.SUCCESS
    assert regrade(QUESTION_SET, strict, completed(4, 5, False), TRIES).is_verified


def test_a_childs_own_score_counts_for_nothing() -> None:
    forged = [answered("false", 1, 1, success=True, part="q1"), *TRIES[1:]]
    assert regrade(QUESTION_SET, QUIZ, completed(4, 5), forged).outcome is Outcome.DISAGREED


def test_questions_nobody_answered_earn_nothing() -> None:
    assert regrade(QUESTION_SET, QUIZ, completed(0, 5, False)).is_verified
    assert regrade(QUESTION_SET, QUIZ, completed(1, 5, False), TRIES[:1]).is_verified


def test_more_than_the_answers_that_came_can_show_cannot_be_known() -> None:
    verdict = regrade(QUESTION_SET, QUIZ, completed(3, 5, True), TRIES[:1])
    assert (verdict.outcome, verdict.reason, verdict.raw) == (Outcome.CANNOT_KNOW, Reason.PARTS, 1)


def test_a_question_of_a_type_we_do_not_grade_leaves_the_set_open() -> None:
    essay = part("H5P.Essay 1.5", {}, "q4")
    verdict = regrade(QUESTION_SET, question_set(*QUIZ["questions"], essay), completed(4, 5), TRIES)
    assert (verdict.outcome, verdict.reason) == (Outcome.CANNOT_KNOW, Reason.TYPE)


def test_of_a_pool_those_drawn_count() -> None:
    drawn = {**QUIZ, "poolSize": 2}
    assert regrade(QUESTION_SET, drawn, completed(2, 3, True), [TRIES[0], TRIES[3]]).is_verified
    assert regrade(QUESTION_SET, drawn, completed(1, 1, True), TRIES[:1]).reason is Reason.PARTS
    assert regrade(QUESTION_SET, drawn, completed(4, 5, True), TRIES).reason is Reason.PARTS
    assert regrade(QUESTION_SET, {**QUIZ, "poolSize": 3}, completed(4, 5), TRIES).is_verified


@given(st.lists(st.tuples(st.booleans(), st.none() | st.booleans()), min_size=1, max_size=6))
def test_a_sets_score_is_a_naive_count(questions: list[tuple[bool, bool | None]]) -> None:
    words = {True: "true", False: "false"}
    parameters = question_set(
        *[part(TRUE_FALSE, true_false(words[right]), f"q{place}") for place, (right, _) in enumerate(questions)]
    )
    tries = [
        answered(words[given], 1, 1, part=f"q{place}")
        for place, (_, given) in enumerate(questions)
        if given is not None
    ]
    naive = sum(right == given for right, given in questions)
    told = completed(naive, len(questions), 100 * naive / len(questions) >= 50)
    assert regrade(QUESTION_SET, parameters, told, tries).is_verified


# -- Single choice sets -----------------------------------------------------------

CHOICES = single_choice_set(("c1", 3), ("c2", 4))


def chosen(first: str, second: str) -> tuple[Claim, Claim]:
    return answered(first, int(first == "0"), 1, part="c1"), answered(second, int(second == "0"), 1, part="c2")


def test_the_first_answer_is_the_right_one() -> None:
    told = completed(1, 2, False)
    assert regrade(SINGLE_CHOICE_SET, CHOICES, told, chosen("0", "2"), patches=BY_PLACE).is_verified
    assert regrade(SINGLE_CHOICE_SET, CHOICES, chosen("0", "2")[0], patches=BY_PLACE).is_verified
    assert regrade(SINGLE_CHOICE_SET, CHOICES, told, chosen("1", "2"), patches=BY_PLACE).outcome is Outcome.DISAGREED
    lenient = {**CHOICES, "behaviour": {"passPercentage": 50}}
    assert regrade(SINGLE_CHOICE_SET, lenient, completed(1, 2, True), chosen("0", "2"), patches=BY_PLACE).is_verified


@pytest.mark.parametrize(("patch", "reported", "known"), [(55, False, False), (70, True, False), (71, True, True)])
def test_versions_that_tell_where_an_answer_was_shown(patch: int, reported: bool, known: bool) -> None:
    pinned = {SINGLE_CHOICE_SET: patch}
    told = completed(1, 2, False)
    verdict = regrade(SINGLE_CHOICE_SET, CHOICES, told, chosen("0", "2"), patches=pinned, reported=reported)
    assert verdict.reason is (Reason.SAME if known else Reason.POSITIONS)


def test_a_patch_nobody_pinned_is_not_guessed() -> None:
    assert regrade(SINGLE_CHOICE_SET, CHOICES, completed(1, 2), chosen("0", "2")).reason is Reason.POSITIONS
    assert regrade("H5P.SingleChoiceSet 1.10", CHOICES, completed(1, 2), chosen("0", "2")).is_verified


# -- Columns ----------------------------------------------------------------------


def test_a_column_is_the_sum_of_its_tasks() -> None:
    parameters = column(
        part(TRUE_FALSE, true_false("true"), "t1"),
        image(),
        row(part(MULTI_CHOICE, multi_choice(True, True, False), "m1")),
        part(QUESTION_SET, QUIZ, "quiz"),
    )
    tries = [answered("true", 1, 1, part="t1"), answered("0", 1, 2, part="m1"), *TRIES]
    verdict = regrade(COLUMN, parameters, completed(6, 8), tries)
    assert (verdict.outcome, verdict.raw, verdict.max) == (Outcome.AGREED, 6, 8)
    assert regrade(COLUMN, parameters, completed(8, 8), tries).outcome is Outcome.DISAGREED


def test_a_column_with_a_task_we_do_not_grade_stays_open() -> None:
    parameters = column(part(TRUE_FALSE, true_false("true"), "t1"), part("H5P.DragQuestion 1.15", {}, "d1"))
    assert regrade(COLUMN, parameters, completed(2, 2), [answered("true", 1, 1, part="t1")]).reason is Reason.TYPE
