"""Taking a statement back in the admin: what is foreseen, what happens, what is refused."""

import pytest
from django.contrib.auth.models import Permission
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from learners.certificates.models import Certificate, State
from learners.enrolment import authorities
from learners.enrolment.models import Enrolment
from learners.enrolment.statements import derived_id, reason_of, statement
from learners.people.models import Account
from learners.progress.models import Progress, Status
from learners.progress.naming import text_of
from learners.progress.rebuilding import check
from learners.progress.voiding import CannotVoid, void_statement
from mooc.foundation.models import AuditEntry
from tests import factories
from tests.progress.log import ATTENDED, INDEX, REASON, passed_of, search, show, void_url, words_of
from tests.progress.lrs import authority
from xapi.models import Statement
from xapi.recording import record
from xapi.vocabulary import Verb


def test_before_voiding_the_page_says_what_will_change_and_nothing_has(
    browser: Client, certificate: Certificate
) -> None:
    count = Statement.objects.count()
    page = words_of(browser.get(void_url(passed_of(certificate))))
    for words in (
        "“Kiểm tra” không còn được tính là đã xong.",
        "Khóa “Chuyển đổi số cơ bản” không còn được tính là đã hoàn thành: xong 2/3 bài bắt buộc.",
        f"Giấy chứng nhận số {certificate.number} sẽ bị thu hồi.",
    ):
        assert words in page, words
    assert Statement.objects.count() == count
    certificate.refresh_from_db()
    assert certificate.state == State.VALID
    assert list(check()) == []


def test_voiding_takes_back_what_it_proved_and_keeps_the_reason(
    browser: Client, certificate: Certificate, son: Account
) -> None:
    row = passed_of(certificate)
    page = words_of(browser.post(void_url(row), {"reason": REASON}, follow=True))
    assert "Phát biểu này đã bị hủy" in page

    assert Progress.objects.get(pk=certificate.enrolment_id).status == Status.IN_PROGRESS
    certificate.refresh_from_db()
    assert certificate.state == State.REVOKED
    void = Statement.objects.get(ref_target=row.statement_id)
    assert reason_of(text_of(void)) == REASON
    assert (void.is_voiding, void.registration) == (True, row.registration)
    assert void.authority == authorities.administration()
    entry = AuditEntry.objects.get(verb="statements.void")
    assert (entry.actor, entry.subject_id, entry.reason) == (str(son.pk), str(row.pk), REASON)
    assert entry.old
    assert entry.new
    assert (entry.old["status"], entry.new["status"]) == (Status.COMPLETED, Status.IN_PROGRESS)
    assert entry.old["resting"] == [f"Giấy chứng nhận số {certificate.number}"]
    assert list(check()) == []

    assert f"Lý do: {REASON}" in show(browser, row)
    assert "Đã bị hủy nên không được tính." in show(browser, row)
    assert f"Lý do: {REASON}" in show(browser, void)
    assert "Người quản trị đã hủy “Nguyễn Thị Lan đã đạt bài Kiểm tra”" in search(browser, learner="lan")
    moment = f"{timezone.localtime(void.stored):%H:%M ngày %d/%m/%Y}"
    assert f"Nguyễn Thị Lan đã đạt bài Kiểm tra đã bị hủy lúc {moment}" in words_of(browser.get(INDEX))


def test_a_statement_that_moves_nothing_says_so_and_one_without_registration_can_be_voided(
    browser: Client, huy: Enrolment
) -> None:
    [made] = record([{**statement(huy, verb=ATTENDED), "context": {}}], authority=authority("Lớp học"))
    row = Statement.objects.get(statement_id=made)
    assert "không thay đổi" in words_of(browser.get(void_url(row)))

    browser.post(void_url(row), {"reason": REASON})
    row.refresh_from_db()
    assert row.voided_at is not None
    assert "registration" not in text_of(Statement.objects.get(ref_target=row.statement_id))["context"]


@pytest.mark.parametrize("reason", ["", "   ", "quá ngắn", " " * 20 + "ngắn"])
def test_a_reason_is_required(browser: Client, certificate: Certificate, reason: str) -> None:
    row, count = passed_of(certificate), Statement.objects.count()
    assert "Hãy ghi lý do, ít nhất 10 ký tự" in words_of(browser.post(void_url(row), {"reason": reason}))
    assert Statement.objects.count() == count
    assert not AuditEntry.objects.filter(verb="statements.void").exists()


def test_what_follows_from_other_statements_cannot_be_voided_by_hand(browser: Client, certificate: Certificate) -> None:
    count = Statement.objects.count()
    refused = {
        Statement.objects.get(verb=Verb.CERTIFIED): "Hãy thu hồi giấy đó, phát biểu sẽ được hủy theo.",
        Statement.objects.get(statement_id=certificate.statement_id): "Hãy hủy phát biểu của bài nào không đúng.",
    }
    for row, words in refused.items():
        assert words in show(browser, row)
        assert words in words_of(browser.get(void_url(row)))
        assert words in words_of(browser.post(void_url(row), {"reason": REASON}))
    assert Statement.objects.count() == count


def test_what_is_voided_and_what_voids_cannot_be_voided(browser: Client, certificate: Certificate) -> None:
    row = passed_of(certificate)
    browser.post(void_url(row), {"reason": REASON})
    void, count = Statement.objects.get(ref_target=row.statement_id), Statement.objects.count()

    for target, words in {row: "Phát biểu này đã bị hủy lúc", void: "Việc hủy không hủy được"}.items():
        assert words in show(browser, target)
        assert words in words_of(browser.get(void_url(target)))
        assert words in words_of(browser.post(void_url(target), {"reason": REASON}))
    assert Statement.objects.count() == count
    assert AuditEntry.objects.filter(verb="statements.void").count() == 1


def test_who_is_slower_changes_nothing(certificate: Certificate, son: Account) -> None:
    """Both have the statement before them as it was."""
    first, second = passed_of(certificate), passed_of(certificate)
    void_statement(target=first, reason=REASON, acting_user=son)
    count = Statement.objects.count()

    with pytest.raises(CannotVoid, match="đã bị hủy lúc"):
        void_statement(target=second, reason="Lý do khác hẳn.", acting_user=son)
    assert Statement.objects.count() == count
    assert AuditEntry.objects.filter(verb="statements.void").count() == 1


def test_reading_and_voiding_are_two_rights_and_editors_have_neither(certificate: Certificate) -> None:
    row = passed_of(certificate)
    editor = factories.editor("phuong")
    browser = Client()
    browser.force_login(editor)
    urls = [INDEX, reverse("statements:show", args=[row.statement_id]), void_url(row)]
    assert [browser.get(url).status_code for url in urls] == [404, 404, 404]
    assert INDEX not in browser.get("/quan-tri/").content.decode()

    editor.user_permissions.add(Permission.objects.get(codename="browse_statements"))
    assert [browser.get(url).status_code for url in urls] == [200, 200, 404]
    assert browser.post(void_url(row), {"reason": REASON}).status_code == 404
    assert "Hủy phát biểu này" not in browser.get(urls[1]).content.decode()
    assert INDEX in browser.get("/quan-tri/").content.decode()

    editor.user_permissions.add(Permission.objects.get(codename="void_statements"))
    assert browser.get(urls[2]).status_code == 200


def test_an_id_nobody_has_is_not_found(browser: Client, certificate: Certificate) -> None:
    assert browser.get(reverse("statements:show", args=[derived_id("x", "y")])).status_code == 404
