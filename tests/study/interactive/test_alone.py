"""A part on a page by itself: the same try as in the lesson, with room."""

from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from content.h5p.models import Content
from learners.enrolment.models import Enrolment
from learners.study.interactive.tokens import Token
from tests.study.interactive import world
from tests.study.interactive.world import chosen, event, lesson, part, send, token
from tests.study.world import text

pytestmark = pytest.mark.django_db


def test_it_is_the_part_of_the_lesson_and_leads_back(lan_in: Client, mine: Enrolment, asked: Content) -> None:
    alone = part(mine, asked, "")
    assert f'href="{alone}"' in text(lan_in, lesson(mine))
    answer = lan_in.get(alone)
    page = answer.content.decode()
    assert f'href="{lesson(mine)}#phan-{asked.key}"' in page
    assert f'data-events="{part(mine, asked, "su-kien")}"' in page
    assert f'href="{alone}"' not in page
    told = Token.read(answer.context["interactive_sessions"][asked.key].attempt)
    there = Token.read(lan_in.get(lesson(mine)).context["interactive_sessions"][asked.key].attempt)
    assert told
    assert there
    assert told.attempt == there.attempt
    assert told.page != there.page


def test_what_is_done_here_is_done_there(lan_in: Client, mine: Enrolment, asked: Content) -> None:
    attempt = lan_in.get(part(mine, asked, "")).context["interactive_sessions"][asked.key].attempt
    send(lan_in, mine, asked, event(1, chosen(asked)), attempt=attempt)
    assert "Đã xong, kết quả đã được máy chủ kiểm" in text(lan_in, lesson(mine))
    assert "Đã xong, kết quả đã được máy chủ kiểm" in text(lan_in, part(mine, asked, ""))


def test_its_buttons_lead_back_to_it(lan_in: Client, mine: Enrolment, asked: Content) -> None:
    send(lan_in, mine, asked, event(1, chosen(asked)))
    alone = part(mine, asked, "")
    assert 'name="rieng"' in text(lan_in, alone)
    assert lan_in.post(part(mine, asked, "lam-lai/"), {"rieng": "1"})["Location"] == alone
    seen = {"rieng": "1", "luot": token(mine, asked, number=2)}
    assert lan_in.post(part(mine, asked, "da-xem/"), seen)["Location"] == alone
    assert lan_in.post(part(mine, asked, "lam-lai/"))["Location"] == f"{lesson(mine)}#phan-{asked.key}"


def test_only_what_is_in_her_lesson(lan_in: Client, mine: Enrolment, others: Enrolment, asked: Content) -> None:
    assert lan_in.get(part(mine, asked, "")).status_code == 200
    assert lan_in.get(part(mine, world.content(title="Ở bài khác"), "")).status_code == 404
    assert lan_in.get(lesson(mine, 1, f"tuong-tac/{asked.key}/")).status_code == 404
    assert lan_in.get(f"/hoc/{mine.pk}/bai/{uuid4()}/tuong-tac/{asked.key}/").status_code == 404
    assert lan_in.get(part(others, asked, "")).status_code == 404
    assert Client().get(part(mine, asked, "")).status_code == 302


def queries(client: Client, path: str) -> int:
    client.get(path)
    with CaptureQueriesContext(connection) as met:
        text(client, path)
    return len(met)


def test_it_costs_no_more_than_its_lesson(lan_in: Client, mine: Enrolment, asked: Content) -> None:
    assert queries(lan_in, part(mine, asked, "")) <= queries(lan_in, lesson(mine))
