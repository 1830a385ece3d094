"""What people decide about the demonstration's final tests: marks, objections, a key that was wrong, more time.

Some of it is left to whoever tries it: essays to mark, an objection to answer, a request for another attempt.
"""

import datetime as dt
from typing import Any

from courses.editions.models import EditionUnit
from courses.questions.actions import save_version
from courses.questions.models import Question
from courses.rekeying.actions import rekey
from courses.rekeying.models import Way
from learners.agencies.models import Agency
from learners.attempts.accommodations import accommodate_agency
from learners.attempts.appealing import appeal, decide_appeal
from learners.attempts.models import Appeal, Attempt, AttemptItem, AttemptRequest, Decision
from learners.attempts.opening import Allowance
from learners.attempts.requesting import ask
from learners.marking.actions import Given, finish
from learners.people.models import Account
from learners.regrading.actions import start
from learners.regrading.running import run
from mooc.demo.accounts import ADMIN
from mooc.demo.final_tests import data_of, read_final_tests
from mooc.demo.taking import KNOWLEDGE, PRACTICE, Taker

AGO = dt.timedelta(days=1, hours=3)


def decide_final_tests(takers: list[Taker], cast: dict[str, Account], now: dt.datetime) -> None:
    """``now`` is the beginning of the day; what people still have to see to was asked yesterday."""
    texts = read_final_tests()
    for taker in takers:
        if "judged" in taker.told:
            _mark(taker, cast["oanh"], now)
    for told in texts["appeals"]:
        _appeal(told, takers, now)
    _regrade(texts, cast)
    _answer_appeals(texts["appeals"], cast["oanh"])
    _ask(texts["request"], takers, now)
    _accommodate(texts["accommodation"], takers, cast["minh"])


def _mark(taker: Taker, marker: Account, now: dt.datetime) -> None:
    """Essay first, then what was seen; the words are said to the essay."""
    items = AttemptItem.objects.filter(attempt=taker.attempts[PRACTICE][-1]).select_related(
        "attempt__enrolment__person"
    )
    for item, judgement in zip(items.order_by("position"), taker.told["judged"], strict=True):
        comment = taker.told["comment"] if item.position == 0 else ""
        finish(item=item, given=Given(judgement, comment), acting_user=marker, at=now - AGO)


def _appeal(told: dict[str, Any], takers: list[Taker], now: dt.datetime) -> None:
    """Whoever has no name is the first one without."""
    taker = next((one for one in takers if one.told.get("who") == told.get("who")), None)
    if taker is None:
        return
    asked = AttemptItem.objects.select_related("attempt")
    item = asked.get(attempt=taker.attempts[KNOWLEDGE][-1], version__question__source_key=told["question"])
    made = appeal(item=item, words=told["words"], acting_user=taker.account)
    Appeal.objects.filter(pk=made.pk).update(made_at=now - AGO)


def _regrade(told: dict[str, Any], cast: dict[str, Account]) -> None:
    """The editor mends the key in the bank, the administrator has everybody graded again."""
    key = told["regrade"]["question"]
    question = Question.objects.get(source_key=key)
    wrong = question.versions.get()
    mended = next(one["mended"] for one in told["questions"] if one["id"] == key)
    right = save_version(
        question=question,
        prompt=wrong.prompt,
        data=data_of(question.kind, mended),
        explanation=wrong.explanation,
        acting_user=cast["oanh"],
    )
    asked = {"reason": told["regrade"]["reason"], "acting_user": cast[ADMIN.username]}
    rekey(versions=[wrong], way=Way.KEY, key=right, **asked)
    if Attempt.objects.filter(items__version=wrong, score__isnull=False).exists():
        start(question=question, **asked)
        run(lambda: None)


def _answer_appeals(told: list[dict[str, Any]], author: Account) -> None:
    for one in told:
        waiting = Appeal.objects.filter(words=one["words"]).first()
        if waiting and "answer" in one:
            decide_appeal(appeal=waiting, decision=Decision.MENDED, answer=one["answer"], acting_user=author)


def _ask(told: dict[str, Any], takers: list[Taker], now: dt.datetime) -> None:
    taker = next((one for one in takers if one.told.get("who") == told["who"]), None)
    if taker is None:
        return
    unit = _unit_of(taker)
    made = ask(enrolment=taker.enrolment, unit=unit, words=told["words"], acting_user=taker.account)
    AttemptRequest.objects.filter(pk=made.pk).update(asked_at=now - AGO)


def _accommodate(told: dict[str, Any], takers: list[Taker], officer: Account) -> None:
    if not takers:
        return
    unit = _unit_of(takers[0])
    accommodate_agency(
        agency=Agency.objects.get(source_key=told["agency"]),
        with_descendants=True,
        course_key=takers[0].enrolment.course_key,
        unit_key=unit.unit_key,
        allowance=Allowance(extra_percent=told["extra_percent"]),
        reason=told["reason"],
        acting_user=officer,
    )


def _unit_of(taker: Taker) -> EditionUnit:
    """Of the timed test."""
    key = taker.attempts[KNOWLEDGE][0].unit_key
    return EditionUnit.objects.get(edition__pins__enrolment=taker.enrolment, unit_key=key)
