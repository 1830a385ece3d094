"""The log of statements in the admin: finding, reading, voiding."""

import datetime as dt
import json
from urllib.parse import urlencode
from uuid import uuid4

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from courses.catalogue.models import CoursePage
from courses.editions.models import UnitKind
from learners.certificates.models import Certificate
from learners.enrolment import authorities
from learners.enrolment.models import Enrolment
from learners.enrolment.statements import actor, course_iri, statement, unit_iri
from learners.people.actions import merge_people
from learners.people.models import Account, Person
from learners.progress.browsing import SIZE
from learners.progress.pretty import pretty
from learners.progress.voiding import void_statement
from mooc.foundation.models import AuditEntry
from tests import factories
from tests.certificates import world
from tests.factories import at
from tests.progress.log import (
    ATTENDED,
    INDEX,
    REASON,
    passed_of,
    search,
    show,
    words_of,
)
from tests.progress.lrs import authority
from xapi.models import Statement, Trust
from xapi.recording import record
from xapi.redaction import redact_statements
from xapi.rows import agent_key
from xapi.vocabulary import Verb

# Finding


def test_the_newest_comes_first_each_in_words(browser: Client, certificate: Certificate) -> None:
    assert search(browser) == [
        "Nguyễn Thị Lan được cấp giấy chứng nhận hoàn thành khóa Chuyển đổi số cơ bản",
        "Nguyễn Thị Lan đã hoàn thành khóa Chuyển đổi số cơ bản",
        "Nguyễn Thị Lan đã đạt bài Kiểm tra",
        "Nguyễn Thị Lan đã hoàn thành Bài 2",
        "Nguyễn Thị Lan đã hoàn thành Bài 1",
        "Nguyễn Thị Lan đã ghi danh khóa Chuyển đổi số cơ bản",
    ]
    page = words_of(browser.get(INDEX))
    assert "08:00 ngày 05/11/2026" in page
    assert "nguồn: Máy chủ chấm" in page


def test_a_question_is_named_by_its_unit(browser: Client, huy: Enrolment) -> None:
    unit = huy.progress.edition.units.get(kind=UnitKind.ASSESSMENT)
    question = {"objectType": "Activity", "id": f"{unit_iri(unit.unit_key)}/cau-hoi/{uuid4()}/1"}
    record([statement(huy, verb=Verb.ANSWERED, extra_object=question)], authority=authorities.server_graded())

    assert search(browser)[0] == "Trương Gia Huy đã trả lời một câu hỏi của bài Kiểm tra"


@pytest.mark.parametrize("typed", ["nguyen thi lan", "Lan", "lan", "LAN NGUYỄN", "cb-1", "{alias}", "{agent}", "{key}"])
def test_a_learner_is_found_however_she_is_named(
    browser: Client, certificate: Certificate, huy: Enrolment, typed: str
) -> None:
    Person.objects.filter(pk=certificate.person_id).update(staff_code="CB-1")
    hers = actor(certificate.enrolment)
    names = {"alias": certificate.enrolment.alias_id, "agent": json.dumps(hers), "key": agent_key(hers)}

    found = search(browser, learner=typed if typed[0] != "{" else str(names[typed.strip("{}")]))

    assert len(found) == 6
    assert all(sentence.startswith("Nguyễn Thị Lan") for sentence in found)


def test_what_others_state_in_her_registration_and_what_was_hers_before_merging_is_hers(
    browser: Client, certificate: Certificate, course: CoursePage, son: Account
) -> None:
    other = factories.person("Nguyễn Thị Lan", staff_code="CB-9")
    theirs = world.enrolled(other, course)
    stated = statement(certificate.enrolment, verb=ATTENDED)
    record([{**stated, "actor": {"mbox": "mailto:lan@example.org"}}], authority=authority("Trường Chính trị"))
    assert certificate.person
    merge_people(kept=certificate.person, absorbed=other, acting_user=son, reason="một người")

    found = search(browser, learner=str(certificate.person_id))
    assert found[0] == "lan@example.org đã thực hiện “attended” với khóa Chuyển đổi số cơ bản"
    assert len(found) == 8
    assert search(browser, learner="CB-9") == found
    assert search(browser, learner="mailto:lan@example.org") == found[:1]
    assert Statement.objects.filter(registration=theirs.pk).count() == 1


def test_several_learners_of_a_name_are_offered_and_none_is_listed(browser: Client, certificate: Certificate) -> None:
    other = factories.person("Nguyễn Thị Lan", staff_code="CB-2")
    page = BeautifulSoup(browser.get(INDEX, {"learner": "lan nguyễn", "verb": Verb.PASSED}).content, "html.parser")

    links = {link.parent.get_text(" ", strip=True): link["href"] for link in page.select("ul.listing a")}
    assert set(links) == {"Nguyễn Thị Lan (lan)", "Nguyễn Thị Lan (CB-2)"}
    chosen = urlencode({"verb": Verb.PASSED, "learner": str(other.pk)})
    assert links["Nguyễn Thị Lan (CB-2)"] == f"{INDEX}?{chosen}"
    assert not AuditEntry.objects.filter(verb="statements.read").exists()


@pytest.mark.parametrize(
    ("typed", "count"), [("bai 2", 1), ("Kiểm tra", 1), ("chuyen doi so co ban", 6), ("{course}", 6), ("{unit}", 1)]
)
def test_an_activity_is_found_by_title_or_iri(
    browser: Client, certificate: Certificate, course: CoursePage, typed: str, count: int
) -> None:
    unit = certificate.enrolment.progress.edition.units.filter(kind=UnitKind.LESSON)[0]
    iris = {"course": course_iri(course.translation_key), "unit": unit_iri(unit.unit_key)}

    assert len(search(browser, activity=typed.format(**iris))) == count


def test_several_activities_are_offered(browser: Client, certificate: Certificate) -> None:
    page = words_of(browser.get(INDEX, {"activity": "bài"}))
    assert "Có nhiều khóa hoặc bài khớp" in page
    assert "Bài 1 (Chuyển đổi số cơ bản)" in page


def test_verbs_in_use_can_be_chosen_and_conditions_combine(
    browser: Client, certificate: Certificate, huy: Enrolment
) -> None:
    form = BeautifulSoup(browser.get(INDEX).content, "html.parser").find("select", {"name": "verb"})
    words = {option["value"]: option.get_text() for option in form.find_all("option")}
    assert words.keys() == {"", Verb.CERTIFIED, Verb.INITIALIZED, Verb.REGISTERED, Verb.COMPLETED, Verb.PASSED}
    assert (words[""], words[Verb.PASSED]) == ("Tất cả", "đã đạt")
    assert len(search(browser, verb=Verb.REGISTERED)) == 2
    assert search(browser, verb=Verb.REGISTERED, learner="CB-0077") == [
        "Trương Gia Huy đã ghi danh khóa Chuyển đổi số cơ bản"
    ]
    assert search(browser, verb=Verb.COMPLETED, learner="lan", activity="Bài 2") == [
        "Nguyễn Thị Lan đã hoàn thành Bài 2"
    ]
    assert search(browser, verb=Verb.PASSED, learner="CB-0077") == []


@pytest.mark.parametrize(
    "query",
    [
        {},
        {"learner": "CB-0077"},
        {"activity": "Bài 1"},
        {"verb": Verb.INITIALIZED},
        {"learner": "CB-0077", "activity": "Bài 1"},
        {"learner": "CB-0077", "verb": Verb.INITIALIZED},
    ],
)
def test_what_is_voided_is_listed_in_its_place_and_can_be_asked_for_or_left_out(
    browser: Client, huy: Enrolment, son: Account, query: dict[str, str]
) -> None:
    listed = search(browser, **query)
    begun = "Trương Gia Huy đã bắt đầu Bài 1"
    void_statement(target=Statement.objects.get(verb=Verb.INITIALIZED), acting_user=son, reason=REASON)

    everything = search(browser, **query)
    assert [sentence for sentence in everything if sentence in listed] == listed
    assert f"Người quản trị đã hủy “{begun}”" in everything
    assert search(browser, standing="in-force", **query) == [one for one in everything if one != begun]
    assert search(browser, standing="voided", **query) == [begun]
    assert search(browser, standing="voided", until="01/01/2020", **query) == []


def test_pages_of_what_is_voided_continue_where_the_last_one_ended(browser: Client, huy: Enrolment) -> None:
    given = [statement(huy, verb=Verb.EXPERIENCED, at=at(3)) for _ in range(2 * SIZE + 1)]
    record(given, authority=authorities.learner_session())
    voids = [
        {**statement(huy, verb=Verb.VOIDED), "object": {"objectType": "StatementRef", "id": item["id"]}}
        for item in given
    ]
    record(voids, authority=authorities.learner_session())

    for query in ({}, {"learner": "CB-0077"}, {"verb": Verb.EXPERIENCED}):
        url, seen = f"{INDEX}?{urlencode({'standing': 'voided', **query})}", list[str]()
        while url:
            page = BeautifulSoup(browser.get(url).content, "html.parser")
            seen += [link["href"].split("/")[-2] for link in page.select("ul.listing > li > a")]
            following = page.find("a", rel="next")
            url = following["href"] if following else ""
        assert seen == [str(item["id"]) for item in reversed(given)]


def test_days_are_days_of_this_place_by_when_it_was_stored(
    browser: Client, huy: Enrolment, monkeypatch: pytest.MonkeyPatch
) -> None:
    edges = [dt.datetime(2026, 11, 20), dt.datetime(2026, 11, 20, 23, 59, 59, 999999)]
    rows = Statement.objects.order_by("seq")
    for row, edge in zip(rows, edges, strict=True):
        moment = timezone.make_aware(edge)
        Statement.objects.filter(pk=row.pk).update(stored=moment)
        row.agent_links.update(stored=moment)
        row.activity_links.update(stored=moment)

    for query in ({}, {"learner": "CB-0077"}, {"activity": "chuyển đổi số cơ bản"}):
        assert len(search(browser, since="20/11/2026", until="20/11/2026", **query)) == 2
        assert search(browser, since="21/11/2026", **query) == []
        assert search(browser, until="19/11/2026", **query) == []


@pytest.mark.parametrize(
    ("query", "says"),
    [
        ({"since": "31/02/2026"}, "Hãy ghi ngày theo dạng ngày/tháng/năm"),
        ({"until": "2026-11-20"}, "Hãy ghi ngày theo dạng ngày/tháng/năm"),
        ({"until": "31/12/9999"}, "Ngày phải từ 01/01/1970 đến 31/12/2999"),
        ({"standing": "tat-ca"}, "Hãy chọn một tình trạng trong danh sách"),
        ({"since": "02/11/2026", "until": "01/11/2026"}, "“Đến hết ngày” phải bằng hoặc sau “Ghi từ ngày”"),
        ({"learner": "không có ai"}, "Không tìm thấy người học nào như vậy"),
        ({"learner": str(uuid4())}, "Không tìm thấy người học nào như vậy"),
        ({"learner": '{"mbox": 5}'}, "Định danh không đúng. agent.mbox"),
        ({"learner": "{"}, "Định danh không đúng."),
        ({"activity": "không có khóa nào"}, "Không có khóa hoặc bài nào tên như vậy"),
        ({"verb": "x"}, "x"),
        ({"after": "hôm qua"}, "Địa chỉ trang không đúng"),
        ({"after": "2026-11-20T00:00:00Z_99999999999999999999"}, "Địa chỉ trang không đúng"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_listed(
    browser: Client, certificate: Certificate, query: dict[str, str], says: str
) -> None:
    response = browser.get(INDEX, query)
    assert says in words_of(response)
    assert search(browser, **query) == []


def test_an_empty_log_and_an_empty_answer_say_what_to_do(browser: Client, course: CoursePage) -> None:
    assert "Nhật ký còn trống" in words_of(browser.get(INDEX))
    assert "Không có phát biểu nào khớp" in words_of(browser.get(INDEX, {"since": "01/01/2030"}))


def test_pages_continue_where_the_last_one_ended_whatever_arrives_meanwhile(
    browser: Client, huy: Enrolment, course: CoursePage
) -> None:
    def add(day: float) -> str:
        made = statement(huy, verb=Verb.EXPERIENCED, at=at(day))
        record([made], authority=authorities.learner_session())
        return str(made["id"])

    there = [str(key) for key in Statement.objects.values_list("statement_id", flat=True)]
    there += [add(3) for _ in range(2 * SIZE)]
    for query in ({}, {"learner": "CB-0077"}):
        url, seen = f"{INDEX}?{urlencode(query)}", list[str]()
        while url:
            page = BeautifulSoup(browser.get(url).content, "html.parser")
            seen += [link["href"].split("/")[-2] for link in page.select("ul.listing > li > a")]
            following = page.find("a", rel="next")
            url = following["href"] if following else ""
            add(4)
        there_now = [key for key in seen if key in there]
        assert sorted(there_now) == sorted(there)
        assert len(seen) == len(set(seen))


def queries(browser: Client, url: str) -> int:
    browser.get(url)
    with CaptureQueriesContext(connection) as captured:
        assert browser.get(url).status_code == 200
    return len(captured)


def test_a_full_page_costs_no_more_queries_than_a_short_one(
    browser: Client, certificate: Certificate, course: CoursePage
) -> None:
    urls = [INDEX, f"{INDEX}?learner={certificate.person_id}", f"{INDEX}?activity=kiem+tra"]
    urls += [f"{INDEX}?standing=voided", f"{INDEX}?standing=voided&learner={certificate.person_id}"]

    def void_one() -> None:
        item = statement(certificate.enrolment, verb=ATTENDED)
        target = {"objectType": "StatementRef", "id": item["id"]}
        void = {**statement(certificate.enrolment, verb=Verb.VOIDED), "object": target}
        record([item, void], authority=authorities.system())

    void_one()
    before = [queries(browser, url) for url in urls]
    for number in range(SIZE):
        made = world.enrolled(factories.person(f"Lê Văn {number}"), course)
        world.pass_assessment(made)
        void_one()

    after = [queries(browser, url) for url in urls]
    assert all(new <= old for old, new in zip(before, after, strict=True))
    assert max(after) <= 30


# Reading


def test_a_statement_is_told_in_words_with_what_the_fold_made_of_it(browser: Client, certificate: Certificate) -> None:
    page = show(browser, passed_of(certificate))
    for words in (
        "Ai Nguyễn Thị Lan",
        "Kết quả Đạt yêu cầu.",
        "Xảy ra lúc 08:00 ngày 05/11/2026",
        "Nguồn Máy chủ chấm Máy chủ chấm bài rồi ghi, được tin về kết quả kiểm tra.",
        "Được tính: chứng minh người học đã xong bài kiểm tra này.",
        "Kiểm tra: đã xong lúc 08:00 ngày 05/11/2026, nhờ phát biểu này.",
        "Khóa Chuyển đổi số cơ bản: đã hoàn thành lúc 08:00 ngày 05/11/2026.",
        f"Giấy chứng nhận số {certificate.number} (Có giá trị)",
    ):
        assert words in page, words


def test_what_proves_nothing_is_told_why(browser: Client, certificate: Certificate, huy: Enrolment) -> None:
    assessment = certificate.enrolment.progress.edition.units.get(kind=UnitKind.ASSESSMENT)
    told = {
        "Không được tính. Để chứng minh đã xong bài kiểm tra, cần: “đã đạt” do nguồn “Máy chủ chấm” ghi.": statement(
            huy, verb=Verb.PASSED, unit_key=assessment.unit_key
        ),
        "Là loại “Hành vi”": statement(huy, verb=Verb.EXPERIENCED, unit_key=assessment.unit_key),
        "Bài này không có trong bản phát hành": statement(huy, verb=Verb.PASSED, unit_key=uuid4()),
        "Không thuộc ghi danh nào ở đây": {**statement(huy, verb=Verb.PASSED), "context": {}},
        "Không nói về khóa học đã ghi danh": statement(
            huy, verb=Verb.PASSED, extra_object={"objectType": "Activity", "id": "https://example.org/a"}
        ),
    }
    record(list(told.values()), authority=authority("Ứng dụng", Trust.H5P_CLAIM))

    for words, made in told.items():
        assert words in show(browser, Statement.objects.get(statement_id=made["id"]))
    begun = Statement.objects.get(verb=Verb.INITIALIZED)
    assert "Cho thấy người học đã vào bài học này, chưa chứng minh là đã xong." in show(browser, begun)


def test_the_json_is_exactly_what_is_stored(browser: Client, huy: Enrolment) -> None:
    row = Statement.objects.filter(registration=huy.pk).latest("seq")
    raw = row.raw[:-1] + r',"x":{"a":[1.0,1e2,-0,{}],"b":[],"c":"\u0000 \" {,}:  <b>"}}'
    Statement.objects.filter(pk=row.pk).update(raw=raw)

    page = BeautifulSoup(browser.get(reverse("statements:show", args=[row.statement_id])).content, "html.parser")
    shown = page.find("pre").get_text()
    assert shown == pretty(raw)
    assert '"a": [\n      1.0,\n      1e2,\n      -0,\n      {}\n    ],\n    "b": []' in shown
    assert r'"c": "\u0000 \" {,}:  <b>"' in shown
    assert json.loads(shown) == json.loads(raw)


def test_a_redacted_statement_says_so(browser: Client, huy: Enrolment) -> None:
    row = Statement.objects.get(verb=Verb.INITIALIZED)
    redact_statements([row.statement_id])

    assert "Người đã được xóa tên đã bắt đầu Bài 1" in search(browser)
    assert "đã xóa nội dung" in words_of(browser.get(INDEX))
    assert "Nội dung đã được xóa" in show(browser, row)


def test_statements_about_statements_lead_to_each_other(browser: Client, certificate: Certificate) -> None:
    row = passed_of(certificate)
    reference = {"objectType": "StatementRef", "id": str(row.statement_id)}
    comment = {"actor": {"mbox": "mailto:thay@example.org", "name": "Thầy Ba"}, "verb": {"id": ATTENDED}}
    [made] = record([{**comment, "object": reference}], authority=authority("Lớp học"))

    assert "Thầy Ba đã thực hiện “attended” với “Nguyễn Thị Lan đã đạt bài Kiểm tra”" in search(browser)
    page = browser.get(reverse("statements:show", args=[row.statement_id])).content.decode()
    assert reverse("statements:show", args=[made]) in page
    other = browser.get(reverse("statements:show", args=[made])).content.decode()
    assert reverse("statements:show", args=[row.statement_id]) in other


def test_reading_one_person_s_statements_is_written_down(
    browser: Client, certificate: Certificate, son: Account
) -> None:
    browser.get(INDEX)
    assert not AuditEntry.objects.filter(verb="statements.read").exists()

    row = passed_of(certificate)
    browser.get(INDEX, {"learner": "lan"})
    show(browser, row)
    read = AuditEntry.objects.filter(verb="statements.read", subject_id=str(certificate.person_id), actor=str(son.pk))
    assert [entry.new for entry in read] == [{"statement": str(row.statement_id)}, {"activity": ""}]
