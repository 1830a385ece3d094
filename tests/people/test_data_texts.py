"""The operator issues a new version of a text about data."""

from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.test import Client

from learners.people.consents import text_in_force, translate_text
from learners.people.models import Account, Consent, DataPurpose, DataText
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


BINDS = "the Vietnamese text is the binding one"
REGISTER, DATA = "/dang-ky/", "/ho-so-ca-nhan/du-lieu/"


@pytest.fixture
def reader(client: Client) -> Client:
    """Reads English."""
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    return client


def test_the_first_texts_are_read_in_english_and_say_which_wording_binds(reader: Client) -> None:
    page = reader.get(REGISTER).content.decode()
    assert '<h2 id="du-lieu">What this site records about you</h2>' in page
    assert "Measure how long I read lessons" in page
    assert "Trang này ghi lại" not in page
    assert page.count(BINDS) == 1
    vietnamese = Client().get(REGISTER).content.decode()
    assert "Trang này ghi lại" in vietnamese
    assert "bản tiếng Việt mới có giá trị" not in vietnamese


def test_whoever_agrees_in_english_agrees_to_the_version(reader: Client) -> None:
    notice = text_in_force(DataPurpose.NOTICE)
    form = {"full_name": "Đỗ Thị Mận", "birth_year": "1990", "notice": str(notice.pk)}
    secret = {"password": "con-thuyen-xanh-7", "again": "con-thuyen-xanh-7"}
    assert reader.post(REGISTER, {**form, **secret}).url == "/dang-ky/xong/"
    assert Consent.objects.get().text == notice
    page = reader.get(DATA).content.decode()
    assert '<h3 lang="en">What this site records about you</h3>' in page
    assert 'lang="vi">Trang' not in page


def test_a_guardian_reads_english_too(reader: Client) -> None:
    form = {"full_name": "Lò Thị Mai", "birth_year": "2012", "notice": str(text_in_force(DataPurpose.NOTICE).pk)}
    secret = {"password": "con-thuyen-xanh-7", "again": "con-thuyen-xanh-7"}
    page = reader.post(REGISTER, {**form, **secret}, follow=True).content.decode()
    assert "Consent for your child to learn on this site" in page
    assert BINDS in page


def test_a_new_version_is_vietnamese_until_it_is_translated(
    reader: Client, file: Path, son: Account, capsys: pytest.CaptureFixture[str]
) -> None:
    call_command("data_texts", "issue", "notice", "2027-01", str(file))
    page = reader.get(REGISTER).content.decode()
    assert 'lang="vi">' in page
    assert "Điều cần biết" in page
    assert "This text is in Vietnamese." in page
    for title in ("To kow", "To know"):
        file.write_text(f"{title}\n\n- Your name\n", encoding="utf-8")
        call_command("data_texts", "translate", "notice", "2027-01", str(file), "--as", "son")
    page = reader.get(REGISTER).content.decode()
    assert "To know" in page
    assert "<li>Your name</li>" in page
    assert text_in_force(DataPurpose.NOTICE).title == "Điều cần biết"
    entry = AuditEntry.objects.filter(verb="translate_text").latest("pk")
    assert (entry.actor, entry.old["title"], entry.new["title"]) == (str(son.pk), "To kow", "To know")
    capsys.readouterr()
    call_command("data_texts", "list")
    assert "vi,en  Điều cần biết" in capsys.readouterr().out


def test_only_what_is_there_is_translated_and_only_to_a_language_of_readers(file: Path) -> None:
    with pytest.raises(CommandError, match="Không có phiên bản 2031"):
        call_command("data_texts", "translate", "notice", "2031", str(file))
    for language in ("vi", "fr"):
        with pytest.raises(ValueError, match="not a language"):
            translate_text(
                text=text_in_force(DataPurpose.NOTICE), language=language, title="x", body="y", acting_user=None
            )
