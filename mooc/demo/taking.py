"""Who of the demonstration sits the final tests, and how: members of community teams, Sáu and Hoa.

With dice of its own, so that everybody else is who she was.
"""

import datetime as dt
import random
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from courses.catalogue.models import CoursePage
from courses.editions.asking import AssessmentRules
from courses.editions.models import EditionUnit
from courses.questions.models import QuestionKind, QuestionVersion
from courses.questions.types import is_manual
from learners.agencies.models import TeamMembership
from learners.attempts.bringing_in import Sitting, bring_in
from learners.attempts.models import Attempt
from learners.enrolment import authorities
from learners.enrolment.models import Enrolment
from learners.people.models import Account
from mooc.demo.accounts import CAST, LEADER, WRITER
from mooc.demo.answering import right_answer, wrong_answer
from mooc.demo.final_tests import read_final_tests
from mooc.demo.history import Study, live_through, said
from mooc.demo.names import uuid_of
from xapi.recording import record
from xapi.vocabulary import Verb

SEED = 20261020
TRIES, KNOWLEDGE, PRACTICE = "lam-thu", "kien-thuc", "thuc-hanh"
# What its learners know: the key the release asks by is mended later.
TRUE_ANSWERS = {"cds02-s2": 2}
# Days before the day of seeding.
BEGAN, DONE, FIRST_TEST, PRACTICE_TEST = 34, 12, 9, 4


@dataclass(slots=True)
class Taker:
    """``told`` is her part in the file; ``attempts`` are those at each of the tests, by its address."""

    told: dict[str, Any]
    account: Account
    enrolment: Enrolment
    attempts: dict[str, list[Attempt]]


def take_final_tests(now: dt.datetime) -> list[Taker]:
    """Once the courses are released; in their order in the file, those for whom there is somebody."""
    texts, dice = read_final_tests(), random.Random(SEED)  # noqa: S311 - must repeat
    course = CoursePage.objects.get(code=texts["course"])
    tests = _tests(course, texts["assessments"])
    chosen = [(told, account) for told, account in _chosen(texts["takers"]) if account.person]
    enrolled = live_through(dice, course.translation_key, _studies(chosen, tests, now))
    takers = [Taker(told, one, enrolled[one.person_id], {}) for told, one in chosen if one.person_id in enrolled]
    _sit(dice, takers, tests, texts["essays"], now)
    return takers


def _chosen(told: list[dict[str, Any]]) -> Iterator[tuple[dict[str, Any], Account]]:
    """Those with a name by it; the others are members of teams, in the order of their teams."""
    named = {account.username: account for account in Account.objects.filter(username__in=["sau", "hoa"])}
    roles = [role.username for role in [*CAST, WRITER, LEADER]]
    rows = TeamMembership.objects.exclude(person__account=None).exclude(person__account__username__in=roles)
    found = rows.select_related("person__account").order_by("is_leader", "team__source_key", "person__pk")
    members = iter(dict.fromkeys(row.person.account for row in found))
    for one in told:
        account = named.get(one["who"]) if "who" in one else next(members, None)
        if account is not None:
            yield one, account


def _tests(course: CoursePage, told: list[dict[str, Any]]) -> dict[str, EditionUnit]:
    """By address, in their order."""
    slugs = {one["title"]: one["slug"] for one in told}
    units = EditionUnit.objects.filter(edition__course=course, title__in=slugs).order_by("position")
    return {slugs[unit.title]: unit for unit in units}


def _studies(
    chosen: list[tuple[dict[str, Any], Account]], tests: dict[str, EditionUnit], now: dt.datetime
) -> list[Study]:
    """Of whatever comes before the tests."""
    first = next(iter(tests.values()))
    before = EditionUnit.objects.filter(edition=first.edition_id, position__lt=first.position).count()
    start, until = now - dt.timedelta(days=BEGAN), now - dt.timedelta(days=DONE)
    return [
        Study(account.person, start + dt.timedelta(days=place % 5, hours=19), until, 1.0, before)
        for place, (_, account) in enumerate(chosen)
        if account.person
    ]


def _sit(
    dice: random.Random, takers: list[Taker], tests: dict[str, EditionUnit], essays: list[str], now: dt.datetime
) -> None:
    papers = [(taker, *paper) for taker in takers for paper in _papers(taker.told)]
    sittings = []
    for taker, slug, days, wrong in papers:
        written = essays[taker.told["essay"]] if slug == PRACTICE else ""
        sittings.append(_sitting(dice, taker, tests[slug], now - dt.timedelta(days=days), wrong, written))
    first = {(one.enrolment.pk, one.unit.unit_key): one for one in reversed(sittings)}
    begun = [said(one.enrolment, Verb.INITIALIZED, one.unit.unit_key, one.opened_at) for one in first.values()]
    record(begun, authority=authorities.learner_session())
    for attempt, (taker, slug, *_) in zip(bring_in(sittings), papers, strict=True):
        taker.attempts.setdefault(slug, []).append(attempt)


def _sitting(
    dice: random.Random, taker: Taker, unit: EditionUnit, day: dt.datetime, wrong: Collection[str], written: str
) -> Sitting:
    opened = timezone.localtime(day).replace(hour=dice.choice([19, 20, 21]), minute=dice.randrange(40))
    return Sitting(
        taker.enrolment,
        unit,
        opened_at=opened,
        submitted_at=opened + dt.timedelta(minutes=dice.randint(9, 18), seconds=dice.randrange(60)),
        answers=_answers(unit, wrong, written),
        seed=dice.getrandbits(63),
        attempt=uuid_of(dice),
    )


def _papers(told: dict[str, Any]) -> Iterator[tuple[str, int, Collection[str]]]:
    """Test, how many days ago, and which questions went wrong, in the order they are sat."""
    if "tries" in told:
        yield TRIES, FIRST_TEST + 1, told["tries"]
    for place, wrong in enumerate(told.get("knowledge", ())):
        yield KNOWLEDGE, FIRST_TEST - place, wrong
    if "essay" in told:
        yield PRACTICE, PRACTICE_TEST, ()


def _answers(unit: EditionUnit, wrong: Collection[str], written: str) -> dict[int, Any]:
    """By version, of everything the paper may draw."""
    asked = AssessmentRules.of(unit.rules).versions
    versions = QuestionVersion.objects.select_related("question").filter(pk__in=asked)
    return {version.pk: _answer(version, wrong, written) for version in versions}


def _answer(version: QuestionVersion, wrong: Collection[str], written: str) -> Any:
    key, kind = str(version.question.source_key), version.question.kind
    if is_manual(kind):
        return written if kind == QuestionKind.ESSAY else None
    if key in wrong:
        return wrong_answer(version)
    return TRUE_ANSWERS[key] if key in TRUE_ANSWERS else right_answer(version)
