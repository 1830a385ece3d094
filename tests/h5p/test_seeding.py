"""``seed_libraries``: libraries from the server's disk, approved."""

from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from content.h5p.approving import withdraw
from content.h5p.models import Approval, Content, Library
from mooc.foundation.models import AuditEntry
from tests.h5p import making

pytestmark = pytest.mark.django_db


def run(capsys: pytest.CaptureFixture[str], *paths: Path) -> str:
    call_command("seed_libraries", *map(str, paths))
    return capsys.readouterr().out


def test_libraries_of_a_folder_are_kept_and_approved(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "more").mkdir()
    (tmp_path / "one.h5p").write_bytes(making.package())
    # Without content.
    (tmp_path / "more" / "two.H5P").write_bytes(making.archive(making.library("H5P.Two 1.0")))
    (tmp_path / "readme.txt").write_text("no package")
    told = run(capsys, tmp_path)
    assert told.count("thư viện mới 1, đã có 0") == 2
    assert {str(one) for one in Library.objects.filter(approval=Approval.APPROVED)} == {
        "H5P.Own 1.0.0",
        "H5P.Two 1.0.0",
    }
    assert {entry.actor for entry in AuditEntry.objects.filter(verb="h5p.approved")} == {"system"}
    assert not Content.objects.exists()


def test_run_again_it_changes_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    package = tmp_path / "one.h5p"
    package.write_bytes(making.package())
    run(capsys, package)
    assert "thư viện mới 0, đã có 1" in run(capsys, package)
    assert AuditEntry.objects.filter(verb="h5p.approved").count() == 1


def test_what_was_withdrawn_stays_withdrawn(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    package = tmp_path / "one.h5p"
    package.write_bytes(making.package())
    run(capsys, package)
    withdraw(libraries=list(Library.objects.all()), acting_user=None, reason="Lỗi")
    assert "đã rút nên để nguyên: H5P.Own 1.0.0" in run(capsys, package)
    assert Library.objects.get().approval == Approval.WITHDRAWN


def test_a_refused_file_is_told_and_the_others_are_taken(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "a.h5p").write_bytes(b"no package")
    (tmp_path / "b.h5p").write_bytes(making.package())
    (tmp_path / "c.h5p").write_bytes(making.package(libraries=[]))
    with pytest.raises(CommandError, match="2 gói trong 3 gói"):
        run(capsys, tmp_path)
    told = capsys.readouterr().out
    assert "a.h5p: không nhận" in told
    assert "Trong gói không có thư viện nào." in told
    assert Library.objects.get().approval == Approval.APPROVED


def test_a_path_that_is_not_there_is_refused_before_anything_is_taken(tmp_path: Path) -> None:
    (tmp_path / "b.h5p").write_bytes(making.package())
    with pytest.raises(CommandError, match="Không có tệp hay thư mục"):
        call_command("seed_libraries", str(tmp_path), str(tmp_path / "absent"))
    assert not Library.objects.exists()
