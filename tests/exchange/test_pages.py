"""Bringing questions into the bank and taking them out, in the admin."""

import datetime as dt
import io
from functools import partial
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import FileResponse
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from courses.exchange.actions import sweep
from courses.exchange.models import WaitingQuestions
from courses.questions.actions import save_version
from courses.questions.material import Material
from courses.questions.models import Question, QuestionVersion
from learners.people.models import Account
from mooc.foundation.models import AuditEntry
from tests.exchange import samples
from tests.progress.lrs import queries_of
from tests.questions.samples import EVERY_KIND, SAMPLES, stored

pytestmark = pytest.mark.django_db
CHOOSE, BANK = reverse("exchange:choose"), reverse("wagtailsnippets_questions_question:list")


@pytest.fixture
def author(oanh: Account) -> Client:
    oanh.is_superuser = True
    oanh.save()
    browser = Client()
    browser.force_login(oanh)
    return browser


def upload(browser: Client, content: str | bytes, name: str = "cau-hoi.txt") -> str:
    """The address of the preview, or of the form again."""
    raw = content.encode() if isinstance(content, str) else content
    answer = browser.post(CHOOSE, {"file": SimpleUploadedFile(name, raw)})
    return str(answer.get("Location", CHOOSE))


def page(browser: Client, address: str) -> str:
    return browser.get(address).content.decode()


def taken_out(browser: Client, fmt: str, query: str = "") -> bytes:
    answer = browser.get(reverse("exchange:take_out", args=[fmt]) + query)
    assert isinstance(answer, FileResponse)
    return b"".join(answer)  # type: ignore[arg-type]


def test_a_file_is_looked_at_then_brought_in(author: Client, oanh: Account) -> None:
    preview = upload(author, samples.GIFT)
    shown = page(author, preview)
    assert "9 câu mới, 0 thay đổi, 0 đã có như vậy, 3 bị từ chối" in shown
    assert "bài tự luận có tiêu chí chấm mặc định" in shown
    assert not Question.objects.exists()

    again = author.post(preview).content.decode()
    assert "Trong tệp có câu bị từ chối" in again
    assert not Question.objects.exists()

    assert "9 câu mới" in author.post(preview, {"without_refused": "on"}, follow=True).content.decode()
    assert (Question.objects.count(), WaitingQuestions.objects.count()) == (9, 0)
    made = Question.objects.get(source_key="at-1")
    assert made.current
    assert (made.current.created_by, sorted(made.tags.names())) == (oanh, ["an toàn", "mật khẩu"])
    entry = AuditEntry.objects.get(verb="bring_in_questions")
    assert entry.new == {"file": "cau-hoi.txt", "new": 9, "changed": 0, "same": 0, "refused": 3}
    assert author.post(preview).status_code == 404


def test_the_same_file_again_brings_nothing(author: Client) -> None:
    author.post(upload(author, samples.GIFT), {"without_refused": "on"})
    preview = upload(author, samples.GIFT)
    assert "0 câu mới, 0 thay đổi, 9 đã có như vậy" in page(author, preview)
    assert "không có câu nào mới" in author.post(preview, {"without_refused": "on"}).content.decode()
    assert QuestionVersion.objects.count() == 9


@pytest.mark.parametrize("content", ["", "chỉ có chữ".encode("utf-16"), b"PK\x03\x04", b"<quiz><question></quiz>"])
def test_a_malformed_file_changes_nothing(author: Client, content: str | bytes) -> None:
    assert upload(author, content) == CHOOSE
    assert not WaitingQuestions.objects.exists()
    assert not Question.objects.exists()


def test_one_failure_brings_in_nothing(author: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    preview = upload(author, "Một?{=a ~b}\n\nHai?{=c ~d}")
    whole, calls = save_version, []

    def fails_second(**asked: Any) -> QuestionVersion:
        calls.append(asked)
        if len(calls) == 2:
            raise RuntimeError
        return whole(**asked)

    monkeypatch.setattr("courses.exchange.actions.save_version", fails_second)
    with pytest.raises(RuntimeError):
        author.post(preview)
    assert (Question.objects.count(), WaitingQuestions.objects.count()) == (0, 1)


def bank(by: Account) -> list[Question]:
    """A question of every kind with everything that can be written of one."""
    made = []
    for kind in EVERY_KIND:
        question = stored(kind, f"Câu {kind}?\r\nHai dòng.", "Vì = {thế}.", by)
        question.tags.add("an toàn", kind)
        Question.objects.filter(pk=question.pk).update(difficulty="hard", competence="2.3")
        made.append(question)
    return made


@pytest.mark.parametrize("fmt", ["xlsx", "gift"])
def test_what_is_taken_out_comes_in_as_the_same(author: Client, oanh: Account, fmt: str) -> None:
    made = bank(oanh)
    preview = upload(author, taken_out(author, fmt), f"a.{fmt}")
    shown = page(author, preview)
    assert "0 câu mới, 0 thay đổi" in shown
    assert "0 bị từ chối" in shown
    if fmt == "xlsx":
        assert f"{len(made)} đã có như vậy" in shown


def test_a_changed_row_is_a_new_version_of_its_question(author: Client, oanh: Account) -> None:
    question = stored("single", "Cái gì?", "Vì thế.", oanh)
    beside = Material(("Một gợi ý.",))
    data = SAMPLES["single"][0]
    save_version(question=question, prompt="Cái gì?", data=data, explanation="", material=beside, acting_user=oanh)
    other = stored("fill", "Không đổi?", "", oanh)
    text = (
        taken_out(author, "gift")
        .decode()
        .replace("Cái gì?", "Cái gì thế?")
        .replace("difficulty:medium", "difficulty:hard", 1)
    )
    preview = upload(author, text)
    assert "0 câu mới, 1 thay đổi, 1 đã có như vậy" in page(author, preview)
    author.post(preview)
    question.refresh_from_db()
    assert question.current
    assert (question.current.number, question.current.prompt, question.difficulty) == (3, "Cái gì thế?", "hard")
    assert question.current.hints == ["Một gợi ý."]
    assert other.versions.count() == 1


def test_a_key_of_another_kind_and_a_key_twice_are_refused(author: Client, oanh: Account) -> None:
    question = stored("fill", "Điền?", "", oanh)
    twice = "// [id:x]\nMột?{T}\n\n// [id:x]\nHai?{T}\n\nBa?{T}\n\nBa?{T}"
    text = f"// [id:{question.key}]\nChọn?{{=a ~b}}\n\n{twice}"
    shown = page(author, upload(author, text))
    assert "mã này là của một câu loại khác: Điền vào chỗ trống" in shown
    assert "trùng với dòng 5" in shown
    assert "trùng với dòng 10" in shown
    assert "2 câu mới, 0 thay đổi, 0 đã có như vậy, 3 bị từ chối" in shown


def test_what_the_filters_leave_is_taken_out(author: Client, oanh: Account) -> None:
    bank(oanh)
    text = taken_out(author, "gift", "?kind=order").decode()
    assert "Câu order?" in text
    assert "Câu single?" not in text


def test_the_preview_costs_as_many_queries_for_many_as_for_one(author: Client, oanh: Account) -> None:
    costs = []
    for number in (1, 30):
        text = "\n\n".join(f"// [id:k{place}]\nCâu {place}?{{=a ~b}}" for place in range(number))
        preview = upload(author, text)
        page(author, preview)
        costs.append(len(queries_of(partial(page, author, preview))))
        author.post(preview)
    assert costs[1] <= costs[0] + 1


def test_the_list_leads_there_and_the_template_is_one(author: Client) -> None:
    shown = page(author, reverse("wagtailsnippets_questions_question:list") + "?kind=single")
    assert CHOOSE in shown
    assert reverse("exchange:take_out", args=["gift"]) + "?kind=single" in shown
    answer = author.get(reverse("exchange:template"))
    assert isinstance(answer, FileResponse)
    content = io.BytesIO(b"".join(answer)).getvalue()  # type: ignore[arg-type]
    assert "2 câu mới" in page(author, upload(author, content, "mau.xlsx"))


def test_a_waiting_file_is_its_owner_s_and_is_forgotten(author: Client, son: Account) -> None:
    preview = upload(author, "Câu?{T}")
    other = Client()
    other.force_login(son)
    assert other.get(preview).status_code == 404
    assert other.post(preview + "bo/").status_code == 404
    assert sweep() == 0
    WaitingQuestions.objects.update(created_at=timezone.now() - dt.timedelta(days=2))
    assert sweep() == 1


def test_a_file_may_be_given_up(author: Client) -> None:
    preview = upload(author, "Câu?{T}")
    assert author.post(preview + "bo/")["Location"] == CHOOSE
    assert not WaitingQuestions.objects.exists()


def test_who_may_not_write_the_bank_neither_brings_in_nor_takes_out(lan: Account) -> None:
    browser = Client()
    browser.force_login(lan)
    for address in (CHOOSE, reverse("exchange:take_out", args=["xlsx"]), reverse("exchange:template")):
        assert browser.get(address).status_code in (302, 403)


def test_what_h5p_has_words_for_goes_out_as_a_package(author: Client) -> None:
    assert author.get(reverse("exchange:take_out", args=["h5p"])).headers["Location"] == BANK
    for kind in EVERY_KIND:
        stored(kind)
    assert taken_out(author, "h5p").startswith(b"PK")
    answer = author.get(reverse("exchange:take_out", args=["h5p"]))
    assert f"cau-hoi-4-trong-{len(EVERY_KIND)}-cau.h5p" in answer.headers["Content-Disposition"]
    assert "Xuất H5P" in page(author, BANK)
