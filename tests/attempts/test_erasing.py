"""Files are erased when somebody asks for it: hers alone, and the audit knows why."""

import io

import pytest
from django.core.management import CommandError, call_command
from django.test import TestCase

from courses.catalogue.models import CoursePage
from learners.attempts.actions import submit
from learners.attempts.file_models import AnswerFile
from learners.attempts.models import Attempt
from learners.attempts.telling import log_of
from learners.enrolment.actions import enrol
from learners.people.actions import merge_people
from learners.people.models import Account
from mooc.foundation.models import AuditEntry
from mooc.foundation.private import private_storage
from tests import factories
from tests.attempts.file_samples import ESSAY, opened, taking_files
from tests.attempts.test_files import add
from tests.factories import at

pytestmark = pytest.mark.django_db


@pytest.fixture
def attempts(lan: Account, minh: Account, course: CoursePage) -> list[Attempt]:
    """Of Lan and of Minh, a file each."""
    unit, made = taking_files(course), []
    for account in (lan, minh):
        mine = enrol(person=account.person, course_key=course.translation_key, acting_user=account, at=at(1))
        attempt = opened(mine, unit)
        add(attempt)
        made.append(submit(attempt=attempt, at=at(3)))
    return made


def erase(*words: str) -> str:
    out = io.StringIO()
    with TestCase.captureOnCommitCallbacks(execute=True):
        call_command("erase_answer_files", *words, "--reason", "Có số căn cước của người dân", stdout=out)
    return out.getvalue().strip()


def test_hers_go_bytes_and_all(attempts: list[Attempt], son: Account) -> None:
    names = {file.item.attempt_id: file.file.name for file in AnswerFile.objects.select_related("item")}
    assert erase("--account", "lan", "--dry-run") == "1 tệp sẽ bị xóa."
    assert AnswerFile.objects.count() == 2
    assert erase("--account", "lan", "--as", "son") == "Đã xóa 1 tệp."
    assert [private_storage().exists(names[one.pk]) for one in attempts] == [False, True]
    entry = AuditEntry.objects.get(verb="erase_files")
    assert (entry.actor, entry.subject_id, entry.old) == (str(son.pk), str(attempts[0].pk), {"files": 1})
    assert "căn cước" in entry.reason
    assert any(line.words.startswith(f"tệp của câu {ESSAY + 1} bị xóa theo yêu cầu") for line in log_of(attempts[0]))
    assert erase("--account", "lan") == "Đã xóa 0 tệp."
    assert AuditEntry.objects.filter(verb="erase_files").count() == 1


def test_under_all_her_records(attempts: list[Attempt], lan: Account, son: Account) -> None:
    kept = factories.account("lan-moi", of=factories.person("Nguyễn Thị Lan"))
    merge_people(kept=kept.person, absorbed=lan.person, acting_user=son, reason="Trùng người.")
    assert erase("--account", "lan-moi") == "Đã xóa 1 tệp."


def test_of_one_receipt(attempts: list[Attempt]) -> None:
    assert erase("--receipt", attempts[1].receipt.lower()) == "Đã xóa 1 tệp."
    assert AnswerFile.objects.get().item.attempt_id == attempts[0].pk


@pytest.mark.parametrize("words", [("--account", "ai-do"), ("--receipt", "AAAA-BBBB-CCCC")])
def test_whom_nobody_knows_is_said(attempts: list[Attempt], words: tuple[str, str]) -> None:
    with pytest.raises(CommandError, match="Không có"):
        erase(*words)
