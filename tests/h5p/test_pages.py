"""The screens of packages and libraries in the admin: who is let in, what is shown, what it costs."""

import datetime as dt
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from content.h5p import tasks
from content.h5p.approving import withdraw
from content.h5p.models import Approval, Content, Library, Revision, Upload, UploadState
from learners.people.models import Account
from mooc.foundation.models import AuditEntry
from mooc.foundation.private import private_storage
from tests.h5p import making
from tests.h5p.conftest import signed_in
from tests.h5p.test_importing import approve_everything, bring, taken

pytestmark = pytest.mark.django_db

NESTED = [making.library(making.OWN, needs=["H5P.Inner 1.0"]), making.library("H5P.Inner 1.0")]


def at(name: str, *args: Any) -> str:
    return reverse(f"h5p_authoring:{name}", args=args)


def send(browser: Client, package: bytes, address: str | None = None, **fields: str) -> Any:
    file = SimpleUploadedFile("goi.h5p", package)
    return browser.post(address or at("bring"), {"file": file, **fields})


def looked_at(upload: Upload) -> Upload:
    tasks.work.call(str(upload.pk), str(upload.owner_id))
    upload.refresh_from_db()
    return upload


def test_a_package_is_sent_looked_at_and_becomes_a_content(writer: Client) -> None:
    answer = send(writer, making.package())
    upload = Upload.objects.get()
    assert (answer.status_code, answer.headers["Location"]) == (302, at("upload", upload.pk))
    waiting = writer.get(at("upload", upload.pk))
    assert "Đang kiểm tra gói" in waiting.content.decode()
    assert waiting.headers["Refresh"] == "2"
    looked_at(upload)
    content = Content.objects.get()
    assert writer.get(at("upload", upload.pk)).headers["Location"] == at("content", content.pk)
    assert "chờ duyệt thư viện" in writer.get(at("content", content.pk)).content.decode()


def test_a_refusal_tells_its_problems_and_where_to_try_again(writer: Client) -> None:
    send(writer, making.package(files={"images/a.png": b"no picture"}))
    upload = looked_at(Upload.objects.get())
    page = writer.get(at("upload", upload.pk)).content.decode()
    assert upload.problems[0] in page.replace("&quot;", '"')
    assert at("bring") in page
    assert "Refresh" not in writer.get(at("upload", upload.pk)).headers


@pytest.mark.parametrize("package", [b"", b"x" * (64 * 2**20 + 1)], ids=["empty", "too large"])
def test_a_file_nobody_would_look_at_is_refused_in_the_form(writer: Client, package: bytes) -> None:
    answer = send(writer, package)
    assert answer.status_code == 422
    assert not Upload.objects.exists()


def test_without_a_file_the_form_says_so(writer: Client) -> None:
    answer = writer.post(at("bring"))
    assert answer.status_code == 422
    assert "hãy chọn một tệp .h5p" in answer.content.decode()


def test_a_form_sent_twice_brings_one_package(writer: Client) -> None:
    ticket = str(writer.get(at("bring")).context["form"]["ticket"].value())
    first, second = (send(writer, making.package(), ticket=ticket) for _time in range(2))
    assert first.headers["Location"] == second.headers["Location"]
    assert Upload.objects.count() == 1
    # The page was kept in the browser and another package chosen on it.
    send(writer, making.package(title="Gói khác hẳn"), ticket=ticket)
    assert Upload.objects.count() == 2


def test_a_replacement_is_the_next_revision(writer: Client, yen: Account) -> None:
    first = taken(bring(making.package(), yen))
    approve_everything()
    send(writer, making.package(title="Mới"), at("replace", first.content_id))
    revision = taken(looked_at(Upload.objects.get(state=UploadState.WAITING)))
    assert (revision.content, revision.number) == (first.content, 2)
    page = writer.get(at("content", first.content_id)).content.decode()
    assert at("export", revision.pk) in page
    assert at("export", first.pk) in page
    answer = writer.get(at("export", revision.pk))
    assert b"".join(answer.streaming_content)[:2] == b"PK"
    assert AuditEntry.objects.filter(verb="h5p.export").exists()


def test_what_waits_is_not_handed_out(writer: Client, yen: Account) -> None:
    revision = taken(bring(making.package(), yen))
    assert writer.get(at("export", revision.pk)).status_code == 404


def test_a_content_is_renamed(writer: Client, yen: Account) -> None:
    content = taken(bring(making.package(), yen)).content
    assert writer.post(at("content", content.pk), {"title": ""}).status_code == 422
    writer.post(at("content", content.pk), {"title": "Tên mới"})
    content.refresh_from_db()
    assert content.title == "Tên mới"


def test_everything_a_content_waits_for_is_approved_at_once(admin: Client, son: Account) -> None:
    """Also what only its libraries need."""
    revision = taken(bring(making.package(libraries=NESTED), son))
    page = admin.get(at("content", revision.content_id)).content.decode()
    assert "Duyệt 2 thư viện" in page
    admin.post(at("approve_all", revision.content_id))
    revision.refresh_from_db()
    assert revision.is_ready
    assert [pin.library.machine_name for pin in revision.pins.all()] == ["H5P.Inner", "H5P.Own"]


def test_what_nobody_has_brought_is_named(writer: Client, yen: Account) -> None:
    """Deep in what is there as well."""
    revision = taken(bring(making.package(libraries=NESTED[:1]), yen))
    page = writer.get(at("content", revision.content_id)).content.decode()
    assert "Chưa có ai đưa các thư viện này lên: H5P.Inner 1.0" in " ".join(page.split())
    assert "thư viện chưa được duyệt" in page
    alone = taken(bring(making.package(libraries=[]), yen))
    page = writer.get(at("content", alone.content_id)).content.decode()
    assert "Gói cần thư viện chưa có ở đây" in page
    assert "thư viện chưa được duyệt" not in page


def test_a_library_is_approved_and_withdrawn_with_a_reason(admin: Client, writer: Client, yen: Account) -> None:
    content = taken(bring(making.package(), yen)).content
    library = Library.objects.get()
    admin.post(at("approve_one", library.pk))
    assert admin.post(at("library", library.pk), {"reason": ""}).status_code == 422
    admin.post(at("library", library.pk), {"reason": "Có lỗ hổng"})
    library.refresh_from_db()
    assert library.approval == Approval.WITHDRAWN
    page = admin.get(at("library", library.pk)).content.decode()
    assert "Có lỗ hổng" in page
    assert content.title in page
    told = writer.get(at("content", content.pk)).content.decode()
    assert "tạm dừng" in told
    assert "H5P.Own 1.0.0 (Có lỗ hổng)" in told


def test_libraries_alone_are_brought_and_approved(admin: Client) -> None:
    send(admin, making.package(libraries=NESTED), at("bring_libraries"))
    upload = looked_at(Upload.objects.get())
    assert "H5P.Inner 1.0.0" in admin.get(at("upload", upload.pk)).content.decode()
    admin.post(at("approve_brought", upload.pk))
    assert set(Library.objects.values_list("approval", flat=True)) == {Approval.APPROVED}
    assert not Content.objects.exists()


def test_whoever_writes_decides_on_no_code(writer: Client, yen: Account) -> None:
    """Wagtail's front door is where it sends whoever lacks a right."""
    revision = taken(bring(making.package(), yen))
    library = Library.objects.get()
    page = writer.get(at("content", revision.content_id)).content.decode()
    assert at("approve_all", revision.content_id) not in page
    asked = [
        writer.get(at("bring_libraries")),
        writer.get(at("library", library.pk)),
        writer.post(at("approve_one", library.pk)),
        writer.post(at("approve_all", revision.content_id)),
        writer.get(reverse("wagtailsnippets_h5p_library:list")),
    ]
    assert {answer.headers.get("Location") for answer in asked} == {reverse("wagtailadmin_home")}
    library.refresh_from_db()
    assert library.approval == Approval.PENDING


def test_an_upload_is_its_owner_s_alone(writer: Client, admin: Client, yen: Account) -> None:
    send(writer, making.package())
    upload = Upload.objects.get()
    assert admin.get(at("upload", upload.pk)).status_code == 404
    yen.groups.clear()
    assert signed_in(Account.objects.get(pk=yen.pk)).get(at("upload", upload.pk)).status_code == 302


def test_a_silent_worker_is_told_and_its_work_begun_anew(writer: Client) -> None:
    send(writer, making.package())
    upload = Upload.objects.get()
    assert at("try_again", upload.pk) not in writer.get(at("upload", upload.pk)).content.decode()
    writer.post(at("try_again", upload.pk))
    assert not AuditEntry.objects.filter(verb="h5p.try_again").exists()

    Upload.objects.update(touched_at=timezone.now() - dt.timedelta(minutes=4), done=1)
    assert at("try_again", upload.pk) in writer.get(at("upload", upload.pk)).content.decode()
    for _time in range(2):
        writer.post(at("try_again", upload.pk))
    assert AuditEntry.objects.filter(verb="h5p.try_again").count() == 1
    assert looked_at(upload).state == UploadState.TAKEN


def test_what_was_sent_is_found_again_where_packages_are_sent(writer: Client, yen: Account) -> None:
    send(writer, making.package())
    assert at("upload", Upload.objects.get().pk) in writer.get(at("bring")).content.decode()
    looked_at(Upload.objects.get())
    assert "goi.h5p" not in writer.get(at("bring")).content.decode()


def test_a_list_tells_how_contents_stand_at_a_fixed_cost(
    writer: Client, yen: Account, django_assert_max_num_queries: Any
) -> None:
    def cost() -> int:
        with django_assert_max_num_queries(40) as spent:
            page = writer.get(reverse("wagtailsnippets_h5p_content:list"))
        assert "H5P.Own 1.0" in page.content.decode()
        return len(spent)

    bring(making.package(), yen)
    cost()
    few = cost()
    approve_everything()
    for number in range(5):
        bring(making.package(title=f"Bài {number}"), yen)
    withdraw(libraries=list(Library.objects.all()), acting_user=None, reason="Lỗi")
    assert cost() == few
    page = writer.get(reverse("wagtailsnippets_h5p_content:list")).content.decode()
    assert "tạm dừng" in page


def test_the_page_of_a_content_costs_no_more_with_more_revisions(
    writer: Client, yen: Account, django_assert_max_num_queries: Any
) -> None:
    content = taken(bring(making.package(), yen)).content
    approve_everything()

    def cost() -> int:
        with django_assert_max_num_queries(40) as spent:
            assert writer.get(at("content", content.pk)).status_code == 200
        # What may be ten megabytes stays where it is.
        assert not any("raw_parameters" in query["sql"] for query in spent.captured_queries)
        return len(spent)

    cost()
    few = cost()
    for number in range(4):
        bring(making.package(title=f"Bản {number}"), yen, content=content)
    assert cost() == few
    assert Revision.objects.count() == 5


def test_the_chooser_says_what_is_not_ready_and_offers_no_form(writer: Client, yen: Account) -> None:
    bring(making.package(title="Chưa chạy"), yen)
    told = writer.get(reverse("wagtailsnippetchoosers_h5p_content:choose")).json()["html"]
    assert "chờ duyệt thư viện" in told
    assert "data-chooser-modal-creation-form" not in told


@pytest.mark.parametrize("name", ["edit", "history", "usage"])
def test_wagtail_s_own_addresses_lead_somewhere(writer: Client, yen: Account, name: str) -> None:
    content = taken(bring(making.package(), yen)).content
    answer = writer.get(reverse(f"wagtailsnippets_h5p_content:{name}", args=[content.pk]), follow=True)
    assert answer.status_code == 200
    assert content.title in answer.content.decode()


def test_nothing_of_a_refused_package_lies_about(writer: Client) -> None:
    send(writer, b"nothing")
    looked_at(Upload.objects.get())
    assert private_storage().listdir("h5p-uploads")[1] == []
