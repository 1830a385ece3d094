"""What is typed into a campaign's form line by line: agencies by code or name, people by staff code or name."""

import datetime as dt
from collections.abc import Iterable, Iterator
from uuid import UUID

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from learners.agencies.models import AgencyCode, AgencyName
from learners.campaigns.running import Runner
from learners.people.models import Person
from mooc.foundation.periods import on
from mooc.foundation.vietnamese import fold


def agencies_of(text: str, runner: Runner) -> frozenset[UUID]:
    """One a line, by any code or by the whole name of today. Raises ``ValidationError`` with every wrong line."""
    wanted = list(_lines(text))
    if not wanted:
        return frozenset()
    typed = {line for _number, line in wanted}
    within = runner.may_choose().values("pk")
    codes = AgencyCode.objects.filter(on(runner.today), agency__in=within, code__in=typed)
    names = AgencyName.objects.filter(on(runner.today), agency__in=within, folded__in={fold(line) for line in typed})
    by_code = _grouped(codes.values_list("code", "agency_id"))
    by_name = _grouped(names.values_list("folded", "agency_id"))
    found, errors = set(), []
    for number, line in wanted:
        agencies = by_code.get(line) or by_name.get(fold(line)) or set()
        if len(agencies) == 1:
            found |= agencies
        elif agencies:
            errors.append(
                _("Dòng %(number)d: có nhiều cơ quan tên “%(line)s”, hãy ghi mã định danh.") % _at(number, line)
            )
        else:
            errors.append(
                _("Dòng %(number)d: không có cơ quan “%(line)s” trong phạm vi của anh/chị.") % _at(number, line)
            )
    if errors:
        raise ValidationError(errors)
    return frozenset(found)


def people_of(text: str, runner: Runner) -> dict[UUID, str]:
    """One a line, "mã cán bộ hoặc họ tên; lý do". Raises ``ValidationError`` with every wrong line."""
    found: dict[UUID, str] = {}
    errors = []
    for number, line in _lines(text):
        who, _semicolon, reason = (part.strip() for part in line.partition(";"))
        if not reason:
            errors.append(_("Dòng %(number)d: hãy ghi lý do sau dấu chấm phẩy.") % {"number": number})
            continue
        people = _people(who, runner)
        if len(people) == 1:
            found[people[0].pk] = reason[:300]
        elif people:
            errors.append(_("Dòng %(number)d: có nhiều người tên “%(line)s”, hãy ghi mã cán bộ.") % _at(number, who))
        else:
            errors.append(_("Dòng %(number)d: không tìm thấy “%(line)s” trong phạm vi của anh/chị.") % _at(number, who))
    if errors:
        raise ValidationError(errors)
    return found


def agency_lines(agencies: Iterable[UUID], day: dt.date) -> str:
    """As ``agencies_of`` reads it: the code where there is one, else the name."""
    known = list(agencies)
    words = dict(AgencyName.objects.filter(on(day), agency__in=known).values_list("agency_id", "name"))
    words |= dict(AgencyCode.objects.filter(on(day), agency__in=known).values_list("agency_id", "code"))
    return "\n".join(sorted(words.values()))


def people_lines(exceptions: dict[UUID, str]) -> str:
    people = Person.objects.filter(pk__in=exceptions).order_by("sort_key")
    return "\n".join(f"{person.staff_code or person.full_name}; {exceptions[person.pk]}" for person in people)


def _people(who: str, runner: Runner) -> list[Person]:
    """At most two: more than one is asked about."""
    by_code = list(runner.people().filter(staff_code=who)[:2])
    return by_code or list(runner.people().filter(folded_name=fold(who))[:2])


def _lines(text: str) -> Iterator[tuple[int, str]]:
    for number, line in enumerate(text.splitlines(), start=1):
        if line.strip():
            yield number, " ".join(line.split())


def _grouped(pairs: Iterable[tuple[str, UUID]]) -> dict[str, set[UUID]]:
    found: dict[str, set[UUID]] = {}
    for key, agency in pairs:
        found.setdefault(key, set()).add(agency)
    return found


def _at(number: int, line: str) -> dict[str, str | int]:
    return {"number": number, "line": line}
