"""Questions inside a lesson: she checks herself, the server grades, and it is recorded as an answer.

Nothing depends on it: an ``answered`` statement proves no unit. A page carries a **token**; what is posted twice from
one page is one answer, on the next visit she may answer again.
"""

import secrets
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import QueryDict

from courses.editions.queries import Piece
from courses.questions.grading import grade, is_scored
from courses.questions.models import QuestionVersion
from courses.questions.presentation import Item, parse, present, read_pictures
from courses.questions.responses import Response
from courses.questions.wording import response_feedback, right_words
from courses.questions.xapi_form import response_pattern
from courses.rekeying.judging import has_key, judge
from learners.attempts.paper import part_order
from learners.attempts.recorded import question_activity
from learners.enrolment import authorities
from learners.enrolment.models import Enrolment
from learners.enrolment.statements import derived_id, statement
from xapi.recording import record
from xapi.vocabulary import Verb

# The field that names the question answered, and the one with the page's token.
ASKED, TOKEN = "hoi", "trang"


@dataclass(frozen=True, slots=True)
class Feedback:
    verdict: str
    right: list[str]
    explanation: str
    choices: list[str]


@dataclass(frozen=True, slots=True)
class Asked:
    """An inline question on the page; ``missing`` when it was sent without an answer."""

    item: Item
    feedback: Feedback | None = None
    missing: bool = False


@dataclass(frozen=True, slots=True)
class Part:
    """What the page shows next: a block of the lesson, or a question."""

    block: Any = None
    asked: Asked | None = None


def new_token() -> str:
    return secrets.token_urlsafe(9)


def prefix_of(number: int) -> str:
    return f"cau-{number}"


def order_of(enrolment: Enrolment, version: QuestionVersion) -> list[int]:
    """How the question's parts stand for this learner: the same on every visit."""
    seed = derived_id(enrolment.pk, f"inline-{version.pk}").int
    return part_order(version, shuffle=True, seed=seed)


def parts(enrolment: Enrolment, pieces: list[Piece], post: QueryDict | None, *, graded: bool) -> list[Part]:
    """The lesson in order. ``post`` fills in the question it names: ``graded`` with feedback, else as it was sent."""
    found, number = [], 0
    read_pictures(piece.version for piece in pieces if piece.version is not None)
    for piece in pieces:
        if piece.version is None:
            found.append(Part(block=piece.block))
            continue
        number += 1
        sent = post if post is not None and post.get(ASKED) == prefix_of(number) else None
        found.append(Part(asked=_ask(enrolment, piece.version, number, sent, graded)))
    return found


def _ask(enrolment: Enrolment, version: QuestionVersion, number: int, sent: QueryDict | None, graded: bool) -> Asked:
    order, prefix = order_of(enrolment, version), prefix_of(number)
    response = parse(version, order, sent, prefix) if sent is not None else None
    item = present(version, order, response, prefix=prefix, number=number)
    if sent is None or not graded:
        return Asked(item)
    return Asked(item, missing=True) if response is None else Asked(item, _feedback(version, response))


def _feedback(version: QuestionVersion, response: Response) -> Feedback:
    judge([version])
    if not _is_judged(version):
        said = [] if is_scored(version.question.kind) else response_feedback(version, response)
        return Feedback("given", [], version.explanation, said)
    points = grade(version.question.kind, version.data, response)
    verdict = "right" if points == 1 else "partly" if points else "wrong"
    return Feedback(verdict, right_words(version), version.explanation, response_feedback(version, response))


def _is_judged(version: QuestionVersion) -> bool:
    return is_scored(version.question.kind) and has_key(version)


def answer(*, enrolment: Enrolment, unit_key: UUID, pieces: list[Piece], post: QueryDict) -> None:
    """Record the answer ``post`` gives to the question it names; an empty one is none."""
    asked = [piece.version for piece in pieces if piece.version is not None]
    numbered = {prefix_of(number): version for number, version in enumerate(asked, start=1)}
    prefix = post.get(ASKED, "")
    version = numbered.get(prefix)
    if version is None:
        return
    response = parse(version, order_of(enrolment, version), post, prefix)
    if response is None:
        return
    judge([version])
    cause = f"inline-{unit_key}-{version.pk}-{post.get(TOKEN, '')[:32]}-{response}"
    made = statement(
        enrolment,
        verb=Verb.ANSWERED,
        unit_key=unit_key,
        result=_result(version, response),
        statement_id=derived_id(enrolment.pk, cause),
        extra_object=question_activity(unit_key, version),
    )
    record([made], authority=authorities.server_graded())


def _result(version: QuestionVersion, response: Response) -> dict[str, Any]:
    result: dict[str, Any] = {"completion": True}
    if _is_judged(version):
        points = float(grade(version.question.kind, version.data, response))
        score = {"scaled": points, "raw": points, "min": 0, "max": 1}
        result = {"success": points == 1, "score": score, **result}
    pattern = response_pattern(version, response)
    return {**result, "response": pattern} if pattern else result
