"""By no address of ours does Lan come upon a key, a seed or Huy's paper: not before handing in, nor after it."""

import datetime as dt
import itertools
from collections.abc import Iterator
from http.cookies import SimpleCookie
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from courses.catalogue.assessment_forms import AFTER, ANSWERS, CLOSED, DONE, DURING, EXPLANATIONS, LATER, MARKS
from learners.attempts import showing
from learners.attempts.actions import open_attempt, save_answers
from learners.attempts.in_turn import answer_in_turn
from learners.attempts.models import Attempt
from learners.attempts.recorded import question_activity
from learners.marking.actions import Given, finish
from tests.matrix import secrets, world
from tests.matrix.addresses import ADMIN, ours
from tests.matrix.secrets import PATTERN, SECRETS, Asked
from tests.matrix.test_matrix import POSTED
from tests.progress.lrs import queries_of
from tests.xapi.client import Lrs, authority, statement
from xapi.credentials import DEFINE, READ_MINE, WRITE
from xapi.models import Statement

# Every address is asked on both databases by ``test_matrix``; what stands in the answers is the same.
pytestmark = [pytest.mark.django_db, pytest.mark.alike]
PARTS = (MARKS, ANSWERS, EXPLANATIONS)
# They end her session, or tell her nothing of the course: a new password, her phone.
LEFT_OUT = {"people:sign_out"}
# Beside each address itself.
ALSO: dict[str, tuple[str, ...]] = {
    "study:attempt": ("?xem-lai", "?to=1", *(f"?da-tra-loi={number}" for number in range(1, 5))),
    "study:statements": ("?format=canonical", "?format=ids", "?attachments=true", "?ascending=true&limit=1"),
    "catalogue:index": (f"?q={secrets.KEY.lower()[:4]}",),
}


@pytest.fixture
def made() -> world.World:
    return world.build()


def ask(made: world.World, rules: dict[str, Any], **shown: list[str]) -> Asked:
    feedback = {**{moment: [] for moment in MOMENTS}, **shown}
    told = {"feedback": feedback, "closes_at": timezone.now() + dt.timedelta(days=30), **rules}
    return secrets.asked(*(made.accounts[name] for name in ("oanh", "lan", "huy")), **told)


def parameters(asked: Asked, attempt: Attempt) -> dict[str, Any]:
    item = attempt.items.select_related("version").first()
    assert item
    course = asked.mine.course_key
    return {
        "attempt": attempt.pk,
        "enrolment": attempt.enrolment_id,
        "unit_key": asked.unit.unit_key,
        "course_key": course,
        "item": item.pk,
        "number": 1,
        "pk": item.version.question_id,
        "question": item.version.question_id,
        "version": item.version_id,
        "statement": Statement.objects.filter(registration=attempt.enrolment_id).earliest("seq").statement_id,
    }


def paths(made: world.World, asked: Asked, *, in_admin: bool) -> Iterator[tuple[str, str]]:
    """Name and path of every address, once with Lan's own and once with Huy's in it."""
    for address, attempt in itertools.product(ours(), (asked.attempt, asked.his)):
        if address.name in LEFT_OUT or (address.route.startswith(ADMIN) and not in_admin):
            continue
        own = parameters(asked, attempt)
        if "questions_question" not in address.name:
            del own["pk"]
        given = {**made.arguments(address), **{name: own[name] for name in own if f"{name}>" in address.route}}
        path = reverse(address.name, kwargs=given)
        yield from ((address.name, path + more) for more in ("", *ALSO.get(address.name, ())))
    statements = reverse("study:statements", args=[asked.mine.pk])
    for one in Statement.objects.filter(registration__in=[asked.mine.pk, asked.his.enrolment_id]):
        yield "study:statements", f"{statements}?statementId={one.statement_id}"
        yield "study:statements", f"{statements}?voidedStatementId={one.statement_id}"
    for item in asked.attempt.items.select_related("version__question"):
        iri = question_activity(asked.unit.unit_key, item.version)["id"]
        yield "study:statements", f"{statements}?activity={iri}&format=canonical&related_activities=true"
        yield "study:state", f"{reverse('study:state', args=[asked.mine.pk])}?activityId={iri}"


def told(browser: Client, made: world.World, asked: Asked, words: list[str], *, in_admin: bool = False) -> list[str]:
    """Which of ``words`` stand in what she is answered, and where. The admin shuts its doors to her at any moment."""
    found = []
    for path, name in {path: name for name, path in paths(made, asked, in_admin=in_admin)}.items():
        body = heard(browser, name, path)
        # What she asks by stands in what leads back to it.
        found += [f"{name} {path}: {word}" for word in words if word in body and word not in path]
    return found


def heard(browser: Client, name: str, path: str) -> str:
    """What she is answered, wherever it leads; whatever asking changes is taken back."""
    kept = browser.cookies.output(header="", sep=";")
    with transaction.atomic():
        answer: Any = browser.post(path, follow=True) if name in POSTED else browser.get(path, follow=True)
        body = b"".join(answer.streaming_content) if answer.streaming else answer.content
        transaction.set_rollback(True)
    browser.cookies = SimpleCookie(kept)
    return str(body.decode("utf-8", "replace"))


def hidden(asked: Asked, shown: tuple[str, ...]) -> list[str]:
    """What no rule shows, and what those that show ``shown`` do not."""
    return [*asked.never(), *(word for part in PARTS if part not in shown for word in SECRETS[part])]


def signed_in(made: world.World, settings: Any) -> Client:
    settings.STUDY_PER_MINUTE = 0
    browser = Client()
    browser.force_login(made.accounts["lan"])
    return browser


def hand_in(browser: Client, made: world.World, asked: Asked) -> None:
    """Through her page, so that she has the result in hand; then a person marks the essay."""
    save_answers(attempt=asked.attempt, answers=secrets.wrong())
    browser.post(f"/hoc/luot/{asked.attempt.pk}/", {"viec": "nop"})
    finish(item=asked.attempt.items.get(position=3), given=Given([0], ""), acting_user=made.accounts["oanh"])
    asked.attempt.refresh_from_db()
    assert asked.attempt.submitted_at
    assert not asked.attempt.is_waiting


def change(asked: Asked, **columns: Any) -> None:
    Attempt.objects.filter(pk=asked.attempt.pk).update(**columns)


def in_moment(browser: Client, made: world.World, moment: str, shown: tuple[str, ...]) -> Asked:
    """Lan's paper in that moment, whose rule shows ``shown``."""
    rules: dict[str, Any] = {DURING: {"sequential": True}, DONE: {"max_attempts": 1}}.get(moment, {})
    asked = ask(made, rules, **{moment: list(shown)})
    if moment == DURING:
        for place, given in list(secrets.wrong().items())[:3]:
            answer_in_turn(attempt=asked.attempt, position=place, answer=given)
        return asked
    hand_in(browser, made, asked)
    now = timezone.now()
    if moment == LATER:
        change(asked, submitted_at=now - showing.AFTER * 2)
    if moment == CLOSED:
        change(asked, rules={**asked.attempt.rules, "closes_at": (now - dt.timedelta(minutes=1)).isoformat()})
    return asked


def test_nothing_is_told_of_an_open_paper(made: world.World, settings: Any) -> None:
    everything = list(PARTS)
    asked = ask(made, {}, **{AFTER: everything, LATER: everything, DONE: everything, CLOSED: everything})
    save_answers(attempt=asked.attempt, answers=secrets.wrong())
    assert told(signed_in(made, settings), made, asked, hidden(asked, ()), in_admin=True) == []


MOMENTS = (DURING, AFTER, LATER, DONE, CLOSED)
RULES = [(), *((part,) for part in PARTS), PARTS]
# Each moment with one rule and each rule at one moment; all of them together are for the long run.
SOME = list(zip(MOMENTS, RULES, strict=True))
OTHERS = [both for both in itertools.product(MOMENTS, RULES) if both not in SOME]


@pytest.mark.parametrize(
    ("moment", "shown"), [*SOME, *(pytest.param(*both, marks=pytest.mark.full) for both in OTHERS)]
)
def test_a_moment_shows_no_more_than_its_rule(
    made: world.World, settings: Any, moment: str, shown: tuple[str, ...]
) -> None:
    browser = signed_in(made, settings)
    asked = in_moment(browser, made, moment, shown)
    assert told(browser, made, asked, hidden(asked, shown)) == []


def test_what_is_looked_for_is_there_once_it_may_be_seen(made: world.World, settings: Any) -> None:
    """A word that is nowhere would prove nothing."""
    browser = signed_in(made, settings)
    asked = in_moment(browser, made, AFTER, PARTS)
    result = heard(browser, "study:result", f"/hoc/luot/{asked.attempt.pk}/ket-qua/")
    missing = [word for part in PARTS for word in SECRETS[part] if word not in result]
    assert missing == ["918273.5", PATTERN]
    held = Statement.objects.filter(registration=asked.mine.pk, raw__contains=PATTERN)
    assert [one for one in held if "918273.5" in one.raw]


def posted(browser: Client, attempt: Attempt, answers: dict[str, str]) -> tuple[str, list[str]]:
    """What an autosave is answered, and what the server asked of its database for it."""
    bodies: list[str] = []
    sent = {"ban": ",".join("0" * len(secrets.QUESTIONS)), **answers}

    def save() -> None:
        answer = browser.post(f"/hoc/luot/{attempt.pk}/", sent, headers={"accept": "application/json"})
        assert answer["Content-Type"] == "application/json"
        bodies.append(answer.content.decode())

    found = queries_of(save)
    return bodies[0], [str(one) for one in found]


def test_a_save_answers_alike_whatever_is_right(
    made: world.World, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The same body after the same queries, and nothing is graded that could take its time."""
    asked = ask(made, {})
    again = open_attempt(enrolment=asked.mine, unit=asked.unit)
    assert again == asked.attempt
    browser, now = signed_in(made, settings), timezone.now()
    monkeypatch.setattr("django.utils.timezone.now", lambda: now)
    for kind in ("fill_in.FillIn", "numeric.Numeric", "choice.SingleChoice"):
        monkeypatch.setattr(f"courses.questions.types.{kind}.share", graded)
    tries = [("cau-1", ["chín", secrets.KEY]), ("cau-2", ["1", secrets.NUMBER]), ("cau-3", ["0", "1"])]
    for field, values in tries:
        told = []
        for value in values:
            with transaction.atomic():
                told.append(posted(browser, asked.attempt, {field: value}))
                transaction.set_rollback(True)
        bodies, queries = zip(*told, strict=True)
        assert bodies[0] == bodies[1], field
        assert len(queries[0]) == len(queries[1]), field


def graded(*_: Any) -> None:
    raise AssertionError("a save graded an answer")


def test_a_client_that_reads_its_own_statements_learns_no_key(made: world.World, settings: Any) -> None:
    """Not even of a question that it speaks of itself."""
    browser = signed_in(made, settings)
    asked = in_moment(browser, made, AFTER, PARTS)
    lrs = Lrs("1.0.3", authority("ben-ngoai"), WRITE, READ_MINE, DEFINE)
    version = asked.attempt.items.select_related("version__question").get(position=0).version
    iri = question_activity(asked.unit.unit_key, version)["id"]
    assert lrs.post(statement(object={"id": iri})).status_code == 200
    heard = [
        lrs.get(format="canonical"),
        lrs.get(activity=iri, related_activities="true", format="canonical"),
        lrs.get(registration=str(asked.mine.pk)),
        lrs.read("activities", activityId=iri),
    ]
    assert [answer.status_code for answer in heard] == [200] * 4
    assert [answer for answer in heard if any(word in answer.content.decode() for word in SECRETS[ANSWERS])] == []
