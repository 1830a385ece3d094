"""A lesson with interactive contents in it, and what their players say as H5P's core says it."""

import datetime as dt
import json
import uuid
from typing import Any

from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from content.h5p.models import Approval, Content, Library, Pin, Revision
from content.h5p.player.page import activity_of
from courses.catalogue.models import CoursePage, LessonPage, ModulePage
from courses.editions.actions import release
from courses.editions.models import EditionUnit
from learners.enrolment.models import Enrolment
from learners.people.models import Account
from learners.progress.folding import PartState
from learners.progress.models import Progress
from learners.progress.storing import state_of
from learners.study.interactive.tokens import Token
from tests import factories
from xapi.models import Statement, Trust
from xapi.rows import Json

JSON = "application/json"
ADL = "http://adlnet.gov/expapi/verbs/"
CHOICE, PICTURE, SET, UNKNOWN = "H5P.MultiChoice 1.16", "H5P.Image 1.1", "H5P.QuestionSet 1.20", "H5P.FindSigns 1.0"
# Where every session begins in these tests; events are told in minutes from it.
AGO = dt.timedelta(hours=2)

QUESTION = {
    "question": "<p>Tin nào là lừa đảo?</p>",
    "answers": [{"text": "Trúng thưởng", "correct": True}, {"text": "Lịch họp", "correct": False}],
    "behaviour": {"type": "auto", "singlePoint": True},
}
QUESTIONS = {
    "questions": [
        {"library": CHOICE, "params": QUESTION, "subContentId": "mot"},
        {"library": CHOICE, "params": QUESTION, "subContentId": "hai"},
    ]
}


def library(named: str, approval: str = Approval.APPROVED) -> Library:
    name, _space, version = named.partition(" ")
    major, minor = map(int, version.split("."))
    made, _new = Library.objects.get_or_create(
        machine_name=name,
        major=major,
        minor=minor,
        patch=1,
        defaults={
            "title": name,
            "digest": uuid.uuid4().hex * 2,
            "runnable": True,
            "manifest": {},
            "size": 1,
            "approval": approval,
            "decided_at": timezone.now(),
            "created_at": timezone.now(),
        },
    )
    return made


def content(named: str = CHOICE, parameters: Any = QUESTION, title: str = "Tìm tin lừa đảo") -> Content:
    made = Content.objects.create(title=title)
    revise(made, named, parameters)
    return made


def revise(content: Content, named: str = CHOICE, parameters: Any = QUESTION) -> Revision:
    made = Revision.objects.create(
        content=content,
        number=content.revisions.count() + 1,
        library=named,
        package={"title": content.title, "defaultLanguage": "vi"},
        raw_parameters=parameters,
        parameters=parameters,
        name="tin.h5p",
        sha256="0" * 64,
        size=1,
        made_at=timezone.now(),
    )
    for position, one in enumerate(dict.fromkeys([CHOICE, named])):
        Pin.objects.create(revision=made, library=library(one), position=position)
    content.current = made
    content.save()
    return made


def course(by: Account, *blocks: tuple[Content, bool, bool], plain: int = 1) -> CoursePage:
    """Its first lesson has ``blocks``: content, required, verified; then ``plain`` ones, and an assessment."""
    made = factories.course(lessons=0)
    module = ModulePage.objects.child_of(made).get()
    values = [{"content": one.pk, "required": required, "verified": verified} for one, required, verified in blocks]
    body = [("text", "<p>Đọc rồi làm.</p>")]
    page = LessonPage(title="Bài có phần tương tác", body=body)
    stream = page.body.stream_block
    raw = [{"type": "text", "value": "<p>Đọc rồi làm.</p>", "id": str(uuid.uuid4())}]
    raw += [{"type": "interactive", "value": value, "id": str(uuid.uuid4())} for value in values]
    page.body = stream.to_python(raw)
    factories.add(module, page)
    page.move(module, pos="first-child")
    for number in range(plain):
        factories.lesson(module, f"Bài đọc {number}")
    release(course=made, acting_user=by, at=factories.at(0))
    return made


def unit(mine: Enrolment, place: int = 0) -> EditionUnit:
    return list(EditionUnit.objects.filter(edition__pins__enrolment=mine).order_by("position"))[place]


def lesson(mine: Enrolment, place: int = 0, rest: str = "") -> str:
    return f"/hoc/{mine.pk}/bai/{unit(mine, place).unit_key}/{rest}"


def part(mine: Enrolment, about: Content, rest: str) -> str:
    return lesson(mine, 0, f"tuong-tac/{about.key}/{rest}")


def token(mine: Enrolment, about: Content, number: int = 1, page: str = "trang", **changes: Any) -> str:
    """As a page of hers has it that was opened ``AGO``."""
    about.refresh_from_db()
    issued = changes.pop("issued", timezone.now() - AGO)
    revision = changes.pop("revision", about.current_id)
    return Token(mine.pk, unit(mine).unit_key, about.key, revision, number, page, issued).sign()


def minute(number: float) -> str:
    return (timezone.now() - AGO + dt.timedelta(minutes=number)).isoformat()


def said(about: Content, verb: str = "answered", within: str = "", **result: Any) -> Json:
    iri = activity_of(about.key)
    made: Json = {
        "actor": {"account": {"homePage": "http://localhost", "name": "ai-do"}, "objectType": "Agent"},
        "verb": {"id": verb if ":" in verb else f"{ADL}{verb}", "display": {"en-US": verb}},
        "object": {
            "id": f"{iri}?subContentId={within}" if within else iri,
            "objectType": "Activity",
            "definition": {"type": "http://adlnet.gov/expapi/activities/cmi.interaction", "interactionType": "choice"},
        },
        "context": {"contextActivities": {"category": [{"id": "http://h5p.org/libraries/H5P.MultiChoice-1.16"}]}},
    }
    if within:
        made["context"]["contextActivities"]["parent"] = [{"id": iri}]
    return {**made, "result": result} if result else made


def chosen(about: Content, right: bool = True, claimed: float | None = None, **more: Any) -> Json:
    """An answer to the question, with the score it has; or another."""
    raw = float(right) if claimed is None else claimed
    score = {"raw": raw, "min": 0, "max": 1, "scaled": raw}
    result = {"response": "0" if right else "1", "score": score, "success": raw == 1, "completion": True}
    return said(about, "answered", **more, **result)


def event(number: int, statement: Any, at: str = "") -> Json:
    return {"number": number, "statement": statement, "at": at or minute(number)}


def send(client: Client, mine: Enrolment, about: Content, *events: Json, **body: Any) -> HttpResponse:
    options = {"headers": body.pop("headers", {})}
    posted = {"attempt": body.pop("attempt", None) or token(mine, about), "events": events, "interacted": True, **body}
    return client.post(part(mine, about, "su-kien"), json.dumps(posted), content_type=JSON, **options)


def put(client: Client, mine: Enrolment, about: Content, state: Any, **body: Any) -> HttpResponse:
    posted = {"attempt": body.pop("attempt", None) or token(mine, about), "state": state, **body}
    return client.put(part(mine, about, "trang-thai"), json.dumps(posted), content_type=JSON)


def done(mine: Enrolment, about: Content) -> PartState | None:
    found = state_of(Progress.objects.get(pk=mine.pk)).units.get(unit(mine).unit_key)
    return found.parts.get(about.key) if found else None


def claims() -> list[Json]:
    rows = Statement.objects.filter(authority__trust=Trust.H5P_CLAIM).order_by("seq")
    return [json.loads(row.raw) for row in rows]


def verbs() -> list[str]:
    return [claim["verb"]["id"].rpartition("/")[2] for claim in claims()]
