"""What authors and administrators are told of a package: what was left out, what it lacks, where it points to."""

from typing import Any

import pytest
from django.test import Client

from content.h5p.approving import approve
from content.h5p.models import Library, Upload, UploadState
from content.h5p.remarks import MOST_LEFT, worded
from learners.people.models import Account
from tests.h5p import making
from tests.h5p.conftest import signed_in
from tests.h5p.test_importing import approve_everything, bring, taken
from tests.h5p.test_pages import at, looked_at, send

pytestmark = pytest.mark.django_db
STRAY = {".DS_Store": b"x", "notes.txt": b"x", "H5P.Own-1.0/README": b"x"}
POINTING = {**making.PARAMETERS, "question": '<p>Xem <a href="https://anh.vn/a.png">đây</a></p>'}


def told(revision: Any) -> list[str]:
    revision.refresh_from_db()
    return [worded(remark) for remark in revision.remarks]


def test_files_that_were_left_out_and_why(writer: Client, yen: Account) -> None:
    """While it waits, and once it runs."""
    revision = taken(bring(making.package(entries=STRAY), yen))
    for _time in range(2):
        page = writer.get(at("content", revision.content_id)).content.decode()
        assert "“.DS_Store” bị bỏ qua: tệp ẩn" in page
        assert "“notes.txt” bị bỏ qua: không thuộc nội dung" in page
        assert "“H5P.Own-1.0/README” bị bỏ qua: thư viện không cần" in page
        approve_everything()


def test_of_very_many_the_rest_is_counted(yen: Account) -> None:
    many = {f"x{number}.txt": b"x" for number in range(MOST_LEFT + 3)}
    sentences = told(taken(bring(making.package(entries=many), yen)))
    assert len(sentences) == MOST_LEFT + 1
    assert "Còn 3 tệp khác bị bỏ qua." in sentences


def test_addresses_are_told_before_its_library_is_approved(yen: Account) -> None:
    revision = taken(bring(making.package(content=POINTING), yen))
    assert [sentence for sentence in told(revision) if "https://anh.vn/a.png" in sentence]
    approve_everything()
    # Of the parameters as they were cleaned: this library allows no links.
    assert not [sentence for sentence in told(revision) if "https://anh.vn/a.png" in sentence]


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("https://anh.vn/a.png", "nơi được phép"),
        ("//anh.vn/a.png", "nơi được phép"),
        ("http://anh.vn/a.png", "chỉ được phép qua https"),
        ("https://cdn.anh.vn/a.png", "Khung kín không tải"),
        ("https://anh.vn:8443/a.png", "Khung kín không tải"),
        ("https://anh.vn.evil.org/a.png", "Khung kín không tải"),
        ("https://anh.vn:x/a.png", "Khung kín không tải"),
    ],
)
def test_which_addresses_are_shown(settings: Any, address: str, said: str) -> None:
    remark = {"word": "external", "place": "question", "address": address}
    assert "Khung kín không tải" in worded(remark)
    settings.H5P_OUTSIDE_HOSTS = ["anh.vn"]
    assert said in worded(remark)


def test_what_a_package_of_libraries_came_without(admin: Client, son: Account) -> None:
    """Until somebody brings it."""
    folders = [making.library(making.OWN, needs=["H5P.Inner 1.0"])]
    send(admin, making.package(libraries=folders, entries=STRAY), at("bring_libraries"))
    upload = looked_at(Upload.objects.get())
    page = admin.get(at("upload", upload.pk)).content.decode()
    assert "Cần H5P.Inner 1.0 mà gói không kèm" in page
    assert "“.DS_Store” bị bỏ qua" in page
    send(admin, making.package(libraries=[making.library("H5P.Inner 1.0")]), at("bring_libraries"))
    looked_at(Upload.objects.get(state=UploadState.WAITING))
    page = admin.get(at("upload", upload.pk)).content.decode()
    assert "Cần H5P.Inner 1.0 mà gói không kèm" not in page


def test_of_a_package_with_nothing_odd_nothing_is_told(admin: Client, yen: Account) -> None:
    revision = taken(bring(making.package(), yen))
    approve(libraries=list(Library.objects.all()), acting_user=None)
    assert told(revision) == []
    assert "Đã sửa hoặc cần biết" not in signed_in(yen).get(at("content", revision.content_id)).content.decode()
