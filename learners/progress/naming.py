"""Who and what statements are about, by name: looked up for all of them together, in six queries at most."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.conf import settings
from django.utils.translation import gettext as _

from content.h5p.models import Content
from courses.editions.models import Edition, EditionUnit, UnitKind
from learners.enrolment.authorities import ADMINISTRATION
from learners.enrolment.statements import course_key_of, part_around, part_of, unit_key_of
from learners.people.models import ActorAlias, Person
from learners.progress.words import in_one_language, verb_words
from mooc.foundation.vietnamese import fold
from xapi import numbers
from xapi.models import Activity, Statement
from xapi.rows import Json, bounded
from xapi.tombstones import NOBODY


@dataclass
class Names:
    """People by the name of their account; units, courses and interactive contents by key, other activities by IRI;
    statements by id."""

    people: dict[str, Person] = field(default_factory=dict)
    units: dict[UUID, tuple[str, str]] = field(default_factory=dict)
    courses: dict[UUID, str] = field(default_factory=dict)
    activities: dict[str, str] = field(default_factory=dict)
    contents: dict[UUID, str] = field(default_factory=dict)
    statements: dict[UUID, Statement] = field(default_factory=dict)

    def person(self, agent: Json) -> Person | None:
        """The person behind an actor of ours."""
        account = agent.get("account", {})
        return self.people.get(account.get("name", "")) if account.get("homePage") == settings.XAPI_HOME_PAGE else None

    def owner(self, row: Statement) -> Person | None:
        """Whose statement it is."""
        return self.person(text_of(row)["actor"])

    def agent(self, agent: Json) -> str:
        person = self.person(agent)
        if person is not None:
            return person.full_name
        if agent.get("account") == NOBODY["account"]:
            return _("Người đã được xóa tên")
        if agent.get("account") == {"homePage": settings.XAPI_HOME_PAGE, "name": ADMINISTRATION}:
            return _("Người quản trị")
        account = agent.get("account", {}).get("name")
        named = agent.get("name") or agent.get("mbox", "").removeprefix("mailto:") or account
        return str(named or agent.get("openid") or agent.get("mbox_sha1sum") or _("Một nhóm không tên"))

    def activity(self, activity: Json) -> str:
        iri = activity["id"]
        unit_key, course_key = unit_key_of(iri), course_key_of(iri)
        if unit_key in self.units:
            return _unit_name(*self.units[unit_key])
        if course_key in self.courses:
            return _("khóa %s") % self.courses[course_key]
        part = part_around(iri)
        if part and part[1] in self.contents:
            return self._part(iri, *part)
        named = in_one_language(activity.get("definition", {}).get("name")) or self.activities.get(iri)
        within = _unit_around(iri)
        if not named and within in self.units:
            return _("một câu hỏi của %s") % _unit_name(*self.units[within])
        return named or str(iri)

    def _part(self, iri: str, unit_key: UUID, content_key: UUID) -> str:
        told = {"title": self.contents[content_key], "unit": _unit_name(*self.units.get(unit_key, ("", "")))}
        if part_of(iri) is None:
            return _("một mục trong phần tương tác “%(title)s” của %(unit)s") % told
        return _("phần tương tác “%(title)s” của %(unit)s") % told

    def thing(self, target: Json) -> str:
        """The object of a statement."""
        kind = target.get("objectType", "Activity")
        if kind == "Activity":
            return self.activity(target)
        if kind == "StatementRef":
            found = self.statements.get(UUID(target["id"]))
            return f"“{self.sentence(found, deep=False)}”" if found else _("một phát biểu chưa có ở đây")
        return _("một dự định") if kind == "SubStatement" else self.agent(target)

    def sentence(self, row: Statement, *, deep: bool = True) -> str:
        """Who did what; of what a statement refers to, its own reference stays unsaid."""
        statement = text_of(row)
        target = statement["object"]
        thing = self.thing(target) if deep or not row.ref_target else _("một phát biểu khác")
        verb = statement["verb"]
        return f"{self.agent(statement['actor'])} {verb_words(verb['id'], verb.get('display'))} {thing}"


def _unit_around(iri: str) -> UUID | None:
    """The unit whose question ``iri`` is: what follows the unit's own IRI."""
    unit, within, _rest = iri.partition("/cau-hoi/")
    return unit_key_of(unit) if within else None


def _unit_name(title: str, kind: str) -> str:
    """A title that already begins with what it is does not say so twice."""
    folded = fold(title)
    if folded.startswith("bai "):
        return title
    is_plain = kind != UnitKind.ASSESSMENT or folded.startswith("kiem tra")
    return (_("bài %s") if is_plain else _("bài kiểm tra %s")) % title


def text_of(row: Statement) -> Json:
    found: Json = numbers.loads(row.raw)
    return found


def names_of(rows: Sequence[Statement]) -> Names:
    targets = {row.ref_target for row in rows if row.ref_target}
    found = Statement.objects.filter(statement_id__in=targets).select_related("authority") if targets else []
    names = Names(statements={row.statement_id: row for row in found})
    texts = [text_of(row) for row in (*rows, *names.statements.values())]
    accounts = {account for text in texts for account in _accounts(text)}
    aliases = ActorAlias.objects.filter(name__in=accounts).select_related("person")
    names.people = {str(alias.name): alias.person for alias in aliases}
    iris = {text["object"]["id"] for text in texts if text["object"].get("objectType", "Activity") == "Activity"}
    _name_activities(names, iris)
    return names


def activity_title(iri: str) -> str:
    """What one activity is called."""
    names = Names()
    _name_activities(names, {iri})
    return names.activity({"id": iri})


def _name_activities(names: Names, iris: set[str]) -> None:
    units = {unit_key_of(iri) or _unit_around(iri) for iri in iris}
    parts = {part for iri in iris if (part := part_around(iri))}
    names.units = unit_titles({key for key in units if key} | {unit_key for unit_key, _content in parts})
    names.contents = content_titles({key for _unit, key in parts})
    names.courses = course_titles({key for iri in iris if (key := course_key_of(iri))})
    names.activities = _defined([iri for iri in iris if not unit_key_of(iri) and not course_key_of(iri)])


def _accounts(text: Json) -> Iterable[UUID]:
    """Actor names that may be ours."""
    for agent in (text["actor"], text["object"]):
        account: dict[str, Any] = agent.get("account", {})
        if account.get("homePage") == settings.XAPI_HOME_PAGE:
            try:
                yield UUID(account["name"])
            except ValueError:
                continue


def unit_titles(keys: set[UUID]) -> dict[UUID, tuple[str, str]]:
    """(title, kind) as of the last edition that has the unit."""
    if not keys:
        return {}
    rows = EditionUnit.objects.filter(unit_key__in=keys).order_by("edition__number")
    return {key: (title, kind) for key, title, kind in rows.values_list("unit_key", "title", "kind")}


def content_titles(keys: set[UUID]) -> dict[UUID, str]:
    """Of interactive contents."""
    return dict(Content.objects.filter(key__in=keys).values_list("key", "title")) if keys else {}


def course_titles(keys: set[UUID]) -> dict[UUID, str]:
    """As of the last edition."""
    if not keys:
        return {}
    return dict(Edition.objects.filter(course_key__in=keys).order_by("number").values_list("course_key", "title"))


def _defined(iris: Sequence[str]) -> dict[str, str]:
    if not iris:
        return {}
    by_key = {bounded(iri): iri for iri in iris}
    rows = Activity.objects.filter(iri__in=by_key).exclude(definition="").values_list("iri", "definition")
    return {by_key[key]: in_one_language(json.loads(text).get("name")) for key, text in rows}
