"""Everything an address can name, and everybody who can ask for it, on one fixed day.

Huy learns as Lan does, and must see nothing of hers; he leads a community team. Thúy was HR of Sở Y tế until yesterday.
"""

import datetime as dt
import re
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import Permission
from django.core.files.base import ContentFile

from content.h5p.models import Library, Upload
from content.media.kinds import VIDEO
from content.media.links import token_of
from content.media.recordings import Audio, Video
from courses.catalogue.models import AssessmentPage, CoursePage, LessonPage, ModulePage
from courses.editions.actions import release
from courses.exchange.actions import keep as keep_questions
from courses.importing.actions import keep
from courses.questions.models import Question, QuestionVersion
from learners.agencies.claim_models import ClaimKind
from learners.agencies.claims import claim
from learners.agencies.duplicate_models import DuplicatePair
from learners.agencies.models import (
    AgencyName,
    CommunityTeam,
    Membership,
    Reorganisation,
    ReorganisationStatus,
    Scope,
    TeamMembership,
)
from learners.attempts.actions import open_attempt
from learners.attempts.file_models import place_of
from learners.attempts.models import AnswerFile, AttemptItem, AttemptRequest
from learners.campaigns.models import Campaign
from learners.campaigns.waiving import ask as ask_waiver
from learners.certificates.models import Certificate
from learners.certificates.naming import ask_correction
from learners.certificates.telling import tell_owners
from learners.coverage.frozen.models import SignedCopy
from learners.enrolment.actions import enrol
from learners.external.models import Import, Line, State
from learners.external.sources import source_named
from learners.notices.models import Notice
from learners.people.models import Account, Consent
from learners.progress.actions import complete_lesson
from learners.regrading.models import Regrade
from learners.rosters.models import FOLDER, RosterImport
from learners.rosters.models import State as RosterState
from learners.warnings.models import Alert, Rule
from mooc.foundation.private import private_storage
from tests import factories
from tests.attempts.file_samples import PDF
from tests.campaigns import world as campaigns
from tests.coverage import world as agencies
from tests.coverage.frozen.making import freeze
from tests.h5p import making
from tests.h5p.player import making as h5p
from tests.h5p.test_importing import approve_everything, bring, taken
from tests.matrix.addresses import Address
from tests.media.files import CAPTIONS
from tests.study.interactive import world as interactive
from tests.xapi.client import authority
from xapi.credentials import issue
from xapi.models import Statement

# Noon of a day within the campaign of tests.coverage.world.
NOW = dt.datetime(2026, 11, 25, 5, 0, tzinfo=dt.UTC)
TODAY = NOW.date()
ANONYMOUS = "anonymous"
CAST = (ANONYMOUS, "lan", "huy", "minh", "tam", "thuy", "oanh", "son")


@dataclass
class World:
    accounts: dict[str, Account]
    # Name of a parameter, or namespace and name where it means something else there -> what stands in the address.
    parameters: dict[str, Any]

    def arguments(self, address: Address) -> dict[str, Any]:
        names = re.findall(r"<(?:\w+:)?(\w+)>", address.route)
        namespace = address.name.split(":")[0]
        return {name: self.parameters.get(f"{namespace}:{name}") or self.parameters[name] for name in names}


def build() -> World:
    province = agencies.province()
    oanh = factories.editor("oanh", of=factories.person("Trần Kim Oanh"))
    course = factories.course()
    edition = release(course=course, acting_user=oanh, at=factories.at(0))
    accounts = people(province, oanh)
    enrolment = enrol(person=accounts["lan"].person, course_key=course.translation_key, acting_user=accounts["lan"])
    unit = edition.units.get(kind="assessment")
    campaign = agencies.campaign(province.root, course.translation_key)
    parameters = {
        "slug": campaign.slug,
        **_belonging(accounts["lan"], province),
        "fmt": "xlsx",
        "media:name": "khong-co.webp",
        **_recordings(),
        **_packages(oanh),
        **_interactive(),
        "agency": province.health.pk,
        **_frozen(campaign, province),
        "batch": _elsewhere(accounts, course),
        **_warned(province, campaign),
        "person": accounts["lan"].person.pk,
        "team": _team(province, accounts["huy"]),
        "course_key": course.translation_key,
        "enrolment": enrolment.pk,
        "rehearsal:enrolment": course.translation_key,
        "unit_key": unit.unit_key,
        "content_key": interactive.content().key,
        "attempt": open_attempt(enrolment=enrolment, unit=unit).pk,
        "appeal": 0,
        "number": 1,
        **_campaign(accounts, province),
        "asked": AttemptRequest.objects.create(
            enrolment=enrolment, unit_key=unit.unit_key, words="Mất điện", asked_at=NOW
        ).pk,
        **_certificate(accounts["lan"], oanh),
        "analysis:page": AssessmentPage.objects.get(translation_key=unit.unit_key).pk,
        "analysis:version": QuestionVersion.objects.earliest("pk").pk,
        "file": _handed_in().pk,
        "item": AttemptItem.objects.earliest("pk").pk,
        "correction": ask_correction(
            person=accounts["lan"].person, full_name="Nguyễn Thị Lân", note="", acting_user=accounts["lan"]
        ).pk,
        "notice": Notice.objects.get(account=accounts["lan"]).pk,
        "consent": Consent.objects.get(account=accounts["lan"]).pk,
        "pk": Question.objects.get().pk,
        "question": Question.objects.get().pk,
        "regrade": Regrade.objects.create(question=Question.objects.get(), reason="Sai đáp án", started_at=NOW).pk,
        "structure:table": "agencyname",
        "structure:row": AgencyName.objects.earliest("pk").pk,
        "reorganising:event": Reorganisation.objects.create(
            kind="merge", effective_on=TODAY, decision="QĐ 1", status=ReorganisationStatus.DRAFT
        ).pk,
        "scopes:pk": Scope.objects.earliest("pk").pk,
        "agency_chooser:pk": province.health.pk,
        "account_chooser:pk": accounts["lan"].pk,
        "wagtailusers_users:pk": accounts["lan"].pk,
        "client_keys:pk": issue(authority=authority("so-noi-vu"), scopes=["statements/write"])[0].pk,
        "editions:pk": course.pk,
        "catalogue:slug": course.slug,
        "catalogue:unit_key": edition.units.filter(kind="lesson").earliest("position").unit_key,
        "course": course.pk,
        "lesson": LessonPage.objects.descendant_of(course).earliest("path").pk,
        **_waiting(course, oanh),
        "exchange:waiting": keep_questions(name="cau-hoi.txt", content="Câu?{T}".encode(), acting_user=oanh).pk,
        "exchange:fmt": "xlsx",
        "roster": _roster(province, accounts["minh"]).pk,
        "statement": Statement.objects.filter(registration=enrolment.pk).earliest("seq").statement_id,
    }
    return World(accounts, parameters)


def _elsewhere(accounts: dict[str, Account], course: CoursePage) -> Any:
    """What Minh brought in about Lan."""
    source = source_named("OneTouch", acting_user=accounts["minh"])
    batch = Import.objects.create(
        source=source, state=State.APPLIED, uploaded_by=accounts["minh"], uploaded_at=NOW, applied_at=NOW
    )
    Line.objects.create(
        batch=batch,
        number=1,
        person=accounts["lan"].person,
        course_key=course.translation_key,
        achieved_on=TODAY,
        statement_id=batch.pk,
    )
    return batch.pk


def _warned(province: agencies.Province, campaign: Campaign) -> dict[str, Any]:
    """A rule of Sở Y tế and what it found there."""
    rule = Rule.objects.create(kind="start", threshold=30, agency=province.health, made_at=NOW)
    facts = {"started": 1, "required": 4, "percent": 25}
    alert = Alert.objects.create(
        rule=rule, campaign=campaign, agency=province.health, opened_on=TODAY, seen_on=TODAY, facts=facts
    )
    return {"rule": rule.pk, "alert": alert.pk}


def _roster(province: agencies.Province, minh: Account) -> RosterImport:
    """Minh has looked at its columns and not yet applied it."""
    kept = private_storage().save(f"{FOLDER}/danh-sach", ContentFile(b"Ho va ten;Ma\nLan;1\n"))
    facts = {"size": 1, "sha256": "0" * 64, "created_at": NOW, "touched_at": NOW, "counts": {"people": 0}}
    return RosterImport.objects.create(
        agency=province.health, owner=minh, as_of=TODAY, name="a.csv", file=kept, state=RosterState.PREVIEW, **facts
    )


def _belonging(lan: Account, province: agencies.Province) -> dict[str, Any]:
    """She says that she belongs elsewhere; one record of hers was merged, another may be hers."""
    said = claim(kind=ClaimKind.NOT_MINE, person=lan.person, agency=province.health, words="Đã chuyển", acting_user=lan)
    other = factories.person("Nguyen Thi Lan")
    first, second = sorted([lan.person.pk, other.pk])
    return {
        "claim": said.pk,
        "membership": Membership.objects.get(person=lan.person).pk,
        "pair": DuplicatePair.objects.create(first_id=first, second_id=second, score=80).pk,
        "absorbed": factories.person("Nguyễn T. Lan", merged_into=lan.person).pk,
    }


def _handed_in() -> AnswerFile:
    """With the only paper there is."""
    kept = private_storage().save(place_of("pdf"), ContentFile(PDF))
    item = AttemptItem.objects.earliest("pk")
    return AnswerFile.objects.create(item=item, file=kept, name="a.pdf", kind="pdf", size=1, uploaded_at=NOW)


def _interactive() -> dict[str, Any]:
    """A content with a picture."""
    library = h5p.library("H5P.Quiz", {"quiz.js": "1"})
    revision = h5p.content([library], files={"images/a.png": b"\x89PNG"})
    named = {"digest": "0" * 64, "path": "images/a.png", "name": "core.woff2", "kind": "js"}
    return {f"h5p:{name}": value for name, value in {**named, "revision": revision.pk}.items()}


def _waiting(course: CoursePage, oanh: Account) -> dict[str, Any]:
    """A file Oanh has uploaded and not yet made a lesson of."""
    module = ModulePage.objects.child_of(course).get()
    file = keep(module=module, name="bai.md", content="# Bài mới\n\nMột đoạn.".encode(), acting_user=oanh)
    return {"module": module.pk, "waiting": file.pk}


def _recordings() -> dict[str, Any]:
    """Their files are not there."""
    video = Video.objects.create(title="Quét mã", file="recordings/a.mp4", mime="video/mp4", size=1, captions=CAPTIONS)
    audio = Audio.objects.create(title="Chào", file="recordings/a.mp3", mime="audio/mpeg", size=1, transcript="Chào.")
    made = {"media:token": token_of(VIDEO, video.pk)}
    for name, recording in (("video", video), ("audio", audio)):
        made |= {f"{kind}_media_{name}:pk": recording.pk for kind in ("wagtailsnippets", "wagtailsnippetchoosers")}
    return made


def _packages(oanh: Account) -> dict[str, Any]:
    """Oanh has brought a content, which can be played, and waits for another one to be looked at."""
    revision = taken(bring(making.package(), oanh))
    approve_everything()
    library = Library.objects.get()
    same = {name: getattr(library, name) for name in ("machine_name", "major", "minor", "title", "manifest", "size")}
    decided = {"approval": library.approval, "decided_at": NOW, "created_at": NOW}
    newer = Library.objects.create(**same, **decided, patch=library.patch + 1, digest="f" * 64)
    waiting = Upload.objects.create(owner=oanh, name="goi.h5p", size=1, created_at=NOW, touched_at=NOW)
    made = {"content": revision.content_id, "revision": revision.pk, "library": library.pk, "target": newer.pk}
    made["upload"] = waiting.pk
    return {f"h5p_authoring:{name}": value for name, value in made.items()} | {
        "wagtailsnippets_h5p_content:pk": revision.content_id,
        "wagtailsnippetchoosers_h5p_content:pk": revision.content_id,
        "wagtailsnippets_h5p_library:pk": library.pk,
        "h5p_writing:content": revision.content_id,
        "h5p_writing:kind": "keo-tu",
    }


def _frozen(campaign: Campaign, province: agencies.Province) -> dict[str, Any]:
    """Of Sở Y tế, with the paper that came back."""
    made = freeze(campaign, province.health)
    kept = private_storage().save("signed/a.pdf", ContentFile(PDF))
    copy = SignedCopy.objects.create(
        frozen=made, number="1/BC-SYT", signed_on=TODAY, file=kept, recorded_by_name="Minh", recorded_at=NOW
    )
    return {"frozen": made.pk, "copy": copy.pk}


def _campaign(accounts: dict[str, Account], province: agencies.Province) -> dict[str, Any]:
    """One of Minh's agency, who has the right to make them, that asks Lan; she wants a later last day."""
    accounts["minh"].user_permissions.add(Permission.objects.get(codename="run"))
    made, lan = campaigns.running(province.health), accounts["lan"]
    campaigns.assign(made, lan.person, province.health)
    waiver = ask_waiver(campaign=made, person=lan.person, kind="exemption", reason="Nghỉ thai sản", acting_user=lan)
    return {"campaign": made.pk, "waiver": waiver.pk, "campaigns:kind": "gia-han"}


def _team(province: agencies.Province, huy: Account) -> int:
    team = CommunityTeam.objects.create(name="Tổ công nghệ số cộng đồng ấp 1", agency=province.health)
    TeamMembership.objects.create(team=team, person=huy.person, is_leader=True, valid_from=agencies.START)
    return team.pk


def _certificate(lan: Account, oanh: Account) -> dict[str, Any]:
    """Of a course of one lesson, which Lan has read."""
    course = factories.course("Khóa một bài", lessons=1, assessment=False)
    edition = release(course=course, acting_user=oanh, at=factories.at(0))
    enrolment = enrol(person=lan.person, course_key=course.translation_key, acting_user=lan)
    complete_lesson(enrolment=enrolment, unit=edition.units.get())
    made = Certificate.objects.get()
    tell_owners(lambda: None)
    return {"certificate": made.pk, "code": made.code, "feedback:enrolment": enrolment.pk, "course": course.pk}


def people(province: agencies.Province, oanh: Account) -> dict[str, Account]:
    minh = factories.account("minh", of=agencies.member("Phạm Thị Minh", province.health))
    tam = factories.account("tam", of=agencies.member("Võ Minh Tâm", province.home))
    thuy = factories.account("thuy", of=agencies.member("Lý Thị Thúy", province.health))
    agencies.grant(minh, province.health)
    agencies.grant(tam, province.home)
    agencies.grant(thuy, province.health, valid_to=TODAY)
    return {
        "lan": factories.account("lan", of=agencies.member("Nguyễn Thị Lan", province.health)),
        "huy": factories.account("huy", of=agencies.member("Trương Gia Huy", province.health)),
        "minh": minh,
        "tam": tam,
        "thuy": thuy,
        "oanh": oanh,
        "son": factories.account("son", is_staff=True, is_superuser=True),
    }
