"""Her own statements as she may read them: one about an attempt is held back while it tells more than is shown.

An ``answered`` statement carries the key of its question and what the answer earned, a verdict the score. They are in
the log from the moment of handing in, for the folds read them; she reads each once all it tells may be seen.
"""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from django.http import HttpResponse
from django.utils import timezone

from courses.catalogue.assessment_forms import ANSWERS, MARKS
from learners.attempts.accommodations import granted_to
from learners.attempts.models import Attempt
from learners.attempts.recorded import ATTEMPT
from learners.attempts.showing import NOTHING, shown_of
from xapi import numbers
from xapi.calls import Call
from xapi.credentials import Credential
from xapi.documents import Missing
from xapi.rows import Json
from xapi.views import Handler
from xapi.vocabulary import Verb

# Where the key of a question stands in the definition of its activity.
PATTERN = "correctResponsesPattern"
Shown = Mapping[str, frozenset[str]]


def readable(statements: Iterable[Json], now: dt.datetime) -> list[Json]:
    """Those of ``statements`` that may be read, in their order; at most two queries where any is about an attempt."""
    found = list(statements)
    wanted = {about for said in found if (about := attempt_of(said))}
    rows = list(Attempt.objects.filter(pk__in=wanted)) if wanted else []
    granted = granted_to(rows)
    shown = {str(attempt.pk): shown_of(attempt, now, granted=granted[attempt.pk]) for attempt in rows}
    return [said for said in found if tells_of(said) <= shown.get(attempt_of(said) or "", NOTHING)]


def attempt_of(said: Json) -> str | None:
    extensions: dict[str, Any] = said.get("result", {}).get("extensions", {})
    return extensions.get(ATTEMPT)


def tells_of(said: Json) -> frozenset[str]:
    """What the statement gives away of an attempt.

    One that is about none tells nothing, but where a page of hers speaks of a question the store knows the key of.
    """
    key = {ANSWERS} if PATTERN in said["object"].get("definition", {}) else set()
    if attempt_of(said) is None:
        return NOTHING if said["verb"]["id"] == Verb.ANSWERED else frozenset(key)
    return frozenset(key | ({MARKS} if "score" in said["result"] else set()))


def veiled(handler: Handler) -> Handler:
    """The store's own reading of statements, without those held back."""

    def read(call: Call, credential: Credential) -> HttpResponse:
        # Nothing of hers has a file; without them an answer is JSON.
        asked = {name: value for name, value in call.params.items() if name != "attachments"}
        answer = handler(replace(call, params=asked), credential)
        text = answer.content.decode()
        if not any(mark in text for mark in (ATTEMPT, PATTERN)):
            return answer
        body = numbers.loads(text)
        if "statements" not in body:
            if not readable([body], timezone.now()):
                raise Missing
            return answer
        answer.content = numbers.dumps({**body, "statements": readable(body["statements"], timezone.now())}).encode()
        return answer

    return read
