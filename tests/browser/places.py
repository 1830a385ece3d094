"""One of each page that learners, officers and the public see, with something on it, and who looks at it."""

import datetime as dt
from typing import Any

from django.utils import timezone
from wagtail.models import Site

from content.blocks.tables import TableBlock
from content.media.recordings import Audio, Video
from content.pages.actions import add_news
from content.pages.models import Contact
from courses.catalogue.assessment_forms import AFTER, ANSWERS, CLOSED, DURING, EXPLANATIONS, LATER, MARKS
from courses.catalogue.table_text import table_block
from learners.agencies.contacts import Told, set_contact
from learners.agencies.models import Membership
from learners.attempts.actions import open_attempt, save_answers, submit
from learners.attempts.in_turn import answer_in_turn
from learners.attempts.models import Attempt
from learners.certificates.models import Certificate
from learners.certificates.naming import ask_correction
from learners.certificates.telling import tell_owners
from learners.enrolment.actions import enrol
from learners.enrolment.models import Enrolment
from learners.people.models import Account
from learners.progress.actions import complete_lesson, start_unit
from learners.rosters.models import RosterImport, RosterLine, State
from tests import factories
from tests.browser import campaigns, judged, officers, staff_places, world
from tests.browser.place import Place
from tests.coverage import world as agencies
from tests.coverage.frozen.making import freeze
from tests.media.files import CAPTIONS
from tests.questions.samples import SAMPLES, right
from tests.study import world as study

NEWS = {
    "title": "Đợt tập huấn chuyển đổi số cho cán bộ, công chức, viên chức",
    "slug": "tap-huan",
    "summary": "Ai được giao sẽ thấy khóa học và hạn hoàn thành ở trang Việc học của tôi.",
    "published_on": "2026-03-02",
    "body": [{"type": "text", "value": "<p>Học được trên điện thoại, nghỉ giữa chừng rồi học tiếp.</p>"}],
}


TABLE = table_block(
    {
        "name": "Lỗi hay gặp trong bảng tính",
        "head": ["Lỗi", "Vì sao", "Cách phòng"],
        "rows": [["Số 0 ở đầu bị mất", "Ô được hiểu là số", "Định dạng cột là văn bản trước khi dán"]],
    }
)[1]


def places() -> list[Place]:
    home = factories.found_site()
    made = world.build()
    enrolment = enrol(person=made.lan.person, course_key=made.course.translation_key, acting_user=made.lan)
    done = _finish(enrolment)
    open_one = open_attempt(enrolment=enrolment, unit=_units(enrolment)[-1])
    _tell(made, home)
    public, learner = _of_the_public(made, enrolment), _of_lan(made, enrolment, done, open_one)
    return [
        *public,
        *learner,
        *_of_tests(made),
        *judged.places(made),
        *_of_minh(made),
        *officers.places(made),
        *campaigns.places(made),
        *staff_places.places(made),
        *_of_oanh(made),
    ]


def _tell(made: world.World, home: Any) -> None:
    """What the frame shows of the site and of an agency; a notice to read."""
    site = Site.objects.get(root_page=home.pk)
    Contact.objects.create(site=site, owner="Sở Khoa học và Công nghệ", phone="0292 000 111", email="a@example.org")
    contact = Told("Văn phòng Sở Y tế", "0292 000 222", "van-phong-so-y-te@example.org")
    set_contact(agency=made.province.health, told=contact, acting_user=None)
    add_news(news=[NEWS], acting_user=None)
    tell_owners(lambda: None)


def _of_the_public(made: world.World, enrolment: Enrolment) -> list[Place]:
    certificate, course = Certificate.objects.get(), f"/khoa-hoc/{made.course.slug}/"
    return [
        Place("home", "/", None),
        Place("sign-in", "/dang-nhap/", None),
        Place("code entry", "/lan-dau/", None),
        Place("registration", "/dang-ky/", None),
        Place("forgotten password", "/quen-mat-khau/", None, always=False),
        Place("missing", "/khong-co/", None),
        Place("help", "/tro-giup/", None),
        Place("privacy", "/quyen-rieng-tu/", None, always=False),
        Place("news", "/tin-tuc/", None, always=False),
        Place("a piece of news", "/tin-tuc/tap-huan/", None, always=False),
        Place("catalogue", "/khoa-hoc/", None),
        Place("nothing found", "/khoa-hoc/?q=bong-da", None, always=False),
        Place("course", course, None),
        Place("open lesson", f"{course}doc/{_units(enrolment)[0].unit_key}/", None),
        Place("verify", "/xac-minh/", None, always=False),
        Place("verified", f"/xac-minh/{certificate.code}/", None),
        Place("not verified", "/xac-minh/CFGHJKLMNPRT/", None, always=False),
    ]


def _of_lan(made: world.World, enrolment: Enrolment, done: Attempt, open_one: Attempt) -> list[Place]:
    lan, course = made.lan, f"/hoc/{enrolment.pk}/"
    lesson, assessment = (f"{course}bai/{_units(enrolment)[place].unit_key}/" for place in (0, -1))
    return [
        Place("course, mine", f"/khoa-hoc/{made.course.slug}/", lan, always=False),
        Place("my learning", "/hoc/", lan),
        Place("record", "/hoc/ho-so/", lan),
        Place("notices", "/thong-bao/", lan),
        Place("profile", "/ho-so-ca-nhan/", lan),
        Place("my data", "/ho-so-ca-nhan/du-lieu/", lan),
        Place("name", "/ho-so-ca-nhan/ho-ten/", lan, always=False),
        Place("new password", "/ho-so-ca-nhan/mat-khau/", lan, always=False),
        Place("outline", course, lan),
        Place("leaving", f"{course}roi/", lan, always=False),
        Place("feedback", f"{course}gop-y/", lan, always=False),
        Place("lesson", lesson, lan),
        Place("assessment", assessment, lan),
        Place("paper", f"/hoc/luot/{open_one.pk}/", lan),
        Place("review", f"/hoc/luot/{open_one.pk}/?xem-lai", lan, always=False),
        Place("result", f"/hoc/luot/{done.pk}/ket-qua/", lan),
        Place("certificate", f"/giay-chung-nhan/{Certificate.objects.get().pk}/", lan),
    ]


def _of_tests(made: world.World) -> list[Place]:
    """Assessments with every rule: in sections against the clock, and question by question."""
    asks = {"honour": "Tôi tự làm bài này.", "access_code": "phòng 2", "closes_at": timezone.now() + dt.timedelta(9)}
    sections = study.sectioned(
        made.oanh, "Có giờ", ("match", "single", "order"), time_limit=30, wait_minutes=60, **asks
    )
    feedback = {DURING: [MARKS, ANSWERS, EXPLANATIONS], AFTER: [MARKS], LATER: [], CLOSED: []}
    turns = study.sectioned(made.oanh, "Từng câu", sequential=True, feedback=feedback)
    timed, in_turn, door = (
        _taken(made.lan, one) for one in (sections, turns, study.sectioned(made.oanh, "Cửa", **asks))
    )
    paper = open_attempt(enrolment=timed, unit=_units(timed)[0], access_code="phòng 2", honour=True)
    turn = open_attempt(enrolment=in_turn, unit=_units(in_turn)[0])
    answer_in_turn(attempt=turn, position=0, answer=["chín"])
    shut = f"/hoc/{door.pk}/bai/{_units(door)[0].unit_key}/"
    done = _taken(made.minh, turns)
    graded = submit(attempt=open_attempt(enrolment=done, unit=_units(done)[0]))
    return [
        Place("door that asks", shut, made.lan),
        Place("door that refuses", f"{shut}?thieu=code", made.lan, always=False),
        Place("section, timed", f"/hoc/luot/{paper.pk}/", made.lan),
        Place("section, last", f"/hoc/luot/{paper.pk}/?to=2", made.lan, always=False),
        Place("question in turn", f"/hoc/luot/{turn.pk}/", made.lan),
        Place("question answered", f"/hoc/luot/{turn.pk}/?da-tra-loi=1", made.lan, always=False),
        Place("review in turn", f"/hoc/luot/{turn.pk}/?xem-lai", made.lan, always=False),
        Place("result, little shown", f"/hoc/luot/{graded.pk}/ket-qua/", made.minh, always=False),
    ]


def _taken(account: Account, course: Any) -> Enrolment:
    return enrol(person=account.person, course_key=course.translation_key, acting_user=account)


def _of_minh(made: world.World) -> list[Place]:
    minh, health = made.minh, made.province.health.pk
    report, lan = f"/phu-trach/{made.campaign.slug}/", made.lan
    hers = Membership.objects.get(person=lan.person)
    asked = ask_correction(person=lan.person, full_name="Nguyễn Thị Lân", note="Sai dấu.", acting_user=lan)
    return [
        Place("nothing learnt", "/hoc/", minh, always=False),
        Place("officer", "/phu-trach/", minh),
        Place("search", "/phu-trach/nguoi/?q=nguyen", minh),
        Place("person", f"/phu-trach/nguoi/{made.lan.person_id}/", minh),
        Place("slips", f"/phu-trach/co-quan/{health}/phieu-ma/", minh, always=False),
        Place("rosters", "/phu-trach/danh-sach-can-bo/", minh, always=False),
        Place("roster", f"/phu-trach/danh-sach-can-bo/{_roster(made).pk}/", minh, always=False),
        Place("contact", f"/phu-trach/co-quan/{health}/lien-he/", minh, always=False),
        Place("membership", f"/phu-trach/nguoi/{lan.person_id}/cong-tac/{hers.pk}/?viec=chuyen", minh),
        Place("claims", "/phu-trach/noi-cong-tac/", minh, always=False),
        Place("duplicates", "/phu-trach/ho-so-trung/", minh, always=False),
        Place("unassigned", "/phu-trach/chua-phan/", minh, always=False),
        Place("belonging", "/ho-so-ca-nhan/don-vi/", lan, always=False),
        Place("names", "/phu-trach/ho-ten/", minh, always=False),
        Place("name", f"/phu-trach/ho-ten/{asked.pk}/", minh, always=False),
        Place("report", report, minh),
        Place("report of heads", f"{report}?dung_dau=co", minh, always=False),
        Place("development", f"{report}dien-bien/", minh, always=False),
        Place("by course", f"{report}theo-khoa/", minh, always=False),
        Place("by person", f"{report}{health}/tung-nguoi/?trang-thai=all", minh, always=False),
        Place("freeze", f"{report}chot/", minh, always=False),
        *_frozen(made),
        Place("report form", f"/phu-trach/co-quan/{health}/mau-bao-cao/", minh, always=False),
        Place("people", f"{report}{health}/?trang-thai=unfinished", minh, always=False),
    ]


def _frozen(made: world.World) -> list[Place]:
    """Twice, with something that became known in between."""
    first = freeze(made.campaign, made.province.health)
    agencies.complete(agencies.member("Người đến sau", made.province.health))
    second = freeze(made.campaign, made.province.health, revision=2, reason="Bổ sung")
    frozen = "/phu-trach/bao-cao-chot/"
    return [
        Place("frozen reports", frozen, made.minh, always=False),
        Place("frozen report", f"{frozen}{first.pk}/", made.minh),
        Place("frozen compared", f"{frozen}{second.pk}/so-sanh/", made.minh, always=False),
        Place("signed copy", f"{frozen}{first.pk}/ban-ky/", made.minh, always=False),
    ]


def _roster(made: world.World) -> RosterImport:
    """One that waits for Minh: somebody new, somebody to be told apart, a fault."""
    now, health = timezone.now(), str(made.province.health.pk)
    roster = RosterImport.objects.create(
        agency=made.province.health, owner=made.minh, as_of=now.date(), name="danh-sach.xlsx", size=1, sha256="0" * 64,
        state=State.PREVIEW, created_at=now, touched_at=now,
        counts={"people": 3, "open": 1, "verdicts": {"new": 1, "ask": 1, "fault": 1}},
    )  # fmt: skip
    alike = {"id": str(made.lan.person_id), "name": "Nguyễn Thị Lan", "born": 1990, "code": "", "agencies": [health]}
    said = {"birth_year": 1990, "code": "00123", "phone": "+84912345678", "category": "cong_chuc"}
    told: list[tuple[str, dict[str, Any]]] = [
        ("new", {"agency": health, "said": said}),
        ("ask", {"agency": health, "why": "homonyms", "candidates": [alike]}),
        ("fault", {"faults": [{"word": "no_category", "value": "Quân nhân"}]}),
    ]
    for number, (verdict, detail) in enumerate(told, start=2):
        row = RosterLine(roster=roster, line=number, verdict=verdict, name="Nguyễn Thị Lan", detail=detail)
        row.is_open = verdict == "ask"
        row.save()
    return roster


def _of_oanh(made: world.World) -> list[Place]:
    """The walk through a draft, whose first lesson has a table, a video and sound that nobody has released."""
    walk = f"/xem-thu/{made.course.translation_key}/"
    lesson = world.first_lesson(made.course)
    video = Video.objects.create(
        title="Quét mã QR", file="recordings/a.mp4", mime="video/mp4", size=12_000_000, captions=CAPTIONS
    )
    audio = Audio.objects.create(
        title="Lời chào", file="recordings/a.mp3", mime="audio/mpeg", size=640_000, transcript="Chào bà con."
    )
    lesson.body = [("table", TableBlock().to_python(TABLE)), ("video", video), ("audio", audio)]
    lesson.save_revision(user=made.oanh)
    return [
        Place("walk", walk, made.oanh, always=False),
        Place("walk, outline", f"{walk}muc-luc/", made.oanh, always=False),
        Place("walk, lesson", f"{walk}bai/{lesson.translation_key}/", made.oanh),
    ]


def _units(enrolment: Enrolment) -> list[Any]:
    return list(enrolment.progress.edition.units.order_by("position"))


def _finish(enrolment: Enrolment) -> Attempt:
    *lessons, assessment = _units(enrolment)
    for unit in lessons:
        start_unit(enrolment=enrolment, unit=unit)
        complete_lesson(enrolment=enrolment, unit=unit)
    attempt = open_attempt(enrolment=enrolment, unit=assessment)
    items = attempt.items.select_related("version__question")
    answers = {
        item.position: right(item.version.question.kind, SAMPLES[item.version.question.kind][0]) for item in items
    }
    save_answers(attempt=attempt, answers=answers)
    return submit(attempt=attempt)
