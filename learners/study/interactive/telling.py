"""From what an interactive content claimed to what the log is told: who, where and on whose word are the server's."""

import datetime as dt
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from django.conf import settings

from content.h5p.claims.cleaning import Recording, clean
from content.h5p.claims.completion import Standing, scaled
from content.h5p.claims.grading.verdict import Verdict
from content.h5p.models import Revision
from learners.enrolment.models import Enrolment
from learners.enrolment.statements import course_iri, edition_iri, part_iri, statement, unit_iri
from learners.progress.claims import claimed_iri, verdict_iri
from learners.study.interactive.tokens import Token
from learners.study.interactive.weighing import Ending, Heard
from xapi.rows import Json, format_instant
from xapi.vocabulary import Verb

# Below a part: what is inside of it and has no id of its own.
NAMELESS = "khong-ten"
TRY = f"{settings.XAPI_ACTIVITY_BASE}/mo-rong/luot-tuong-tac"


@dataclass(frozen=True, slots=True)
class Teller:
    """What the statements of one try have in common; ``language`` is the content's."""

    enrolment: Enrolment
    token: Token
    revision: Revision
    language: str
    now: dt.datetime

    def claimed(self, heard: Heard, verdict: Verdict | None, ending: Ending | None) -> Json:
        """Of one that ends the try, score and success are those it stands with."""
        claim = replace(heard.claim, timestamp=format_instant(heard.at), statement_id=None)
        recording = Recording(
            iri=self.activity,
            language=self.language,
            earliest=min(self.token.issued, self.now),
            latest=self.now,
            verdict_iri=verdict_iri(),
            claimed_iri=claimed_iri(),
        )
        made = clean(claim, recording, verdict)
        if claim.part is None and not claim.is_top:
            made["object"]["id"] = self.activity(NAMELESS)
        result = made.get("result", {})
        if ending is not None:
            result = {**_without_score(result), **_of_standing(ending.standing)}
        return self._told(made, result, heard.id, heard.at)

    def completed(self, ending: Ending, statement_id: UUID) -> Json:
        """That the part is done, where its content itself has no word for it."""
        made = {"verb": {"id": Verb.COMPLETED}, "object": {"objectType": "Activity", "id": self.activity(None)}}
        told = {"outcome": ending.verdict.outcome.value, "reason": ending.verdict.reason.value}
        result = {**_of_standing(ending.standing), "extensions": {verdict_iri(): told}}
        return self._told(made, result, statement_id, ending.at)

    def activity(self, part: str | None) -> str:
        return part_iri(self.token.unit_key, self.token.content_key, part or "")

    def _told(self, made: Json, result: Json, statement_id: UUID, at: dt.datetime) -> Json:
        built = statement(
            self.enrolment,
            verb=made["verb"]["id"],
            unit_key=self.token.unit_key,
            at=at,
            result=result,
            statement_id=statement_id,
            extra_object=made["object"],
            revision=str(self.revision.number),
        )
        context, said = built["context"], made.get("context", {})
        groups = {**context["contextActivities"], **said.get("contextActivities", {})}
        groups["grouping"] = [{"objectType": "Activity", "id": iri} for iri in self._around()]
        own = {
            "language": said.get("language", context["language"]),
            "platform": settings.WAGTAIL_SITE_NAME,
            "contextActivities": groups,
            "extensions": {**said.get("extensions", {}), TRY: str(self.token.attempt)},
        }
        return {**built, "context": {**context, **own}}

    def _around(self) -> tuple[str, str, str]:
        course_key, edition = self.enrolment.course_key, self.enrolment.progress.edition
        return course_iri(course_key), edition_iri(course_key, edition.number), unit_iri(self.token.unit_key)


def _without_score(result: Json) -> Json:
    return {name: value for name, value in result.items() if name != "score"}


def _of_standing(standing: Standing) -> dict[str, Any]:
    return {**_result(standing.raw, standing.max, standing.success), "completion": True}


def _result(raw: float | None, most: float | None, success: bool | None) -> dict[str, Any]:
    told: dict[str, Any] = {} if success is None else {"success": success}
    if raw is None:
        return told
    share = scaled(raw, most)
    bounds = {"min": 0} if most is None else {"min": 0, "max": most}
    return {**told, "score": {"raw": raw, **bounds, **({} if share is None else {"scaled": share})}}
