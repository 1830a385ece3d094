"""Files with a paper, as a learner sends and fetches them; nobody else does."""

import re
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from courses.catalogue.models import CoursePage
from learners.attempts.actions import submit
from learners.attempts.file_models import AnswerFile
from learners.attempts.models import Attempt
from learners.enrolment.actions import enrol
from learners.people.actions import merge_people
from learners.people.models import Account
from tests import factories
from tests.attempts.file_samples import ESSAY, HTML, JPEG, PDF, SINGLE, opened, sent, taking_files
from tests.factories import at
from tests.progress.lrs import queries_of
from tests.study.world import text

pytestmark = pytest.mark.django_db
JSON = {"Accept": "application/json"}


def taken(lan: Account, course: CoursePage, files: str = "optional", **rules: Any) -> Attempt:
    mine = enrol(person=lan.person, course_key=course.translation_key, acting_user=lan, at=at(1))
    return opened(mine, taking_files(course, files, **rules))


@pytest.fixture
def attempt(lan: Account, course: CoursePage) -> Attempt:
    return taken(lan, course)


def path(attempt: Attempt) -> str:
    return f"/hoc/luot/{attempt.pk}/"


def post(client: Client, attempt: Attempt, **fields: Any) -> Any:
    """The form of the paper, with what is typed in it."""
    return client.post(path(attempt), {"ban": "0,0", "cau-1": "0", "cau-2": "Em viết.", **fields})


def given(attempt: Attempt, place: int = ESSAY) -> Any:
    return attempt.items.get(position=place).response


def test_the_button_keeps_the_file_and_all_that_is_typed(lan_in: Client, attempt: Attempt) -> None:
    page = text(lan_in, path(attempt))
    assert 'enctype="multipart/form-data"' in page
    assert "Tệp của câu 2 (không bắt buộc)" in page
    answer = post(lan_in, attempt, **{"viec": "tep-2", "tep-2": sent(JPEG, "ảnh.jpg")})
    assert answer.headers["Location"] == f"{path(attempt)}#tep-2"
    assert (given(attempt, SINGLE) is None, given(attempt)) == (False, "Em viết.")
    page = text(lan_in, path(attempt))
    assert "ảnh.jpg" in page
    assert AnswerFile.objects.get().kind == "jpg"


def test_any_button_takes_a_chosen_file_along(lan_in: Client, attempt: Attempt) -> None:
    answer = post(lan_in, attempt, **{"viec": "xem-lai", "tep-2": [sent(), sent(JPEG, "a.jpg")]})
    assert answer.headers["Location"].endswith("?xem-lai")
    assert AnswerFile.objects.count() == 2


@pytest.mark.parametrize("wish", ["tep-2", "xem-lai", "luu"])
def test_what_is_refused_is_said_at_its_question_and_nothing_else_is_lost(
    lan_in: Client, attempt: Attempt, wish: str
) -> None:
    page = post(lan_in, attempt, **{"viec": wish, "tep-2": [sent(HTML, "<b>bai.pdf"), sent()]}).content.decode()
    assert page.count("Câu 2: tệp “&lt;b&gt;bai.pdf” không phải PDF") == 2
    assert "Em viết." in page
    assert given(attempt) == "Em viết."
    assert [file.name for file in AnswerFile.objects.all()] == ["bai.pdf"]


def test_a_file_that_is_too_large_is_passed_over_and_the_form_kept(
    lan_in: Client, attempt: Attempt, settings: Any
) -> None:
    settings.UPLOAD_MB = 1
    large = sent(PDF.ljust(2**20 + 1), "lớn.pdf")
    page = post(lan_in, attempt, **{"viec": "tep-2", "tep-2": [large, sent()]}).content.decode()
    assert "Câu 2: tệp “lớn.pdf” lớn hơn 1 MB." in page
    assert given(attempt) == "Em viết."
    assert [file.name for file in AnswerFile.objects.all()] == ["bai.pdf"]


def test_a_request_beyond_all_measure_is_refused_unread(lan_in: Client, attempt: Attempt, settings: Any) -> None:
    settings.REQUEST_MB = 1
    answer = post(lan_in, attempt, **{"tep-2": sent(PDF.ljust(2**20 + 1))})
    assert answer.status_code == 413
    assert "Tệp gửi lên quá lớn" in answer.content.decode()
    assert given(attempt) is None


def test_a_button_without_a_file_says_what_is_missing(lan_in: Client, attempt: Attempt) -> None:
    page = post(lan_in, attempt, viec="tep-2").content.decode()
    assert "Câu 2: chưa chọn tệp nào." in page
    assert given(attempt) == "Em viết."


def test_a_file_is_taken_back_after_a_second_word(lan_in: Client, attempt: Attempt) -> None:
    post(lan_in, attempt, **{"viec": "tep-2", "tep-2": sent()})
    button = re.search(r'value="(bo-tep-2-\d+)"', text(lan_in, path(attempt)))
    assert button
    for _ in range(2):
        answer = post(lan_in, attempt, viec=button[1])
        assert answer.headers["Location"] == f"{path(attempt)}#tep-2"
    assert AnswerFile.objects.count() == 0
    assert given(attempt) == "Em viết."


def test_the_script_sends_a_file_alone_and_touches_no_answer(lan_in: Client, attempt: Attempt) -> None:
    post(lan_in, attempt)
    answer = lan_in.post(path(attempt), {"tep-2": sent()}, headers=JSON)
    assert "bai.pdf" in answer.json()["files"]["2"]
    assert (given(attempt), attempt.items.get(position=ESSAY).revision) == ("Em viết.", 1)
    answer = lan_in.post(path(attempt), {"tep-2": sent(HTML)}, headers=JSON)
    assert "không phải PDF" in answer.json()["files"]["2"]
    for number in (0, 9):
        assert lan_in.post(path(attempt), {f"tep-{number}": sent()}, headers=JSON).json() == {"files": {}}
    assert AnswerFile.objects.count() == 1


def test_a_file_alone_without_a_script_leads_back(lan_in: Client, attempt: Attempt) -> None:
    """No page of ours sends that; it may not answer the whole paper with nothing."""
    post(lan_in, attempt)
    assert lan_in.post(path(attempt), {"tep-2": sent()}).headers["Location"] == path(attempt)
    assert (given(attempt, SINGLE) is None, given(attempt)) == (False, "Em viết.")


def test_after_handing_in_nothing_is_taken(lan_in: Client, attempt: Attempt) -> None:
    submit(attempt=attempt)
    assert post(lan_in, attempt, **{"tep-2": sent()}).headers["Location"].endswith("/ket-qua/")
    assert lan_in.post(path(attempt), {"tep-2": sent()}, headers=JSON).status_code == 409
    assert AnswerFile.objects.count() == 0


def test_signed_out_she_is_told_that_the_file_is_to_be_chosen_again(client: Client, attempt: Attempt) -> None:
    answer = client.post(path(attempt), {"ban": "0,0", "cau-1": "0", "cau-2": "Em viết.", "tep-2": sent()}, follow=True)
    assert "anh/chị chọn lại tệp" in answer.content.decode()
    assert client.post(path(attempt), {"tep-2": sent()}, headers=JSON).status_code == 401


def test_in_its_turn_a_file_does_not_answer_the_question(lan_in: Client, lan: Account, course: CoursePage) -> None:
    attempt = taken(lan, course, sequential=True)
    turn = {"ban": "0,0", "cau": "1", "cau-1": "0"}
    lan_in.post(path(attempt), turn)
    typed = {"ban": "1,0", "cau": "2", "cau-2": "Em đang viết."}
    page = lan_in.post(path(attempt), {**typed, "viec": "tep-2", "tep-2": sent()}).content.decode()
    assert "Em đang viết." in page
    assert "bai.pdf" in page
    assert given(attempt) is None
    page = lan_in.post(path(attempt), {**typed, "viec": "luu", "tep-2": sent(HTML)}).content.decode()
    assert "không phải PDF" in page
    assert given(attempt) is None
    assert lan_in.post(path(attempt), {**typed, "viec": "luu"}).status_code == 302
    assert given(attempt) == "Em đang viết."


def test_before_handing_in_what_lacks_a_file_is_named(lan_in: Client, lan: Account, course: CoursePage) -> None:
    attempt = taken(lan, course, "required")
    assert "Tệp của câu 2 (bắt buộc)" in text(lan_in, path(attempt))
    post(lan_in, attempt)
    assert "(thiếu tệp)" in text(lan_in, f"{path(attempt)}?xem-lai")
    lan_in.post(path(attempt), {"tep-2": sent()}, headers=JSON)
    assert "Cả 2 câu đều đã có câu trả lời." in text(lan_in, f"{path(attempt)}?xem-lai")


def handed_in(client: Client, attempt: Attempt, upload: SimpleUploadedFile) -> str:
    client.post(path(attempt), {"tep-2": upload}, headers=JSON)
    submit(attempt=attempt)
    return f"{path(attempt)}tep/{AnswerFile.objects.get().pk}/"


def test_she_fetches_it_as_what_it_is(lan_in: Client, attempt: Attempt) -> None:
    address = handed_in(lan_in, attempt, sent(PDF, "Bài.html"))
    assert f'href="{address}"' in text(lan_in, f"{path(attempt)}ket-qua/")
    answer = lan_in.get(address)
    assert b"".join(answer) == PDF
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"] == "attachment; filename*=utf-8''B%C3%A0i.html.pdf"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Cache-Control"] == "private, no-store"
    assert "sandbox" in answer["Content-Security-Policy"]
    part = lan_in.get(address, headers={"Range": "bytes=0-3"})
    assert (part.status_code, b"".join(part)) == (206, b"%PDF")


def test_it_never_leaves_by_the_web_server_or_a_public_address(lan_in: Client, attempt: Attempt, settings: Any) -> None:
    settings.MEDIA_ACCEL = "/noi-bo/"
    address = handed_in(lan_in, attempt, sent())
    answer = lan_in.get(address)
    assert "X-Accel-Redirect" not in answer
    assert b"".join(answer) == PDF
    name = AnswerFile.objects.get().file.name
    for public in (f"/media/{name}", f"/media/images/../{name}", f"/media/images/{name}", f"/private/{name}"):
        assert lan_in.get(public).status_code in (400, 404)


def test_nobody_else_fetches_it(
    lan_in: Client, attempt: Attempt, huy: Account, oanh: Account, son: Account, minh: Account
) -> None:
    address = handed_in(lan_in, attempt, sent())
    for account in (huy, oanh, minh, son):
        other = Client()
        other.force_login(account)
        assert other.get(address).status_code == 404
    assert Client().get(address).status_code == 302
    assert lan_in.get(f"/hoc/luot/{attempt.enrolment_id}/tep/{AnswerFile.objects.get().pk}/").status_code == 404


def test_after_a_merge_it_is_hers_by_the_kept_record(
    lan_in: Client, lan: Account, attempt: Attempt, son: Account
) -> None:
    address = handed_in(lan_in, attempt, sent())
    kept = factories.account("lan-moi", of=factories.person("Nguyễn Thị Lan"))
    other = Client()
    other.force_login(kept)
    assert other.get(address).status_code == 404
    merge_people(kept=kept.person, absorbed=lan.person, acting_user=son, reason="Trùng người.")
    assert other.get(address).status_code == 200
    [told] = other.get("/ho-so-ca-nhan/du-lieu.json").json()["files"]
    assert told["address"] == address


def test_her_data_lists_what_she_handed_in(lan_in: Client, attempt: Attempt) -> None:
    address = handed_in(lan_in, attempt, sent(PDF, "Bài làm.pdf"))
    [told] = lan_in.get("/ho-so-ca-nhan/du-lieu.json").json()["files"]
    assert (told["name"], told["kind"], told["bytes"], told["position"]) == ("Bài làm.pdf", "pdf", len(PDF), ESSAY)
    assert lan_in.get(told["address"]).status_code == 200
    assert told["address"] == address


def test_a_save_costs_what_it_did(lan_in: Client, attempt: Attempt) -> None:
    lan_in.post(path(attempt), {"tep-2": sent()}, headers=JSON)
    fields = {"ban": "0,0", "cau-1": "0", "cau-2": "Em viết thêm."}
    assert len(queries_of(lambda: lan_in.post(path(attempt), fields, headers=JSON))) <= 6
