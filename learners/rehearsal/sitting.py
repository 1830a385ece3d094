"""One paper an editor opened while walking: drawn as a learner's would be, graded when she hands it in.

It is data in her session; the rows made from it never reach the database.
"""

import datetime as dt
import uuid
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.utils import timezone

from courses.editions.asking import AssessmentRules, compact
from courses.editions.models import EditionUnit
from courses.questions.models import SHOWN, QuestionVersion
from courses.rekeying.judging import judge
from learners.attempts.actions import frozen, items_of
from learners.attempts.in_turn import is_in_turn
from learners.attempts.marking import mark
from learners.attempts.models import Attempt, AttemptItem, Ending
from learners.attempts.paper import draw, new_seed
from learners.enrolment.models import Enrolment

Kept = dict[str, Any]


def moment(text: str | None) -> dt.datetime | None:
    return dt.datetime.fromisoformat(text) if text else None


class Sitting:
    def __init__(self, key: UUID, kept: Kept) -> None:
        self.key, self.kept = key, kept
        self.number: int = kept["number"]
        self.handed_in = moment(kept["handed_in"])
        self.saved_at = moment(kept["saved"])

    @property
    def unit_key(self) -> UUID:
        return UUID(self.kept["unit"])

    def attempt(self, enrolment: Enrolment) -> Attempt:
        """As the pages of learners know it; never saved."""
        return Attempt(
            pk=self.key,
            enrolment=enrolment,
            unit_key=self.unit_key,
            number=self.number,
            seed=self.kept["seed"],
            opened_at=dt.datetime.fromisoformat(self.kept["opened"]),
            ending=Ending.SUBMITTED if self.handed_in else "",
            submitted_at=self.handed_in,
            **frozen(self.kept["rules"]),
            **self._verdict(),
        )

    def _verdict(self) -> dict[str, Any]:
        kept = self.kept["verdict"]
        if not kept:
            return {}
        numbers = {name: Decimal(kept[name]) for name in ("score", "max_score")}
        return {**numbers, "passed": kept["passed"], "unit_passed": kept["unit_passed"]}

    def items(self) -> list[AttemptItem]:
        """Two queries. A question's version is never changed, so the paper stays what it was."""
        rules, answers = AssessmentRules.of(self.kept["rules"]), self.kept["answers"]
        versions = QuestionVersion.objects.select_related(*SHOWN).in_bulk(rules.versions)
        judge(versions.values())
        made = items_of(Attempt(rules=self.kept["rules"]), draw(rules, versions, seed=self.kept["seed"]))
        for item in made:
            answered = not is_in_turn(item.attempt) or str(item.position) in self.kept.get("given", [])
            item.response = answers.get(str(item.position))
            item.saved_at = self.saved_at if answered else None
        for item, points in zip(made, mark(made, rules.pass_percent).points, strict=True):
            item.points = points
        return made

    def answer(self, answers: Mapping[int, Any]) -> None:
        """Those of one sheet; the others stay."""
        for position, given in answers.items():
            self.kept["answers"].pop(str(position), None)
            if given is not None:
                self.kept["answers"][str(position)] = given
        self.kept["given"] = sorted({*self.kept.get("given", []), *map(str, answers)})
        self.saved_at = timezone.now()
        self.kept["saved"] = self.saved_at.isoformat()

    def hand_in(self, items: Sequence[AttemptItem]) -> bool:
        """Grade the paper; says whether its unit is passed, by this attempt alone. Practice never is.

        Nobody marks what an editor tries: with questions for a marker the paper goes on waiting.
        """
        rules = AssessmentRules.of(self.kept["rules"])
        result = mark(items, rules.pass_percent)
        unit_passed = result.passed and not rules.practice
        told = {"score": str(result.raw), "max_score": str(result.highest)}
        verdict = {**told, "passed": result.passed, "unit_passed": unit_passed}
        self.kept["verdict"] = {} if result.is_waiting else verdict
        self.handed_in = timezone.now()
        self.kept["handed_in"] = self.handed_in.isoformat()
        return unit_passed


def new_sitting(unit: EditionUnit, number: int) -> Sitting:
    kept: Kept = {
        "unit": str(unit.unit_key),
        "number": number,
        "seed": new_seed(),
        "rules": compact(unit.rules),
        "opened": timezone.now().isoformat(),
        "answers": {},
        "saved": None,
        "handed_in": None,
        "verdict": {},
    }
    return Sitting(uuid.uuid4(), kept)
