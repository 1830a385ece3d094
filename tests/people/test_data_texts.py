"""The operator issues a new version of a text about data."""

from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from learners.people.consents import text_in_force
from learners.people.models import Account, DataPurpose, DataText
from mooc.foundation.models import AuditEntry

pytestmark = pytest.mark.django_db
TEXT = "Điều cần biết\n\n## Giữ gì\n- Họ tên\n- Điểm\n\nHết.\n"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "thong-bao.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


def test_a_new_version_is_in_force_and_the_old_one_stays(
    file: Path, son: Account, capsys: pytest.CaptureFixture[str]
) -> None:
    older = text_in_force(DataPurpose.NOTICE)
    call_command("data_texts", "issue", "notice", "2027-01", str(file), "--as", "son")
    newest = text_in_force(DataPurpose.NOTICE)
    assert (newest.title, newest.version) == ("Điều cần biết", "2027-01")
    assert [(part.kind, part.lines) for part in newest.parts] == [
        ("heading", ["Giữ gì"]),
        ("list", ["Họ tên", "Điểm"]),
        ("paragraph", ["Hết."]),
    ]
    assert DataText.objects.get(pk=older.pk).body == older.body
    assert AuditEntry.objects.get(verb="issue_text").actor == str(son.pk)
    capsys.readouterr()
    call_command("data_texts", "list")
    assert capsys.readouterr().out.count("notice") == 2


@pytest.mark.parametrize(
    ("version", "text", "said"),
    [
        ("2026-11", TEXT, "đã có"),
        ("v" * 21, TEXT, "dài quá"),
        ("2027-01", "Chỉ có tiêu đề", "dòng đầu là tiêu đề"),
        ("2027-01", "\n", "dòng đầu là tiêu đề"),
        ("2027-01", "x" * 201 + "\n\nNội dung", "dòng đầu là tiêu đề"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_issued(file: Path, version: str, text: str, said: str) -> None:
    file.write_text(text, encoding="utf-8")
    with pytest.raises(CommandError, match=said):
        call_command("data_texts", "issue", "notice", version, str(file))
    assert DataText.objects.filter(purpose="notice").count() == 1


def test_a_file_that_cannot_be_read_and_a_name_nobody_has(file: Path) -> None:
    with pytest.raises(CommandError, match="Không đọc được"):
        call_command("data_texts", "issue", "notice", "2027-01", str(file.with_name("khong-co.txt")))
    with pytest.raises(CommandError, match="Không có tài khoản ai-do"):
        call_command("data_texts", "issue", "notice", "2027-01", str(file), "--as", "ai-do")
    assert DataText.objects.filter(purpose="notice").count() == 1
