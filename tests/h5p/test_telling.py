"""Administrators are told that libraries wait, authors what became of what waited."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from content.h5p import pinning
from content.h5p.approving import approve, refuse, withdraw
from content.h5p.models import Approval, Library
from content.h5p.package.refusals import Refused
from learners.notices.models import Notice
from learners.people.models import Account
from mooc.foundation.models import AuditEntry
from tests.h5p import making
from tests.h5p.test_importing import approve_everything, bring, taken
from tests.h5p.test_pages import at

pytestmark = pytest.mark.django_db
HOME, LIBRARIES = "wagtailadmin_home", "wagtailsnippets_h5p_library:list"
NESTED = [making.library(making.OWN, needs=["H5P.Inner 1.0"]), making.library("H5P.Inner 1.0")]


def test_the_first_screen_leads_administrators_to_what_waits(admin: Client, writer: Client, yen: Account) -> None:
    wanted = f"{reverse(LIBRARIES)}?approval=pending"
    assert wanted not in admin.get(reverse(HOME)).content.decode()
    bring(making.package(libraries=NESTED), yen)
    page = admin.get(reverse(HOME)).content.decode()
    assert wanted in page
    assert "2 thư viện chờ duyệt" in page
    assert wanted not in writer.get(reverse(HOME)).content.decode()
    approve(libraries=[Library.objects.get(machine_name="H5P.Inner")], acting_user=None)
    listed = admin.get(wanted).content.decode()
    assert "H5P.Own 1.0.0" in listed
    assert "H5P.Inner 1.0.0" not in listed


def test_an_author_is_told_once_it_can_be_played(yen: Account, son: Account) -> None:
    """Not before the last of its libraries is approved, and nobody else."""
    revision = taken(bring(making.package(libraries=NESTED), yen))
    approve(libraries=[Library.objects.get(machine_name="H5P.Own")], acting_user=son)
    assert not Notice.objects.exists()
    approve(libraries=[Library.objects.get(machine_name="H5P.Inner")], acting_user=son)
    notice = Notice.objects.get()
    assert (notice.account, notice.url) == (yen, at("content", revision.content_id))
    assert notice.text == "Thư viện mà “Tin nhắn lừa đảo” chờ đã được duyệt: nội dung này chạy được rồi."


def test_whoever_decides_is_not_told_of_her_own(son: Account) -> None:
    bring(making.package(), son)
    approve(libraries=list(Library.objects.all()), acting_user=son)
    assert not Notice.objects.exists()


def test_what_cannot_be_played_for_all_that_is_told_too(yen: Account, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*args: Any, **kwargs: Any) -> None:
        raise Refused("Nội dung quá dài.")

    bring(making.package(), yen)
    monkeypatch.setattr(pinning, "clean", refused)
    approve_everything()
    assert [notice.facts["outcome"] for notice in Notice.objects.all()] == ["broken"]


def test_a_library_is_refused_with_a_reason_and_its_author_reads_it(
    admin: Client, writer: Client, yen: Account, son: Account
) -> None:
    content = taken(bring(making.package(), yen)).content
    library = Library.objects.get()
    assert admin.post(at("library", library.pk), {"reason": ""}).status_code == 422
    admin.post(at("library", library.pk), {"reason": "Không rõ nguồn"})
    library.refresh_from_db()
    assert (library.approval, library.decided_by) == (Approval.REFUSED, son)
    assert AuditEntry.objects.get(verb="h5p.refused").reason == "Không rõ nguồn"
    notice = Notice.objects.get()
    assert (notice.account, notice.facts) == (yen, {"title": content.title, "outcome": "refused"})
    page = writer.get(at("content", content.pk)).content.decode()
    assert "H5P.Own 1.0.0 (Không rõ nguồn)" in page
    listed = writer.get(reverse("wagtailsnippets_h5p_content:list")).content.decode()
    assert "thư viện không được duyệt" in listed
    # It may be approved after all, one at a time.
    assert at("approve_all", content.pk) not in admin.get(at("content", content.pk)).content.decode()
    admin.post(at("approve_one", library.pk))
    assert "dùng được" in writer.get(at("content", content.pk)).content.decode()


def test_only_what_waits_is_refused(yen: Account) -> None:
    bring(making.package(), yen)
    approve_everything()
    assert refuse(libraries=list(Library.objects.all()), acting_user=None, reason="Muộn") == 0
    withdraw(libraries=list(Library.objects.all()), acting_user=None)
    assert refuse(libraries=list(Library.objects.all()), acting_user=None, reason="Muộn") == 0
    assert Library.objects.get().approval == Approval.WITHDRAWN


def test_refusing_one_of_two_harms_nothing_that_runs_on_the_other(yen: Account) -> None:
    """The same name and patch, other bytes, brought while nothing was approved."""
    bring(making.package(), yen)
    other = making.library(making.OWN, files={"more.js": b"1"})
    second = taken(bring(making.package(libraries=[other]), yen))
    first, late = Library.objects.order_by("pk")
    approve(libraries=[first], acting_user=None)
    second.refresh_from_db()
    assert second.is_ready
    Notice.objects.all().delete()
    refuse(libraries=[late], acting_user=None, reason="Trùng")
    assert not Notice.objects.exists()


def test_telling_costs_two_queries_for_each_author(yen: Account, django_assert_max_num_queries: Any) -> None:
    for number in range(4):
        bring(making.package(title=f"Bài {number}"), yen)
    library = Library.objects.get()
    with django_assert_max_num_queries(14):
        refuse(libraries=[library], acting_user=None, reason="Không rõ nguồn")
    assert Notice.objects.count() == 4
