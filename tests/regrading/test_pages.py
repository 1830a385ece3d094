"""From the history of a question to everybody graded again, as an author with the right goes."""

from typing import Any

import pytest
from django.contrib.auth.models import Permission
from django.test import Client

from courses.questions.actions import save_version
from courses.rekeying.models import Rekeying
from learners.certificates.models import Certificate
from learners.people.models import Account
from learners.regrading.models import Regrade, State
from learners.regrading.running import run
from tests import factories
from tests.regrading import world
from tests.regrading.world import Asked

pytestmark = pytest.mark.django_db
BASE = "/quan-tri/cham-lai/"


@pytest.fixture
def editor(client: Client) -> Account:
    made = factories.editor("oanh", of=factories.person("Trần Kim Oanh"))
    made.user_permissions.add(Permission.objects.get(codename="regrade"))
    client.force_login(made)
    return made


@pytest.fixture
def asked(editor: Account) -> Asked:
    made = world.asked(editor, questions=3)
    made.unit.rules |= {"pass_percent": 70}
    made.unit.save()
    return made


def text(answer: Any) -> str:
    found: str = answer.content.decode()
    return found


def mended(asked: Asked) -> int:
    """The next version of the question, as the author saved it; not yet a key of anything."""
    wrong = asked.versions[0]
    data = {**wrong.data, "correct": 1}
    return save_version(question=wrong.question, prompt=wrong.prompt, data=data, explanation="", acting_user=None).pk


def test_from_the_history_to_the_end(client: Client, asked: Asked) -> None:
    for chosen in (0, 1):
        world.sit(asked, world.enrolled(asked), chosen)
    question, key, wrong = world.question(asked), mended(asked), asked.versions[0].pk
    number = Certificate.objects.get().number
    history = text(client.get(f"/quan-tri/snippets/questions/question/history/{question.pk}/"))
    assert f"{BASE}cau/{question.pk}/" in history
    page = text(client.get(f"{BASE}cau/{question.pk}/"))
    assert "theo đáp án của chính nó" in page
    said = {"versions": [wrong], "way": "key", "key": key, "reason": world.WHY}
    answer = client.post(f"{BASE}cau/{question.pk}/", said)
    assert answer.headers["Location"] == f"{BASE}cau/{question.pk}/thu/"
    assert "theo đáp án của phiên bản 2" in text(client.get(f"{BASE}cau/{question.pk}/"))
    foreseen = text(client.get(f"{BASE}cau/{question.pk}/thu/"))
    assert "2 lượt làm bài của 2 người sẽ đổi điểm" in foreseen
    assert "3/3 (100%)" in foreseen
    assert f"thu hồi số {number}" in foreseen
    lines = b"".join(client.get(f"{BASE}cau/{question.pk}/thu.csv")).decode().splitlines()
    assert len(lines) == 3
    assert lines[1].endswith(f"đạt → chưa đạt;thu hồi số {number}")
    assert not Regrade.objects.exists()
    answer = client.post(f"{BASE}cau/{question.pk}/thu/", {"reason": world.WHY})
    made = Regrade.objects.get()
    assert answer.headers["Location"] == f"{BASE}{made.pk}/"
    client.post(f"{BASE}{made.pk}/dung/")
    assert "Chấm tiếp" in text(client.get(f"{BASE}{made.pk}/"))
    assert run(lambda: None) == 0
    client.post(f"{BASE}{made.pk}/tiep/")
    assert "Tạm dừng" in text(client.get(f"{BASE}{made.pk}/"))
    run(lambda: None)
    made.refresh_from_db()
    assert made.state == State.DONE
    assert "100%" in text(client.get(f"{BASE}{made.pk}/"))
    assert "không có gì để chấm lại" in text(client.get(f"{BASE}cau/{question.pk}/thu/"))
    assert str(made.pk) in text(client.get(BASE))


def test_what_cannot_be_says_why_and_changes_nothing(client: Client, asked: Asked) -> None:
    question, wrong = world.question(asked), asked.versions[0]
    other = save_version(question=question, prompt="Câu khác?", data=wrong.data, explanation="", acting_user=None)
    address = f"{BASE}cau/{question.pk}/"
    for said, words in (
        ({"way": "key", "key": other.pk, "reason": "x"}, "Chọn ít nhất một phiên bản"),
        ({"versions": [wrong.pk], "way": "key", "key": other.pk}, "Hãy ghi lý do"),
        ({"versions": [wrong.pk], "way": "key", "key": other.pk, "reason": "x"}, "Phiên bản 1: câu hỏi"),
        ({"versions": [999], "way": "khac", "key": "a", "reason": "x"}, "Từ nay"),
    ):
        answer = client.post(address, said)
        assert answer.status_code == 422
        assert words in text(answer)
    assert not Rekeying.objects.exists()
    answer = client.post(f"{address}thu/", {"reason": world.WHY})
    assert (answer.status_code, Regrade.objects.count()) == (422, 0)


def test_without_the_right_there_is_nothing(client: Client, asked: Asked, editor: Account) -> None:
    editor.user_permissions.clear()
    question = world.question(asked)
    for path in ("", f"cau/{question.pk}/", f"cau/{question.pk}/thu/", f"cau/{question.pk}/thu.csv"):
        assert client.get(BASE + path).status_code == 404
    assert BASE not in text(client.get(f"/quan-tri/snippets/questions/question/history/{question.pk}/"))
