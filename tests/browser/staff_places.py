"""Where officers say who is of which agency: claims, duplicates, people to be placed, a list's columns; and teams."""

import datetime as dt

from django.utils import timezone

from learners.agencies.claim_models import ClaimKind
from learners.agencies.claims import claim
from learners.agencies.duplicate_models import DuplicatePair
from learners.agencies.duplicates import propose_duplicates
from learners.agencies.models import CommunityTeam, Reorganisation, ReorganisationLink, TeamMembership
from learners.people.models import Account
from learners.rosters import actions
from learners.rosters.models import RosterImport
from learners.rosters.parsing import Mapping
from learners.rosters.tasks import work
from tests import factories
from tests.browser import world
from tests.browser.place import Place
from tests.coverage import world as agencies
from tests.foundation.spreadsheets import files

OFFICER = "/phu-trach/"


def places(made: world.World) -> list[Place]:
    minh, health, lan = made.minh, made.province.health, made.lan
    said = claim(
        kind=ClaimKind.NOT_MINE, person=lan.person, agency=health, words="Đã chuyển từ năm 2024.", acting_user=lan
    )
    asked, judged = (_list(made, agree) for agree in (False, True))
    sau, team = _team(made)
    hers, person = f"/tinh-hinh-tuan/{health.pk}/", f"{OFFICER}nguoi/{lan.person_id}/"
    return [
        Place("claim", f"{OFFICER}noi-cong-tac/{said.pk}/", minh, always=False),
        Place("duplicate", f"{OFFICER}ho-so-trung/{_pair(made).pk}/", minh, always=False),
        Place("left without an agency", f"{OFFICER}chua-phan/{_left(made)}/", minh, always=False),
        Place("columns of a list", f"{OFFICER}danh-sach-can-bo/{asked.pk}/cot/", minh, always=False),
        Place("units of a list", f"{OFFICER}danh-sach-can-bo/{judged.pk}/don-vi/", minh, always=False),
        Place("another membership", f"{person}cong-tac/them/", minh, always=False),
        Place("guardian", f"{person}nguoi-giam-ho/", minh, always=False),
        Place("new campaign", f"{OFFICER}dot-tap-huan/moi/", minh, always=False),
        Place("new rule", f"{OFFICER}canh-bao/quy-tac/moi/", minh, always=False),
        Place("week of the head", hers, Account.objects.get(username="hanh"), always=False),
        Place("my team", f"/to-cua-toi/{team.pk}/", sau, always=False),
    ]


def _pair(made: world.World) -> DuplicatePair:
    one, other = (agencies.member("Nguyễn Thị Thùy Dương", made.province.health) for _ in range(2))
    for person in (one, other):
        person.birth_year, person.phone = 1990, "+84912345670"
        person.save()
    propose_duplicates([one.pk], timezone.localdate())
    return DuplicatePair.objects.get()


def _left(made: world.World) -> str:
    """Of a division that was split yesterday."""
    day = timezone.localdate() - dt.timedelta(days=1)
    old = agencies.agency("Phòng Nghiệp vụ y dược", made.province.health, end=day, kind="phong")
    agencies.member("Lý Thị Ở Lại", old)
    event = Reorganisation.objects.create(effective_on=day, kind="split", decision="Quyết định 45/QĐ-UBND")
    for name in ("Phòng Nghiệp vụ y", "Phòng Nghiệp vụ dược"):
        part = agencies.agency(name, made.province.health, day, kind="phong")
        ReorganisationLink.objects.create(reorganisation=event, source=old, target=part, partial=True)
    return str(old.pk)


def _list(made: world.World, agree: bool) -> RosterImport:
    """Read; with its columns agreed to, judged too: it names a unit that nobody knows."""
    rows = files.people(("Lê Mới", "1980", "CB77", "", "Công chức", "Chuyên viên", "Phòng Không Có"))
    roster = actions.bring(
        agency=made.province.health, as_of=timezone.localdate(), is_whole=False, name="danh-sach-can-bo.xlsx",
        content=files.xlsx(rows), acting_user=made.minh,
    )  # fmt: skip
    work.func(str(roster.pk), str(made.minh.pk))
    roster.refresh_from_db()
    if agree:
        columns = Mapping.from_json({**roster.mapping, "order": "dmy"})
        actions.set_columns(roster=roster, columns=columns, sheet=roster.reading["sheet"], acting_user=made.minh)
        work.func(str(roster.pk), str(made.minh.pk))
        roster.refresh_from_db()
    return roster


def _team(made: world.World) -> tuple[Account, CommunityTeam]:
    sau = factories.account("sau", of=factories.person("Phan Văn Sáu"))
    team = CommunityTeam.objects.create(name="Tổ công nghệ số cộng đồng ấp Thạnh Hòa", agency=made.province.health)
    for person, leads in ((sau.person, True), (factories.person("Bà Bảy"), False)):
        TeamMembership.objects.create(team=team, person=person, is_leader=leads, valid_from=world.OPENS)
    return sau, team
