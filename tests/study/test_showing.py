"""What a rule keeps from a learner is told by no page, no file and no answer of hers, before or after handing in."""

import datetime as dt
import json
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from courses.catalogue.assessment_forms import AFTER, ANSWERS, CLOSED, DURING, EXPLANATIONS, LATER, MARKS
from learners.attempts import showing
from learners.attempts.accommodations import accommodate, take_back
from learners.attempts.models import Attempt
from learners.attempts.opening import Allowance
from learners.attempts.recorded import question_activity
from learners.enrolment.actions import enrol
from learners.enrolment.models import Enrolment
from learners.enrolment.statements import derived_id
from learners.people.consents import give, text_in_force
from learners.people.models import Account, DataPurpose
from tests.certificates import world as certificates
from tests.questions.samples import SAMPLES
from tests.study import world
from tests.study.world import SECRET, address, answer, paper, text

pytestmark = pytest.mark.django_db
EVERYTHING = [MARKS, ANSWERS, EXPLANATIONS]
HOUR = showing.AFTER
# The right answer to the gap; she never writes it herself here.
KEY = "mười"
WORDS = ("Đúng một phần", "Chưa đúng", ">Đáp án<", SECRET, KEY, "correctResponsesPattern")


def course(by: Account, **feedback: list[str]) -> Any:
    shown = {DURING: [], AFTER: [], LATER: [], CLOSED: [], **feedback}
    return world.course(by, feedback=shown, closes_at=timezone.now() + dt.timedelta(days=30))


def taking(lan: Account, oanh: Account, **feedback: list[str]) -> Enrolment:
    made = course(oanh, **feedback)
    return enrol(person=lan.person, course_key=made.translation_key, acting_user=lan)


def handed_in(client: Client, mine: Enrolment) -> Attempt:
    """Through her own pages: one gap wrong, the rest empty."""
    attempt = paper(mine)
    place = attempt.items.get(version__question__kind="fill").position
    path, revisions = f"/hoc/luot/{attempt.pk}/", ",".join("0" for _ in SAMPLES)
    client.post(path, {"ban": revisions, f"cau-{place + 1}": "chín", "viec": "xem-lai"})
    client.post(path, {"viec": "nop"})
    attempt.refresh_from_db()
    assert attempt.submitted_at
    return attempt


def move(attempt: Attempt, ago: dt.timedelta) -> None:
    Attempt.objects.filter(pk=attempt.pk).update(submitted_at=timezone.now() - ago)


def everything_hers(client: Client, mine: Enrolment, attempt: Attempt) -> dict[str, str]:
    """All that she can open about it, by its address."""
    statements = f"/hoc/{mine.pk}/xapi/statements"
    paths = [
        "/hoc/",
        f"/hoc/{mine.pk}/",
        address(mine, 2),
        f"/hoc/luot/{attempt.pk}/",
        f"/hoc/luot/{attempt.pk}/?xem-lai",
        f"/hoc/luot/{attempt.pk}/ket-qua/",
        "/hoc/ho-so/",
        "/hoc/ho-so.json",
        "/ho-so-ca-nhan/du-lieu.json",
        "/thong-bao/",
        statements,
        f"{statements}?format=canonical",
        f"{statements}?format=ids",
        f"{statements}?attachments=true",
    ]
    return {path: client.get(path, follow=True).content.decode() for path in paths}


def leaks(client: Client, mine: Enrolment, attempt: Attempt) -> list[tuple[str, str]]:
    words = [*WORDS, str(attempt.seed)]
    found = everything_hers(client, mine, attempt).items()
    return [(path, word) for path, content in found for word in words if word in content]


def test_nothing_is_told_before_handing_in(lan_in: Client, lan: Account, oanh: Account) -> None:
    mine = taking(lan, oanh, after=EVERYTHING, later=EVERYTHING, closed=EVERYTHING)
    attempt = paper(mine)
    assert leaks(lan_in, mine, attempt) == []


def test_nothing_is_told_after_it_where_the_rules_show_nothing(lan_in: Client, lan: Account, oanh: Account) -> None:
    mine = taking(lan, oanh)
    certificates.read_lessons(mine)
    attempt = handed_in(lan_in, mine)
    assert leaks(lan_in, mine, attempt) == []
    result = text(lan_in, f"/hoc/luot/{attempt.pk}/ket-qua/")
    assert "Chưa đạt" in result
    assert "không cho xem điểm và kết quả từng câu, đáp án, giải thích" in result
    assert "0%" not in result.replace("80%", "")


def test_statements_that_tell_are_held_back_and_given_once_they_may(
    lan_in: Client, lan: Account, oanh: Account
) -> None:
    mine = taking(lan, oanh, closed=EVERYTHING)
    attempt = handed_in(lan_in, mine)
    statements = f"/hoc/{mine.pk}/xapi/statements"
    place = attempt.items.get(version__question__kind="single").position
    ids = [str(derived_id(attempt.pk, f"answered-{place}")), str(attempt.statement_id)]

    def read() -> list[int]:
        return [lan_in.get(f"{statements}?statementId={one}").status_code for one in ids]

    assert read() == [404, 404]
    assert all(one not in lan_in.get(statements).content.decode() for one in ids)
    Attempt.objects.filter(pk=attempt.pk).update(
        rules={**attempt.rules, "closes_at": (timezone.now() - dt.timedelta(days=1)).isoformat()}
    )
    assert read() == [200, 200]
    listed = [one["id"] for one in json.loads(lan_in.get(statements).content)["statements"]]
    assert set(ids) <= set(listed)


def test_a_page_learns_no_key_by_speaking_of_a_question(lan_in: Client, lan: Account, oanh: Account) -> None:
    """The store would describe the question's activity to whoever has a statement about it."""
    mine = taking(lan, oanh)
    attempt = handed_in(lan_in, mine)
    give(account=lan, text=text_in_force(DataPurpose.READING), acting_user=lan)
    version = attempt.items.select_related("version__question").first().version
    iri = question_activity(attempt.unit_key, version)["id"]
    statements = f"/hoc/{mine.pk}/xapi/statements"
    said = {"verb": {"id": "http://adlnet.gov/expapi/verbs/experienced"}, "object": {"id": iri}}
    sent = lan_in.post(statements, json.dumps(said), content_type="application/json")
    assert sent.status_code == 200
    assert "correctResponsesPattern" not in lan_in.get(f"{statements}?format=canonical").content.decode()


def test_right_after_lasts_while_she_has_the_result_in_hand(client: Client, lan: Account, oanh: Account) -> None:
    mine = taking(lan, oanh, after=EVERYTHING)
    client.force_login(lan)
    attempt = handed_in(client, mine)
    result = f"/hoc/luot/{attempt.pk}/ket-qua/"
    assert SECRET in text(client, result)
    other = Client()
    other.force_login(lan)
    assert SECRET not in text(other, result)
    move(attempt, HOUR)
    assert SECRET not in text(client, result)
    move(attempt, HOUR - dt.timedelta(minutes=1))
    assert SECRET in text(client, result)
    client.post(address(mine, 2, "bat-dau/"))
    assert SECRET not in text(client, result)


@pytest.mark.parametrize(
    ("seen", "there", "missing"),
    [
        ([MARKS], ["Chưa đúng", "0/1 điểm"], [">Đáp án<", SECRET]),
        ([ANSWERS], [">Đáp án<", KEY], ["Chưa đúng", SECRET, "điểm</span>"]),
        ([EXPLANATIONS], [SECRET, "Chưa trả lời"], ["Chưa đúng", ">Đáp án<", KEY]),
    ],
)
def test_each_part_is_shown_alone(
    lan_in: Client, lan: Account, oanh: Account, seen: list[str], there: list[str], missing: list[str]
) -> None:
    mine = taking(lan, oanh, after=seen)
    shown = text(lan_in, f"/hoc/luot/{handed_in(lan_in, mine).pk}/ket-qua/")
    page = shown[shown.index("Từng câu") :]
    assert [word for word in there if word not in page] == []
    assert [word for word in missing if word in page] == []


def test_a_new_assessment_keeps_the_key_from_who_will_sit_it_again(lan_in: Client, mine: Enrolment) -> None:
    first = handed_in(lan_in, mine)
    key = (">Đáp án<", SECRET, KEY, "correctResponsesPattern")
    told = [word for page in everything_hers(lan_in, mine, first).values() for word in key if word in page]
    assert told == []
    result = text(lan_in, f"/hoc/luot/{first.pk}/ket-qua/")
    assert "Chưa đúng" in result
    assert "Ở lượt đạt, hoặc lượt cuối được làm, anh/chị xem được đáp án, giải thích." in result
    last = text(lan_in, f"/hoc/luot/{handed_in(lan_in, mine).pk}/ket-qua/")
    assert [word for word in (">Đáp án<", SECRET, KEY) if word not in last] == []
    assert SECRET not in text(lan_in, f"/hoc/luot/{first.pk}/ket-qua/")


def test_closed_is_from_the_hour_that_she_was_granted(lan_in: Client, lan: Account, oanh: Account) -> None:
    mine = taking(lan, oanh, closed=EVERYTHING)
    attempt, day = handed_in(lan_in, mine), dt.timedelta(days=1)
    yesterday = (timezone.now() - day).isoformat()
    Attempt.objects.filter(pk=attempt.pk).update(rules={**attempt.rules, "closes_at": yesterday})
    later = Allowance(closes_at=timezone.now() + 2 * day)
    granted = accommodate(
        enrolment=mine, unit_key=attempt.unit_key, allowance=later, reason="Ốm", acting_user=oanh
    )  # fmt: skip
    assert leaks(lan_in, mine, attempt) == []
    assert "Lúc này chưa cho xem" in text(lan_in, f"/hoc/luot/{attempt.pk}/ket-qua/")
    take_back(accommodation=granted, acting_user=oanh)
    assert SECRET in text(lan_in, f"/hoc/luot/{attempt.pk}/ket-qua/")


def test_marks_held_back_are_in_no_sum(lan_in: Client, lan: Account, oanh: Account) -> None:
    mine = taking(lan, oanh)
    certificates.read_lessons(mine)
    answer(paper(mine))
    record = json.loads(lan_in.get("/hoc/ho-so.json").content)["completed"][0]
    assert record["score"] is None
    assert "chưa cho xem" in text(lan_in, "/hoc/ho-so/")
    assert "điểm cao nhất" not in text(lan_in, f"/hoc/{mine.pk}/")
    answers = json.loads(lan_in.get("/ho-so-ca-nhan/du-lieu.json").content)["answers"]
    assert [row["points"] for row in answers] == [None] * len(SAMPLES)
    assert "100%" not in text(lan_in, address(mine, 2))
