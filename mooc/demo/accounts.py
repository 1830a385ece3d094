"""The demonstration's logins: four staff in five have one, everybody of the public, and six of them are the cast.

One password serves all, hashed once: hashing a thousand would take minutes.
"""

import random
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.hashers import make_password
from django.contrib.auth.models import Group, Permission

from courses.catalogue.editors import found_editors, found_writers
from learners.agencies.granting import grant_scope
from learners.agencies.models import Agency, TeamMembership
from learners.people.models import Account, Person
from mooc.demo.people import People
from mooc.foundation.vietnamese import fold

PASSWORD = "ben-song-2026"  # noqa: S105 - printed by the demonstration itself
SHARE = 0.8
MARKERS, RUNNERS = "Chấm bài", "Giao đợt tập huấn"


@dataclass(frozen=True, slots=True)
class Role:
    """One of the cast: ``full_name`` replaces a drawn one in agency ``unit`` (None: the public)."""

    username: str
    full_name: str
    what: str
    unit: str | None = None


CAST = [
    Role("lan", "Nguyễn Thị Lan", "công chức, đang học dở một khóa", "p-vithanh-vhxh"),
    Role("hoa", "Trần Thị Hoa", "người dân, tự học, có bài tự luận chờ chấm"),
    Role("minh", "Lê Hoàng Minh", "phụ trách học tập của toàn thành phố Cần Thơ", "ct-snv"),
    Role("tam", "Võ Thanh Tâm", "phụ trách học tập của phường Vị Thanh", "p-vithanh-vp"),
    Role("oanh", "Phạm Kim Oanh", "biên tập viên khóa học, chấm bài, trả lời ý kiến", "ct-skhcn"),
]
# Named after all dice are thrown.
WRITER = Role("yen", "Đặng Hải Yến", "người soạn bài, gửi biên tập viên duyệt", "ct-skhcn")
# Of a team with a member who has no account yet; the unit is a community team's.
LEADER = Role("sau", "Phan Văn Sáu", "tổ trưởng tổ công nghệ số cộng đồng, đang xin thêm lượt sát hạch", "tcn-vt-2")
# One of the public: on no roster, in no number of the report.
ADMIN = Role("son", "Trần Văn Sơn", "quản trị toàn hệ thống")
# Agency, with what is below it, by whom it is answered for.
SCOPES = {"minh": ["ct", "ct-thanhuy", "ct-mttq"], "tam": ["p-vithanh"]}


def write_accounts(dice: random.Random, people: People) -> dict[str, Account]:
    """Every login; returns the cast by user name."""
    password = make_password(PASSWORD)
    named = _name_cast(people)
    keep = {*named, *people.heads}
    chosen = [person for person in people.staff if person.pk in keep or dice.random() < SHARE]
    taken = {role.username for role in [*CAST, WRITER, LEADER, ADMIN]}
    accounts = [
        Account(
            person=person,
            username=named.get(person.pk) or _username(person, taken),
            phone=person.phone,
            password=password,
        )
        for person in [*chosen, *people.public]
    ]
    Account.objects.bulk_create(accounts, batch_size=300)
    cast = {account.username: account for account in accounts if account.person_id in named}
    cast[WRITER.username] = _name_writer(people, {account.person_id for account in cast.values()}, password)
    _name_leader(password)
    cast[ADMIN.username] = _name_admin(people, password)
    return _give_rights(cast)


def _name_writer(people: People, named: set[Any], password: str) -> Account:
    """A colleague of the editor, with the login she had anyway or one of her own."""
    free = (person for person in people.staff if person.pk not in named and person.pk not in people.heads)
    person = next(person for person in free if people.units[person.pk].key == WRITER.unit)
    person.full_name = WRITER.full_name
    person.save()
    names = {"username": WRITER.username, "password": password}
    return Account.objects.update_or_create(person=person, defaults=names)[0]


def _name_admin(people: People, password: str) -> Account:
    person = min((one for one in people.public if one not in people.cast), key=lambda one: one.birth_year or 0)
    person.full_name = ADMIN.full_name
    person.save()
    login = {"username": ADMIN.username, "password": password, "is_staff": True, "is_superuser": True}
    return Account.objects.update_or_create(person=person, defaults=login)[0]


def _name_cast(people: People) -> dict[Any, str]:
    named = {}
    for role in CAST:
        pool = people.public if role.unit is None else people.staff
        free = (p for p in pool if p.pk not in named and p.pk not in people.heads)
        person = next(p for p in free if role.unit is None or people.units[p.pk].key == role.unit)
        person.full_name = role.full_name
        person.save()
        people.cast.append(person)
        named[person.pk] = role.username
    return named


def _name_leader(password: str) -> None:
    """Without a draw, so that everybody else is who she was; in a small demonstration one of the cast may lead it."""
    led = TeamMembership.objects.filter(team__source_key=LEADER.unit, is_leader=True).select_related("person")
    member = led.exclude(person__account__username__in=[role.username for role in CAST]).first()
    if member is None:
        return
    person = member.person
    person.full_name = LEADER.full_name
    person.save()
    login = {"username": LEADER.username, "phone": person.phone, "password": password}
    Account.objects.update_or_create(person=person, defaults=login)


def _username(person: Person, taken: set[str]) -> str:
    """``lan.nguyen``, then ``lan.nguyen2``: given name, family name, a number from the second on."""
    parts = fold(person.full_name).split()
    name, number = f"{parts[-1]}.{parts[0]}", 1
    while (found := name if number == 1 else f"{name}{number}") in taken:
        number += 1
    taken.add(found)
    return found


def _found_markers() -> Group:
    """Who marks what people write and do, and mends keys; an administrator gives these rights to a group."""
    group, _ = Group.objects.get_or_create(name=MARKERS)
    group.permissions.add(*Permission.objects.filter(codename__in=["mark_answers", "regrade"]))
    return group


def _found_runners() -> Group:
    """Who makes campaigns, each of the agencies she answers for."""
    group, _ = Group.objects.get_or_create(name=RUNNERS)
    group.permissions.add(Permission.objects.get(content_type__app_label="campaigns", codename="run"))
    return group


def _give_rights(cast: dict[str, Account]) -> dict[str, Account]:
    admin = cast[ADMIN.username]
    for username, keys in SCOPES.items():
        for agency in Agency.objects.filter(source_key__in=keys).order_by("source_key"):
            grant_scope(
                account=cast[username],
                agency=agency,
                with_descendants=True,
                valid_from=agency.placements.order_by("valid_from")[0].valid_from,
                reason="Quyết định phân công (minh họa)",
                acting_user=admin,
            )
    cast["minh"].groups.add(_found_runners())
    oanh = cast["oanh"]
    oanh.is_staff = True
    oanh.save(update_fields=["is_staff"])
    oanh.groups.add(found_editors(), _found_markers())
    writer = cast[WRITER.username]
    writer.is_staff = True
    writer.save(update_fields=["is_staff"])
    writer.groups.add(found_writers())
    return cast
