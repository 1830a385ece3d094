"""Files handed in with an answer: kept, taken back, counted, gone with what they belong to."""

import datetime as dt
import json
from functools import partial
from typing import Any

import pytest
from django.db import connection
from django.test import TestCase

from courses.catalogue.models import CoursePage
from courses.editions.models import EditionUnit
from learners.attempts import file_upkeep
from learners.attempts.actions import AlreadySubmitted, TimeIsUp, save_answers, submit
from learners.attempts.file_models import AnswerFile, place_of
from learners.attempts.files import NotTaken, add_file, remove_file, shown_name
from learners.attempts.models import Attempt, AttemptEvent, Happened
from learners.attempts.queries import paper, result
from learners.attempts.receipts import still_proves
from learners.enrolment.actions import enrol
from learners.enrolment.models import Enrolment
from learners.people.models import Account
from mooc.foundation.private import private_storage
from tests.attempts.file_samples import ESSAY, HTML, JPEG, PDF, PNG, SINGLE, opened, sent, taking_files, word
from tests.factories import at
from tests.xapi.parallel import in_parallel
from xapi.models import Statement
from xapi.vocabulary import Verb

pytestmark = pytest.mark.django_db
TEXT = "Em đổi mật khẩu."


@pytest.fixture
def enrolment(lan: Account, course: CoursePage) -> Enrolment:
    return enrol(person=lan.person, course_key=course.translation_key, acting_user=lan, at=at(1))


@pytest.fixture
def unit(course: CoursePage) -> EditionUnit:
    return taking_files(course)


@pytest.fixture
def attempt(enrolment: Enrolment, unit: EditionUnit) -> Attempt:
    return opened(enrolment, unit)


def lock_of(attempt: Attempt) -> Any:
    return lambda: Attempt.objects.select_for_update().get(pk=attempt.pk)


def add(
    attempt: Attempt, content: bytes = PDF, name: str = "bai.pdf", day: float = 3, place: int = ESSAY
) -> AnswerFile:
    return add_file(lock=lock_of(attempt), position=place, upload=sent(content, name), at=at(day))


def take_back(attempt: Attempt, file: AnswerFile, day: float = 3) -> None:
    remove_file(lock=lock_of(attempt), file=file.pk, at=at(day))


def stored() -> list[str]:
    storage = private_storage()
    if not storage.exists("answers"):
        return []
    return [
        f"answers/{part}/{name}"
        for part in storage.listdir("answers")[0]
        for name in storage.listdir(f"answers/{part}")[1]
    ]


@pytest.fixture(autouse=True)
def empty() -> None:
    """Whatever other tests handed in."""
    for name in stored():
        private_storage().delete(name)


def test_it_is_kept_as_it_is(attempt: Attempt) -> None:
    file = add(attempt, name="C:\\Bài\\Bài làm của Lan.pdf")
    assert (file.name, file.kind, file.size) == ("Bài làm của Lan.pdf", "pdf", len(PDF))
    assert file.file.read() == PDF
    assert "Lan" not in str(file.file.name)
    [event] = AttemptEvent.objects.filter(attempt=attempt)
    assert (event.kind, event.positions) == (Happened.ATTACHED, [ESSAY])


def test_answers_and_files_do_not_get_in_each_other_s_way(attempt: Attempt) -> None:
    """Two windows: one writes upon the revisions it saw before the other's file came."""
    save_answers(attempt=attempt, answers={ESSAY: "Nháp."}, at=at(3))
    add(attempt)
    saved = save_answers(attempt=attempt, answers={ESSAY: TEXT}, seen=[0, 1], at=at(3))
    assert (saved.outdated, saved.revisions) == ([], [0, 2])
    assert [file.name for file in paper(attempt).files[ESSAY]] == ["bai.pdf"]


def test_sent_twice_it_is_one(attempt: Attempt) -> None:
    first = add(attempt)
    assert add(attempt, name="cung-tep.pdf") == first
    assert stored() == [first.file.name]


def test_three_are_enough(attempt: Attempt) -> None:
    for number in range(3):
        add(attempt, PDF + b"%d" % number)
    with pytest.raises(NotTaken, match="đã có 3 tệp"):
        add(attempt, JPEG, "anh.jpg")
    assert len(stored()) == 3
    assert add(attempt, PDF + b"0")


@pytest.mark.parametrize(
    ("content", "name", "reason"),
    [
        (b"", "bai.pdf", "trống"),
        (HTML, "bai.pdf", "không phải PDF"),
        (PDF + b" " * (5 * 2**20), "bai.pdf", "lớn hơn 5 MB"),
    ],
)
def test_what_is_not_taken_says_why(attempt: Attempt, content: bytes, name: str, reason: str) -> None:
    with pytest.raises(NotTaken, match=reason) as refused:
        add(attempt, content, name)
    assert "“bai.pdf”" in str(refused.value)
    assert (stored(), AnswerFile.objects.count(), AttemptEvent.objects.count()) == ([], 0, 0)


def test_five_megabytes_are_taken(attempt: Attempt) -> None:
    assert add(attempt, PDF.ljust(5 * 2**20)).size == 5 * 2**20


@pytest.mark.parametrize("place", [SINGLE, 9])
def test_a_question_that_takes_none_takes_none(attempt: Attempt, place: int) -> None:
    with pytest.raises(NotTaken, match="không nhận tệp"):
        add(attempt, place=place)
    assert stored() == []


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ("../../etc/passwd.pdf", "passwd.pdf"),
        ("/tmp/a/ảnh  chụp\n1.JPG", "ảnh chụp1.JPG"),
        ("bai\u202egpj.exe", "baigpj.exe"),
        ("bài làm.pdf", "bài làm.pdf"),
        ("a" * 200 + ".pdf", "a" * 116 + ".pdf"),
        ("\u200b\x00", ""),
    ],
)
def test_a_name_is_shown_without_what_misleads(given: str, shown: str) -> None:
    assert shown_name(given) == shown


@pytest.mark.parametrize(
    ("name", "content", "saved_as"),
    [
        ("bai.html", PDF, "bai.html.pdf"),
        ("anh.JPEG", JPEG, "anh.JPEG"),
        ("anh", JPEG, "anh.jpg"),
        ("anh.png", JPEG, "anh.png.jpg"),
        ("\u200b", PDF, "tep.pdf"),
    ],
)
def test_what_is_fetched_ends_as_what_it_is(attempt: Attempt, name: str, content: bytes, saved_as: str) -> None:
    assert add(attempt, content, name).saved_as == saved_as


def test_taken_back_its_bytes_go_too(attempt: Attempt) -> None:
    file = add(attempt)
    with TestCase.captureOnCommitCallbacks(execute=True):
        take_back(attempt, file)
        assert stored() == [file.file.name]
    take_back(attempt, file)
    assert (stored(), AnswerFile.objects.count()) == ([], 0)
    assert [event.kind for event in AttemptEvent.objects.order_by("pk")] == [Happened.ATTACHED, Happened.REMOVED]


def test_another_s_file_is_not_taken_back(attempt: Attempt, minh: Account, unit: EditionUnit) -> None:
    key = attempt.enrolment.course_key
    other = opened(enrol(person=minh.person, course_key=key, acting_user=minh, at=at(1)), unit)
    file = add(other)
    take_back(attempt, file)
    assert AnswerFile.objects.get() == file


def test_handed_in_nothing_changes_any_more(attempt: Attempt) -> None:
    file = add(attempt)
    submit(attempt=attempt, at=at(3))
    for late in (partial(add, attempt, PNG), partial(take_back, attempt, file)):
        with pytest.raises(AlreadySubmitted):
            late()
    assert stored() == [file.file.name]


def test_what_comes_too_late_is_not_taken(enrolment: Enrolment, course: CoursePage) -> None:
    attempt = opened(enrolment, taking_files(course, time_limit=30))
    file = add(attempt)
    late = 3 + dt.timedelta(minutes=31) / dt.timedelta(days=1)
    with pytest.raises(TimeIsUp):
        add(attempt, PNG, day=late)
    attempt.refresh_from_db()
    assert attempt.submitted_at == at(3) + dt.timedelta(minutes=30)
    assert stored() == [file.file.name]
    [refused] = AttemptEvent.objects.filter(kind=Happened.REFUSED)
    assert refused.positions == [ESSAY]


def test_within_the_grace_a_paper_is_handed_in_but_takes_no_file(enrolment: Enrolment, course: CoursePage) -> None:
    attempt = opened(enrolment, taking_files(course, time_limit=30, overdue="grace", grace_minutes=10))
    file = add(attempt)
    for late in (partial(add, attempt, PNG), partial(take_back, attempt, file)):
        with pytest.raises(TimeIsUp):
            late(day=3 + dt.timedelta(minutes=35) / dt.timedelta(days=1))
    attempt.refresh_from_db()
    assert attempt.is_open
    assert [one.pk for one in AnswerFile.objects.all()] == [file.pk]


def test_one_by_one_only_the_question_in_its_turn_takes_files(enrolment: Enrolment, course: CoursePage) -> None:
    from learners.attempts.in_turn import answer_in_turn

    attempt = opened(enrolment, taking_files(course, sequential=True))
    with pytest.raises(NotTaken, match="chưa đến lượt"):
        add(attempt)
    answer_in_turn(attempt=attempt, position=SINGLE, answer=0, at=at(3))
    file = add(attempt)
    assert paper(attempt).turn == ESSAY
    answer_in_turn(attempt=attempt, position=ESSAY, answer=TEXT, at=at(3))
    for late in (partial(add, attempt, PNG), partial(take_back, attempt, file)):
        with pytest.raises(NotTaken):
            late()


@pytest.mark.parametrize(
    ("asked", "nothing", "text", "file", "both"),
    [
        ("", [2], [], [2], []),
        ("optional", [2], [], [], []),
        ("required", [2], [2], [2], []),
        ("alone", [2], [2], [], []),
    ],
)
def test_what_is_still_asked_for(
    enrolment: Enrolment,
    course: CoursePage,
    asked: str,
    nothing: list[int],
    text: list[int],
    file: list[int],
    both: list[int],
) -> None:
    attempt = opened(enrolment, taking_files(course, asked))
    save_answers(attempt=attempt, answers={SINGLE: 0}, at=at(3))
    assert paper(attempt).unanswered == nothing
    save_answers(attempt=attempt, answers={ESSAY: TEXT}, at=at(3))
    assert (paper(attempt).unanswered, paper(attempt).without_file) == (text, text)
    if asked:
        add(attempt)
    assert paper(attempt).unanswered == (both if asked else text)
    save_answers(attempt=attempt, answers={ESSAY: ""}, at=at(3))
    assert paper(attempt).unanswered == file


def test_statements_say_that_it_was_given_and_nothing_of_it(attempt: Attempt) -> None:
    file = add(attempt, word(), "Bí mật.docx")
    submit(attempt=attempt, at=at(3))
    told = [row.raw for row in Statement.objects.order_by("seq")]
    answered = [json.loads(raw) for raw in told if Verb.ANSWERED in raw]
    assert [one["result"]["completion"] for one in answered] == [False, True]
    assert not any(part in raw for raw in told for part in ("Bí mật", file.sha256, str(file.file.name), "docx"))


def test_the_receipt_is_of_the_files_too(attempt: Attempt) -> None:
    add(attempt)
    handed_in = submit(attempt=attempt, at=at(3))
    items = list(attempt.items.select_related("version__question"))
    assert still_proves(handed_in, items)
    AnswerFile.objects.update(sha256="0" * 64)
    assert not still_proves(handed_in, items)


def test_a_receipt_without_files_is_what_it_was(attempt: Attempt) -> None:
    """Those given before there were files still prove what they did."""
    handed_in = submit(attempt=attempt, at=at(3))
    items = list(attempt.items.select_related("version__question"))
    with_them = handed_in.receipt
    for item in items:
        item.version.data.pop("files", None)
    assert still_proves(handed_in, items)
    assert handed_in.receipt == with_them


def test_the_result_has_them(attempt: Attempt) -> None:
    add(attempt)
    found = result(submit(attempt=attempt, at=at(3)))
    assert [[file.name for file in line.files] for line in found.lines] == [[], ["bai.pdf"]]
    assert found.lines[ESSAY].verdict == "waiting"


def test_they_are_read_in_one_query_and_in_none_where_nothing_takes_them(
    attempt: Attempt, django_assert_num_queries: Any
) -> None:
    add(attempt)
    with django_assert_num_queries(2):
        paper(attempt)
    for item in attempt.items.select_related("version"):
        item.version.data.pop("files", None)
        item.version.save()
    with django_assert_num_queries(1):
        paper(attempt)


def test_an_attempt_that_is_erased_takes_its_files_along(attempt: Attempt) -> None:
    add(attempt)
    with TestCase.captureOnCommitCallbacks(execute=True):
        attempt.delete()
    assert stored() == []


def test_what_no_row_names_is_swept_after_a_day(attempt: Attempt, monkeypatch: pytest.MonkeyPatch) -> None:
    file = add(attempt)
    lost = private_storage().save(place_of("pdf"), sent())
    assert file_upkeep.sweep(lambda: None) == 0
    monkeypatch.setattr(file_upkeep, "KEPT", dt.timedelta(seconds=-1))
    assert file_upkeep.sweep(lambda: None) == 1
    assert stored() == [file.file.name]
    assert lost not in stored()


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_files_and_handing_in_at_once(attempt: Attempt) -> None:
    """Whatever comes first: what is handed in is what the receipt proves, and no bytes are left over."""

    def send(number: int) -> None:
        try:
            add(attempt, PDF + b"%d" % (number % 4))
        except (NotTaken, AlreadySubmitted):
            pass
        finally:
            connection.close()

    works = [partial(send, number) for number in range(8)]
    assert in_parallel([*works, partial(submit, attempt=attempt, at=at(3)), *works]) == []
    attempt.refresh_from_db()
    assert still_proves(attempt, list(attempt.items.select_related("version__question")))
    kept = sorted(AnswerFile.objects.values_list("file", flat=True))
    assert len(kept) <= 3
    assert sorted(stored()) == kept
