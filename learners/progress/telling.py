"""Everything the page of one statement says."""

from dataclasses import dataclass

from django.db.models import Q
from django.utils.translation import gettext as _

from learners.enrolment.statements import reason_of
from learners.people.models import Person
from learners.progress.browsing import Line, lines
from learners.progress.judging import Judgement, judge
from learners.progress.naming import Names, names_of, text_of
from learners.progress.pretty import pretty
from learners.progress.words import BELIEVED, moment_words, result_words, verb_words
from xapi.models import Statement, Trust
from xapi.rows import Json

# A statement may be referred to without end; the page names the newest.
MOST_REFERRING = 25


@dataclass(frozen=True, slots=True)
class Told:
    """``facts`` are pairs of what is asked and its answer, ``voided_by`` the statement that voided this one."""

    line: Line
    person: Person | None
    facts: list[tuple[str, list[str]]]
    judgement: Judgement
    refers_to: Line | None
    referring: list[Line]
    voided_by: Line | None
    reason: str
    json: str


def tell(row: Statement) -> Told:
    others = list(
        Statement.objects.filter(Q(ref_target=row.statement_id) | Q(statement_id=row.ref_target))
        .select_related("authority")
        .order_by("-stored", "-seq")[: MOST_REFERRING + 1]
    )
    names = names_of([row, *others])
    said = {line.row.pk: line for line in lines([row, *others], names)}
    referring = [said[other.pk] for other in others if other.ref_target == row.statement_id]
    voided_by = next((line for line in reversed(referring) if line.row.is_voiding), None) if row.voided_at else None
    target = next((said[other.pk] for other in others if other.statement_id == row.ref_target), None)
    return Told(
        line=said[row.pk],
        person=names.owner(row),
        facts=_facts(row, text_of(row), names),
        judgement=judge(row),
        refers_to=target,
        referring=referring,
        voided_by=voided_by,
        reason=reason_of(text_of(voided_by.row)) if voided_by else reason_of(text_of(row)),
        json=pretty(row.raw),
    )


def _facts(row: Statement, text: Json, names: Names) -> list[tuple[str, list[str]]]:
    target, verb = text["object"], text["verb"]
    described = [names.thing(target), target["id"]] if "id" in target else [names.thing(target)]
    pairs = [
        (_("Ai"), [names.agent(text["actor"])]),
        (_("Làm gì"), [verb_words(verb["id"], verb.get("display")), verb["id"]]),
        (_("Với cái gì"), described),
        (_("Kết quả"), result_words(text.get("result", {}))),
        (_("Xảy ra lúc"), [moment_words(row.timestamp)]),
        (_("Được ghi lúc"), [moment_words(row.stored)]),
        (_("Nguồn"), [row.authority.name, str(BELIEVED[Trust(row.authority.trust)])]),
        (_("Loại"), [row.get_kind_display()]),
        (_("Ghi danh"), [str(row.registration)] if row.registration else []),
        (_("Mã phát biểu"), [str(row.statement_id)]),
    ]
    return [(name, said) for name, said in pairs if said]
