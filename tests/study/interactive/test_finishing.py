"""A lesson that asks for its interactive parts: what is said of them, and that nothing else holds anybody up."""

import json
import re
from pathlib import Path

import pytest
from django.test import Client
from django.utils import timezone

from content.h5p.models import Approval, Content, Library
from learners.enrolment.actions import enrol
from learners.enrolment.models import Enrolment
from learners.people.models import Account
from learners.progress.models import Progress
from tests.progress.lrs import queries_of
from tests.study.interactive import world
from tests.study.interactive.world import (
    JSON,
    PICTURE,
    SET,
    UNKNOWN,
    chosen,
    claims,
    done,
    event,
    lesson,
    part,
    said,
    send,
    token,
    unit,
    verbs,
)
from tests.study.world import text

pytestmark = pytest.mark.django_db


def enrolled(lan: Account, oanh: Account, *blocks: tuple[Content, bool, bool]) -> Enrolment:
    course = world.course(oanh, *blocks)
    return enrol(person=lan.person, course_key=course.translation_key, acting_user=lan)


def finish(client: Client, mine: Enrolment) -> str:
    """The page that follows."""
    answer = client.post(lesson(mine, 0, "xong/"), follow=True)
    assert answer.status_code == 200
    return re.sub(r"\s+", " ", answer.content.decode())


def is_finished(mine: Enrolment) -> bool:
    return "done" in Progress.objects.get(pk=mine.pk).units.get(str(unit(mine).unit_key), {})


def test_what_is_required_comes_first_and_never_is_enough(lan_in: Client, mine: Enrolment, asked: Content) -> None:
    page = text(lan_in, lesson(mine))
    assert "Chưa làm" in page
    assert "Cần làm xong phần này" in page
    refused = finish(lan_in, mine)
    assert f'Bài này chưa xong: anh/chị còn phải làm <a href="#phan-{asked.key}">Tìm tin lừa đảo</a>.' in refused
    assert f'id="phan-{asked.key}"' in refused
    assert not is_finished(mine)
    send(lan_in, mine, asked, event(1, chosen(asked)))
    assert not is_finished(mine)
    page = text(lan_in, lesson(mine))
    assert "Đã xong, kết quả đã được máy chủ kiểm" in page
    assert "Cần làm xong phần này" not in page
    finish(lan_in, mine)
    assert is_finished(mine)


def test_what_is_not_required_holds_nobody_up(lan_in: Client, lan: Account, oanh: Account) -> None:
    mine = enrolled(lan, oanh, (world.content(), False, True))
    finish(lan_in, mine)
    assert is_finished(mine)


def test_a_verified_result_is_asked_for_where_there_can_be_one(lan_in: Client, lan: Account, oanh: Account) -> None:
    asked, unknown = world.content(), world.content(UNKNOWN, {}, "Năm dấu hiệu")
    mine = enrolled(lan, oanh, (asked, True, True), (unknown, True, True))
    send(lan_in, mine, asked, event(1, chosen(asked, right=False, claimed=1)))
    send(lan_in, mine, unknown, event(1, said(unknown, "completed", score={"raw": 3, "max": 5})))
    assert done(mine, unknown)
    assert "Bài này cần kết quả máy chủ kiểm được" in text(lan_in, lesson(mine))
    refused = finish(lan_in, mine)
    assert "Tìm tin lừa đảo</a>." in refused
    assert not is_finished(mine)
    send(lan_in, mine, asked, event(1, chosen(asked, right=False)), attempt=token(mine, asked, number=2))
    finish(lan_in, mine)
    assert is_finished(mine)


def test_what_cannot_be_played_holds_nobody_up(lan_in: Client, mine: Enrolment, asked: Content, core: Path) -> None:
    Library.objects.update(approval=Approval.WITHDRAWN, decided_at=timezone.now())
    assert "Chưa làm" not in text(lan_in, lesson(mine))
    finish(lan_in, mine)
    assert is_finished(mine)


def test_nor_does_a_player_that_is_not_installed(lan_in: Client, mine: Enrolment, asked: Content, core: Path) -> None:
    (core / "package.json").unlink()
    finish(lan_in, mine)
    assert is_finished(mine)


def test_nor_a_content_that_was_never_approved_or_is_gone(lan_in: Client, mine: Enrolment, asked: Content) -> None:
    asked.current = None
    asked.save()
    text(lan_in, lesson(mine))
    finish(lan_in, mine)
    assert is_finished(mine)


def test_a_finished_lesson_stays_finished(lan_in: Client, mine: Enrolment, asked: Content) -> None:
    send(lan_in, mine, asked, event(1, chosen(asked)))
    finish(lan_in, mine)
    revise = world.revise(asked)
    assert asked.current == revise
    finish(lan_in, mine)
    assert is_finished(mine)


def test_what_says_nothing_is_seen_after_a_while(lan_in: Client, lan: Account, oanh: Account) -> None:
    picture = world.content(PICTURE, {}, "Ảnh")
    mine = enrolled(lan, oanh, (picture, True, False))
    fresh = token(mine, picture, issued=timezone.now())
    # No longer than the page has been open, whatever it says.
    assert send(lan_in, mine, picture, seconds=60, attempt=fresh).json()["done"] is False
    assert send(lan_in, mine, picture, seconds=4).json()["done"] is False
    told = send(lan_in, mine, picture, seconds=5).json()
    assert (told["done"], told["verified"], told["words"]) == (True, False, "Đã xong")
    assert send(lan_in, mine, picture, seconds=50).json()["recorded"] == []
    assert verbs() == ["completed"]
    (completed,) = claims()
    assert completed["result"]["completion"] is True
    assert "score" not in completed["result"]


def test_or_when_she_says_so_without_any_script(lan_in: Client, lan: Account, oanh: Account) -> None:
    picture, unknown = world.content(PICTURE, {}, "Ảnh"), world.content(UNKNOWN, {}, "Năm dấu hiệu")
    mine = enrolled(lan, oanh, (picture, True, False), (unknown, True, False))
    page = text(lan_in, lesson(mine))
    assert page.count("Đánh dấu đã xem") == 2
    for about in (picture, unknown):
        answer = lan_in.post(part(mine, about, "da-xem/"), {"luot": token(mine, about)})
        assert (answer.status_code, answer["Location"]) == (302, f"{lesson(mine)}#phan-{about.key}")
        assert done(mine, about)
    assert "Đánh dấu đã xem" not in text(lan_in, lesson(mine))
    finish(lan_in, mine)
    assert is_finished(mine)


def test_her_word_counts_for_nothing_that_speaks_itself_nor_at_once_for_the_unknown(
    lan_in: Client, lan: Account, oanh: Account
) -> None:
    asked, unknown = world.content(), world.content(UNKNOWN, {}, "Năm dấu hiệu")
    mine = enrolled(lan, oanh, (asked, True, False), (unknown, True, False))
    assert text(lan_in, lesson(mine)).count("Đánh dấu đã xem") == 1
    lan_in.post(part(mine, asked, "da-xem/"), {"luot": token(mine, asked)})
    lan_in.post(part(mine, unknown, "da-xem/"), {"luot": token(mine, unknown, issued=timezone.now())})
    for wrong in ("", "x", token(mine, asked)):
        assert lan_in.post(part(mine, unknown, "da-xem/"), {"luot": wrong}).status_code == 302
    assert claims() == []
    assert "bấm lại" in text(lan_in, lesson(mine))


def test_a_set_is_verified_by_its_questions_also_when_they_arrive_late(
    lan_in: Client, lan: Account, oanh: Account
) -> None:
    asked = world.content(SET, world.QUESTIONS, "Hai câu")
    mine = enrolled(lan, oanh, (asked, True, True))
    first, second = chosen(asked, within="mot"), chosen(asked, right=False, within="hai")
    whole = said(asked, "completed", score={"raw": 1, "min": 0, "max": 2, "scaled": 0.5}, success=True)
    attempt = token(mine, asked)
    send(lan_in, mine, asked, event(1, first), attempt=attempt)
    told = send(lan_in, mine, asked, event(3, whole), attempt=attempt).json()
    assert told["done"]
    told = send(lan_in, mine, asked, event(2, second), attempt=attempt).json()
    assert told["verified"]
    ids = [claim["object"]["id"].rpartition("/")[2] for claim in claims()]
    assert ids[:1] == ["mot"]
    assert ids.count("hai") == 1


@pytest.mark.django_db(transaction=True)
def test_a_lesson_with_them_costs_three_queries_more_and_one_without_none(
    lan_in: Client, lan: Account, oanh: Account
) -> None:
    parts = [world.content(title=f"Phần {number}") for number in range(5)]
    bare = enrolled(lan, oanh)
    one = enrolled(lan, oanh, (parts[0], True, False))
    five = enrolled(lan, oanh, *[(each, True, True) for each in parts])
    costs = []
    for mine in (bare, one, five):
        path = lesson(mine)
        text(lan_in, path)
        text(lan_in, path)
        costs.append(len(queries_of(lambda path=path: text(lan_in, path))))
    assert costs[0] <= 6
    assert costs[1] <= costs[0] + 3
    assert costs[2] == costs[1]
    assert costs[2] <= 8, "as much as any lesson may cost"


@pytest.mark.django_db(transaction=True)
def test_what_an_event_costs(lan_in: Client, mine: Enrolment, asked: Content) -> None:
    """Session, account, enrolment; revision and pins; lock, ids, try, progress before and after; the statements and the
    try stored."""
    send(lan_in, mine, asked, event(1, chosen(asked, right=False)))
    attempt, events, state = token(mine, asked), part(mine, asked, "su-kien"), part(mine, asked, "trang-thai")
    posted = {"attempt": attempt, "events": [event(2, chosen(asked))], "interacted": True}
    costs = queries_of(lambda: lan_in.post(events, json.dumps(posted), content_type=JSON))
    answered = done(mine, asked)
    assert answered
    assert answered.verified
    assert len(costs) <= 22, costs
    kept = {"attempt": attempt, "state": {"0": {"state": "1"}}}
    costs = queries_of(lambda: lan_in.put(state, json.dumps(kept), content_type=JSON))
    assert len(costs) <= 9, costs
