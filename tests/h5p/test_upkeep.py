"""Files nobody names go, files in use never; uploads are forgotten."""

import datetime as dt
import hashlib
from typing import Any

import pytest
from django.core.files.base import ContentFile as Bytes
from django.utils import timezone

from content.h5p import actions, importing, keeping, store, upkeep
from content.h5p.models import FOLDER, StoredFile, Upload, UploadState
from content.h5p.package.opening import open_package
from learners.people.models import Account
from mooc.foundation import recurring
from mooc.foundation.private import private_storage
from tests.h5p import making
from tests.h5p.test_importing import bring, taken

pytestmark = pytest.mark.django_db

LEFT = b"left by a package that was refused later"
KEY = hashlib.sha256(LEFT).hexdigest()


@pytest.fixture
def tam() -> Account:
    return Account.objects.create_user("tam")


def sweep() -> int:
    return upkeep.sweep(lambda: None)


@pytest.fixture
def days_later(monkeypatch: pytest.MonkeyPatch) -> None:
    now = timezone.now() + dt.timedelta(days=2)
    monkeypatch.setattr(upkeep.timezone, "now", lambda: now)


def test_what_nobody_names_is_swept_after_a_day() -> None:
    store.keep(KEY, len(LEFT), [LEFT])
    private_storage().save(f"{FOLDER}/left", Bytes(b"left"))
    assert sweep() == 0


@pytest.mark.usefixtures("days_later")
def test_what_nobody_names_is_swept(tam: Account) -> None:
    revision = taken(bring(making.package(files={"images/a.png": making.png()}), tam))
    store.keep(KEY, len(LEFT), [LEFT])
    private_storage().save(f"{FOLDER}/left", Bytes(b"left"))
    waiting = actions.bring(file=Bytes(b"waits"), name="goi.h5p", acting_user=tam)
    assert sweep() == 2
    assert not store.storage().exists(store.name_of(KEY))
    assert not StoredFile.objects.filter(pk=KEY).exists()
    assert waiting.file.open().read() == b"waits"
    assert store.read(revision.files.get().file_id) == making.png()
    assert sweep() == 0


@pytest.mark.usefixtures("days_later")
def test_nothing_there_is_nothing_to_sweep() -> None:
    assert sweep() == 0


@pytest.mark.usefixtures("days_later")
def test_a_file_swept_between_its_keeping_and_its_row_is_written_anew(tam: Account, monkeypatch: Any) -> None:
    """An earlier package was refused after its files were kept; this one finds them there, and then they go."""
    opened = open_package(Bytes(making.package(), name="goi.h5p"))
    keeping.keep_files(opened, lambda done: None)
    write = importing.write_rows

    def swept_first(*args: Any) -> None:
        assert sweep() > 0
        write(*args)

    monkeypatch.setattr(importing, "write_rows", swept_first)
    revision = taken(bring(making.package(), tam))
    library = revision.content.revisions.get()
    assert library.brought
    for row in StoredFile.objects.all():
        assert hashlib.sha256(store.read(row.pk)).hexdigest() == row.pk


@pytest.mark.usefixtures("days_later")
def test_a_file_whose_row_came_meanwhile_stays() -> None:
    store.keep(KEY, len(LEFT), [LEFT])
    StoredFile.objects.create(sha256=KEY, size=len(LEFT), created_at=timezone.now())
    assert not upkeep._sweep_one(KEY)
    assert store.read(KEY) == LEFT


def test_half_a_file_is_written_anew() -> None:
    store.storage().save(store.name_of(KEY), Bytes(LEFT[:5]))
    assert store.keep(KEY, len(LEFT), [LEFT])
    assert store.read(KEY) == LEFT
    assert not store.keep(KEY, len(LEFT), [LEFT])


def test_uploads_are_forgotten_after_thirty_days(tam: Account) -> None:
    refused = bring(b"no package", tam)
    done = bring(making.package(), tam)
    stuck, new = (actions.bring(file=Bytes(b"waits"), name="goi.h5p", acting_user=tam) for _one in range(2))
    old = timezone.now() - dt.timedelta(days=31)
    Upload.objects.exclude(pk=new.pk).update(touched_at=old)
    assert upkeep.forget(lambda: None) == 3
    assert list(Upload.objects.all()) == [new]
    assert (refused.state, done.state) == (UploadState.REFUSED, UploadState.TAKEN)
    assert taken(done).content.revisions.exists()
    assert not private_storage().exists(str(stuck.file.name))
    assert new.file.open().read() == b"waits"


def test_both_come_back_by_themselves() -> None:
    assert {"forget_h5p_uploads", "sweep_h5p_files"} <= recurring.tasks.keys()
