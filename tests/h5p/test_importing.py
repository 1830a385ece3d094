"""A package taken in: what is kept of it, what waits for whom."""

from typing import Any

import pytest
from django.core.files.base import ContentFile as Bytes

from content.h5p import actions, store, tasks
from content.h5p.approving import approve, withdraw
from content.h5p.exporting import export
from content.h5p.models import FOLDER, Approval, Content, Library, Revision, StoredFile, Upload, UploadState
from learners.people.models import Account
from mooc.foundation.models import AuditEntry
from mooc.foundation.private import private_storage
from tests.h5p import making

pytestmark = pytest.mark.django_db


def bring(package: bytes, account: Account, **about: Any) -> Upload:
    upload = actions.bring(file=Bytes(package), name="goi.h5p", acting_user=account, **about)
    tasks.work.call(str(upload.pk), str(account.pk))
    upload.refresh_from_db()
    return upload


def taken(upload: Upload) -> Revision:
    assert upload.state == UploadState.TAKEN, upload.problems
    assert upload.revision is not None
    return upload.revision


def approve_everything() -> None:
    approve(libraries=list(Library.objects.all()), acting_user=None)


def test_a_new_library_waits_and_with_it_its_content(tam: Account) -> None:
    revision = taken(bring(making.package(title="Năm dấu hiệu"), tam))
    assert revision.content.title == "Năm dấu hiệu"
    assert revision.content.current is None
    assert revision.missing == [making.OWN]
    assert Library.objects.get().approval == Approval.PENDING

    approve_everything()
    revision.refresh_from_db()
    assert revision.is_ready
    assert revision.missing == []
    assert [str(pin.library) for pin in revision.pins.all()] == ["H5P.Own 1.0.0"]
    assert Content.objects.get().current == revision


def test_with_its_library_approved_it_comes_in_at_once(tam: Account) -> None:
    bring(making.package(), tam)
    approve_everything()
    revision = taken(bring(making.package(), tam))
    assert revision.is_ready
    assert Library.objects.count() == 1


def test_the_same_name_with_other_bytes_is_another_library(tam: Account) -> None:
    bring(making.package(), tam)
    approve_everything()
    other = making.library(making.OWN)
    script = next(path for path in other if path.endswith(".js"))
    other[script] += b"\n// another"
    revision = taken(bring(making.package(libraries=[other]), tam))
    # The approved one of that patch runs it meanwhile: what nobody approved never does.
    held = revision.pins.get().library
    assert held.approval == Approval.APPROVED
    assert Library.objects.count() == 2


def test_parts_are_run_by_what_the_package_has_of_their_name(tam: Account) -> None:
    part = {"library": "H5P.cards 1.7", "params": making.PARAMETERS, "subContentId": "", "metadata": {}}
    libraries = [
        making.library(semantics=[{"name": "part", "type": "library", "options": ["H5P.Cards 1.8"]}]),
        making.library("H5P.Cards 1.8"),
    ]
    package = making.package(content={"part": part}, libraries=libraries, needs=["H5P.Cards 1.8"])
    revision = taken(bring(package, tam))
    assert revision.missing == ["H5P.Cards 1.8", making.OWN]
    approve_everything()
    revision.refresh_from_db()
    assert {str(pin.library) for pin in revision.pins.all()} == {"H5P.Cards 1.8.0", "H5P.Own 1.0.0"}
    assert (revision.parameters["part"]["library"], revision.parameters["part"]["params"]) == (
        "H5P.Cards 1.8",
        making.PARAMETERS,
    )


def test_what_was_refused_leaves_nothing(tam: Account) -> None:
    upload = bring(b"no package", tam)
    assert upload.state == UploadState.REFUSED
    assert upload.problems
    assert not upload.file
    assert not StoredFile.objects.exists()
    assert not Content.objects.exists()
    assert private_storage().listdir(FOLDER)[1] == []


def test_run_twice_it_is_taken_once(tam: Account) -> None:
    upload = bring(making.package(), tam)
    tasks.work.call(str(upload.pk), str(tam.pk))
    assert Revision.objects.count() == 1


def test_every_file_is_kept_once(tam: Account) -> None:
    files = {"images/a.txt": b"the same", "images/b.txt": b"the same"}
    revision = taken(bring(making.package(files=files), tam))
    named = {file.path: file.file_id for file in revision.files.all()}
    assert named["images/a.txt"] == named["images/b.txt"]
    assert store.read(named["images/a.txt"]) == b"the same"


def test_a_replacement_is_the_next_revision(tam: Account) -> None:
    first = taken(bring(making.package(), tam))
    approve_everything()
    second = taken(bring(making.package(title="Khác"), tam, content=first.content))
    content = Content.objects.get()
    assert (second.number, content.current) == (2, second)
    first.refresh_from_db()
    assert first.is_ready


def test_an_older_revision_that_becomes_ready_later_replaces_no_newer_one(tam: Account) -> None:
    first = taken(bring(making.package(main="H5P.Late 1.0"), tam))
    bring(making.package(), tam)
    approve(libraries=list(Library.objects.filter(machine_name="H5P.Own")), acting_user=None)
    second = taken(bring(making.package(), tam, content=first.content))
    approve_everything()
    assert Content.objects.get(pk=first.content_id).current == second


def test_a_withdrawn_library_is_decided_again(tam: Account) -> None:
    bring(making.package(), tam)
    approve_everything()
    library = Library.objects.get()
    assert withdraw(libraries=[library], acting_user=tam, reason="Lỗi") == 1
    assert withdraw(libraries=[library], acting_user=tam) == 0
    entry = AuditEntry.objects.filter(verb="h5p.withdrawn").get()
    assert (entry.reason, entry.old) == ("Lỗi", {"approval": "approved"})
    assert not taken(bring(making.package(), tam)).is_ready


def test_what_goes_out_comes_in_as_the_same(tam: Account) -> None:
    bring(making.package(), tam)
    approve_everything()
    first = taken(bring(making.package(files={"images/a.png": making.png()}), tam))
    with export(first) as file:
        packed = file.read()
    with export(first) as file:
        assert file.read() == packed
    second = taken(bring(packed, tam))
    assert second.parameters == first.parameters
    assert [pin.library for pin in second.pins.all()] == [pin.library for pin in first.pins.all()]
    assert [file.file_id for file in second.files.all()] == [file.file_id for file in first.files.all()]


def test_libraries_alone(tam: Account) -> None:
    upload = bring(making.package(), tam, libraries_only=True)
    assert upload.state == UploadState.TAKEN
    assert [str(one) for one in upload.brought.all()] == ["H5P.Own 1.0.0"]
    assert not Content.objects.exists()


def test_bytes_that_are_not_what_they_were_said_to_be_are_not_kept() -> None:
    with pytest.raises(store.Changed):
        store.keep("0" * 64, 5, [b"other"])
    assert not store.storage().exists(store.name_of("0" * 64))
