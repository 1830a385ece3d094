"""A notice is read in the language of its reader, and stored in Vietnamese for whoever has no better."""

from typing import Any

import pytest
from django.conf import settings
from django.core import mail
from django.test import Client
from django.utils import translation

from courses.catalogue.models import CoursePage
from learners.certificates.naming import ask_correction, decide_correction
from learners.certificates.telling import tell_owners
from learners.notices import wording
from learners.notices.actions import notify, notify_person
from learners.notices.models import Notice
from learners.people.consents import give, text_in_force
from learners.people.models import Account, DataPurpose
from tests.certificates import world
from tests.progress.lrs import queries_of

pytestmark = pytest.mark.django_db
COURSE = {"course": "An toàn mạng"}
NAMED = {"full_name": "Lê An", "accepted": True, "anew": 0, "answer": ""}
PLANNED = {**COURSE, "outcome": "released", "reason": ""}
ATTEMPTS = {**COURSE, "unit": "Kiểm tra", "name": "Lan", "who": "Minh", "granted": 1, "answer": "Mất điện"}
PACKAGE = {"title": "Năm dấu hiệu"}
APPEAL = {"question": "Ngày nào?", "answer": "Đúng luật"}
GRANTED = {
    **COURSE,
    "unit": "Kiểm tra",
    "extra_attempts": 2,
    "extra_minutes": 10,
    "extra_percent": "",
    "opens_at": "",
    "closes_at": "",
    "reason": "Mất điện",
}
REGRADED = {
    "unit": "Kiểm tra",
    "question": "Gì?",
    "reason": "Đáp án nhầm",
    "marks": 1,
    "number": 1,
    "old": 50,
    "new": 100,
}
CLAIM = {"claim": "not_mine", "accepted": True, "agency": "Sở Y tế", "person": "Lan", "answer": "Quyết định 5"}
CAMPAIGN = {"campaign": "Đợt 2", "day": "30/11"}
DIGEST = {**CAMPAIGN, "agency": "Sở Y tế", "done": 9, "all": 10, "rate": "90,00", "closes": "31/12"}
WAIVER = {"campaign": "Đợt 2", "kind": "exemption", "answer": "Thai sản"}
KINDS = [
    ("certificate", COURSE, "Anh/chị được cấp giấy chứng nhận", "You have been awarded"),
    ("release", COURSE, "Khóa học “An toàn mạng” anh/chị đang học có bản mới.", "“An toàn mạng”"),
    ("name", NAMED, "Họ tên của anh/chị đã được sửa thành “Lê An”.", "“Lê An”"),
    ("name", {**NAMED, "anew": 2, "answer": "Quyết định 5"}, "cấp lại với số mới: 2. Căn cứ: Quyết định 5", "2"),
    ("name", {**NAMED, "accepted": False, "answer": "Khác thẻ"}, "không được chấp nhận. Lý do: Khác thẻ", "Khác thẻ"),
    ("planned-release", PLANNED, "đã phát hành theo giờ hẹn", "“An toàn mạng”"),
    ("planned-release", {**PLANNED, "outcome": "refused", "reason": "Thiếu bài."}, "chưa phát hành được", "Thiếu bài."),
    ("h5p-libraries", {**PACKAGE, "outcome": "ready"}, "“Năm dấu hiệu” chờ đã được duyệt", "it can be played now"),
    ("h5p-libraries", {**PACKAGE, "outcome": "refused"}, "“Năm dấu hiệu” cần không được duyệt", "was refused"),
    ("h5p-libraries", {**PACKAGE, "outcome": "broken"}, "vẫn không chạy được", "still cannot be played"),
    ("factor-reset", {"who": ""}, "Người quản trị hệ thống đã đặt lại", "The system administrator"),
    ("factor-reset", {"who": "Sơn"}, "Sơn đã đặt lại", "Sơn"),
    ("attempts-asked", ATTEMPTS, "Lan xin làm thêm lượt bài “Kiểm tra”", "Lan asks for more attempts"),
    ("attempts-answered", ATTEMPTS, "Minh đã cho Lan làm thêm lượt", "Minh granted Lan more attempts"),
    ("attempts-answered", {**ATTEMPTS, "granted": 0}, "Minh không cho Lan", "Minh did not grant Lan"),
    ("attempts-answer", ATTEMPTS, "Anh/chị được làm thêm lượt", "You were granted more attempts"),
    ("attempts-answer", {**ATTEMPTS, "granted": 0}, "chưa được thêm lượt", "You were not granted"),
    ("appeal-answer", {**APPEAL, "decision": "kept"}, "đáp án được giữ nguyên. Trả lời: Đúng luật", "Đúng luật"),
    ("appeal-answer", {**APPEAL, "decision": "mended"}, "câu này sẽ được sửa", "will be mended"),
    ("regraded", {**REGRADED, "passed": 1, "lost": ""}, "Bài “Kiểm tra” của anh/chị được chấm lại", "“Kiểm tra”"),
    (
        "accommodated",
        {**GRANTED, "name": "Lan", "who": "Oanh"},
        "Oanh cho Lan ở bài “Kiểm tra” của khóa “An toàn mạng”: thêm 2 lượt, thêm 10 phút.",
        "Oanh granted Lan",
    ),
    (
        "attempts-granted",
        GRANTED,
        "Ở bài “Kiểm tra” của khóa “An toàn mạng” anh/chị được thêm 2 lượt, thêm 10 phút. Lý do: Mất điện",
        "you are granted 2 more attempts, 10 more minutes",
    ),
    (
        "mark-corrected",
        {**REGRADED, "position": 2, "passed": -1, "lost": "GCN-1"},
        "Câu 2 bài “Kiểm tra” anh/chị nộp đã được người chấm sửa",
        "Question 2 of “Kiểm tra”",
    ),
    ("marked", {"assessment": "Kiểm tra"}, "Bài “Kiểm tra” anh/chị nộp đã được chấm", "“Kiểm tra” has been marked"),
    ("code-refused", {"name": "Lan", "username": "lan"}, "mã của Lan (lan) báo", "Lan (lan)"),
    (
        "belonging",
        CLAIM,
        "không thuộc “Sở Y tế”: danh sách đã được sửa. Căn cứ: Quyết định 5",
        "the list has been mended",
    ),
    ("belonging", {**CLAIM, "accepted": False}, "giữ nguyên danh sách. Lý do: Quyết định 5", "Quyết định 5"),
    ("campaign-reminder", {**CAMPAIGN, "after": 0}, "anh/chị còn phần chưa học, hạn là hết ngày 30/11", "My learning"),
    ("campaign-reminder", {**CAMPAIGN, "after": 1}, "được ghi là hoàn thành muộn", "Campaign “Đợt 2”"),
    (
        "campaign-digest",
        DIGEST,
        "Sở Y tế, đợt “Đợt 2”: 9 trên 10 người đã hoàn thành (90,00%)",
        "9 of 10 people have finished",
    ),
    ("waiver-asked", {**WAIVER, "name": "Lan"}, "Lan xin miễn đợt “Đợt 2”.", "Lan asks to be exempted"),
    ("waiver-decided", {**WAIVER, "outcome": "granted"}, "được miễn đợt “Đợt 2”. Căn cứ: Thai sản", "You are exempted"),
    ("waiver-decided", {**WAIVER, "outcome": "refused"}, "chưa được đồng ý. Lý do: Thai sản", "Thai sản"),
    ("warnings", {"number": 2}, "Có 2 cảnh báo mới", "There are 2 new warnings"),
    ("weekly", {"agency": "Sở Y tế"}, "Chưa có tình hình tuần này của Sở Y tế.", "no status of this week from Sở Y tế"),
    ("weekly-remark", {"agency": "Sở Y tế"}, "trả lời mới về tình hình tuần của Sở Y tế", "about the week of Sở Y tế"),
]


@pytest.fixture
def lan_in(client: Client, lan: Account) -> Client:
    client.force_login(lan)
    return client


def page(client: Client, language: str = "vi") -> str:
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = language
    answer = client.get("/thong-bao/")
    assert answer.status_code == 200
    return answer.content.decode()


def test_what_a_certificate_s_owner_is_told_she_reads_in_her_language(
    lan_in: Client, lan: Account, course: CoursePage
) -> None:
    certificate = world.finish(lan.person, course)
    tell_owners(lambda: None)
    assert f"Anh/chị được cấp giấy chứng nhận hoàn thành khóa học “{certificate.course_title}”." in page(lan_in)
    english = page(lan_in, "en")
    assert '<p class="notices-text">You have been awarded' in english
    assert f"“{certificate.course_title}”" in english
    assert "Anh/chị được cấp" not in english
    assert "in Vietnamese." not in english


def test_so_she_does_what_hr_answered(lan_in: Client, lan: Account, minh: Account) -> None:
    asked = ask_correction(person=lan.person, full_name="Nguyễn Thị Ngọc Lan", note="", acting_user=lan)
    decide_correction(correction=asked, accept=False, answer="Khác căn cước.", acting_user=minh)
    assert "Lý do: Khác căn cước." in page(lan_in)
    english = page(lan_in, "en")
    assert "Nguyễn Thị Ngọc Lan" in english
    assert "Khác căn cước." in english
    assert "không được chấp nhận" not in english


@pytest.mark.parametrize(("kind", "facts", "vietnamese", "english"), KINDS)
def test_every_kind_has_words_in_both(kind: str, facts: dict[str, Any], vietnamese: str, english: str) -> None:
    with translation.override("en"):
        stored = wording.in_vietnamese(kind, facts)
        told = wording.in_reader_language(kind, facts)
    assert vietnamese in stored
    assert told is not None
    assert english in told
    assert told != stored
    assert wording.in_reader_language(kind, facts) == stored


def test_no_room_tells_a_kind_that_is_not_looked_at_above() -> None:
    assert set(wording._wordings) == {kind for kind, *_rest in KINDS}


def test_what_was_written_before_stays_as_it_was_written(lan_in: Client, lan: Account) -> None:
    notify(account_ids=[lan.pk], kind="release", text="Khóa học có bản mới.")
    old = '<p class="notices-text" lang="vi">Khóa học có bản mới.</p>'
    english = page(lan_in, "en")
    assert old in english
    assert "These notices are in Vietnamese." in english
    notify(account_ids=[lan.pk], kind="release", facts=COURSE)
    english = page(lan_in, "en")
    assert old in english
    assert '<p class="notices-text">' in english
    assert "Some notices are in Vietnamese." in english
    assert "tiếng Việt." not in page(lan_in)


@pytest.mark.parametrize(("kind", "facts"), [("release", {"old": "x"}), ("gone", COURSE)])
def test_facts_that_no_room_words_any_more_leave_the_text(
    lan_in: Client, lan: Account, kind: str, facts: dict[str, str]
) -> None:
    notify(account_ids=[lan.pk], kind="release", facts=COURSE)
    Notice.objects.update(kind=kind, facts=facts)
    for language in ("vi", "en"):
        assert Notice.objects.get().text in page(lan_in, language)


def test_another_language_costs_no_query(lan_in: Client, lan: Account) -> None:
    for _ in range(5):
        notify(account_ids=[lan.pk], kind="release", facts=COURSE)
    page(lan_in)
    assert len(queries_of(lambda: page(lan_in, "en"))) == len(queries_of(lambda: page(lan_in)))


def test_one_insert_keeps_both(lan: Account) -> None:
    facts = {"course": "“%s” & {}"}
    assert len(queries_of(lambda: notify(account_ids=[lan.pk], kind="release", facts=facts))) == 1
    assert len(queries_of(lambda: notify_person(person_id=lan.person.pk, kind="release", facts=facts))) == 1
    for notice in Notice.objects.all():
        assert notice.facts == facts
        assert "““%s” & {}”" in notice.text


def test_what_is_too_long_to_store_is_cut_in_the_stored_text_alone(lan: Account) -> None:
    notify_person(person_id=lan.person.pk, kind="release", facts={"course": "x" * 600})
    notice = Notice.objects.get()
    assert len(notice.text) == 500
    assert notice.worded
    assert notice.worded.endswith("giữ nguyên.")


@pytest.mark.parametrize("said", [{}, {"text": "Tin.", "facts": COURSE}])
def test_it_is_said_one_way(lan: Account, said: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match="a text or facts"):
        notify(account_ids=[lan.pk], kind="release", **said)
    with pytest.raises(KeyError):
        notify(account_ids=[lan.pk], kind="nobody-s", facts=COURSE)
    assert not Notice.objects.exists()


VIETNAMESE_MAIL = "Đại học số: thông báo mới", "Khóa học", "Thư này được gửi tự động."


@pytest.mark.parametrize(
    ("language", "said", "words"),
    [
        ("en", {"facts": COURSE}, ("Digital University: new notice", "The course", "sent automatically")),
        ("en", {"text": "Khóa học có bản mới."}, VIETNAMESE_MAIL),
        ("", {"facts": COURSE}, VIETNAMESE_MAIL),
        ("km", {"facts": COURSE}, VIETNAMESE_MAIL),
    ],
)
def test_mail_is_in_the_language_of_her_account(
    settings: Any,
    tasks_at_once: None,
    lan: Account,
    django_capture_on_commit_callbacks: Any,
    language: str,
    said: dict[str, Any],
    words: tuple[str, str, str],
) -> None:
    settings.EMAIL_HOST = "thu.invalid"
    Account.objects.filter(pk=lan.pk).update(email="lan@thu.invalid", language=language)
    give(account=lan, text=text_in_force(DataPurpose.EMAIL), acting_user=lan)
    with django_capture_on_commit_callbacks(execute=True):
        notify(account_ids=[lan.pk], kind="release", **said)
    (message,) = mail.outbox
    subject, begins, ends = words
    assert message.subject == subject
    assert str(message.body).startswith(begins)
    assert ends in str(message.body)
