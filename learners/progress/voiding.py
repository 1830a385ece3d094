"""Taking a statement back by hand: what stands in the way, what will change, and doing it.

What will change is not guessed: the statement is voided in a transaction that is rolled back, and both states are
compared. The reason is kept in the voiding statement and in the audit; who decided, in the audit alone.
"""

import uuid
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from learners.enrolment import authorities
from learners.enrolment.statements import course_key_of, voiding
from learners.progress.models import Progress, Status
from learners.progress.naming import course_titles, unit_titles
from learners.progress.resting import Resting, resting_on
from learners.progress.words import moment_words, score_words
from mooc.foundation.models import audit
from xapi.models import Statement
from xapi.recording import record
from xapi.vocabulary import Verb


class CannotVoid(Exception):
    """The message says why."""


def obstacle(row: Statement) -> str:
    """Why ``row`` cannot be voided by hand; "" when it can."""
    if row.is_voiding:
        return _("Phát biểu này là một việc hủy. Việc hủy không hủy được; hãy ghi lại phát biểu đã hủy, nếu nó đúng.")
    if row.voided_at:
        return _("Phát biểu này đã bị hủy lúc %s, không hủy lần nữa được.") % moment_words(row.voided_at)
    if row.authority_id != authorities.system().pk:
        return ""
    if row.verb == Verb.CERTIFIED:
        return _("Phát biểu này ghi việc cấp giấy chứng nhận. Hãy thu hồi giấy đó, phát biểu sẽ được hủy theo.")
    if row.verb == Verb.COMPLETED and course_key_of(row.object_key) and _is_all_done(row.registration):
        return _("Khóa được ghi hoàn thành vì mọi bài bắt buộc đã xong. Hãy hủy phát biểu của bài nào không đúng.")
    return ""


def _is_all_done(registration: UUID | None) -> bool:
    """Its completion, voided by hand, would be recorded again at once."""
    return Progress.objects.filter(pk=registration, units_required__gt=0, units_done__gte=F("units_required")).exists()


def void_statement(*, target: Statement, reason: str, acting_user: Any) -> UUID:
    """Void ``target`` for ``reason``; the id of the voiding statement. Raises ``CannotVoid``."""
    with transaction.atomic():
        before = _standing(target.registration)
        void = _void(target, reason)
        audit(
            acting_user=acting_user,
            verb="statements.void",
            subject=target,
            old=before.as_facts(),
            new={"void": str(void), **_standing(target.registration).as_facts()},
            reason=reason,
        )
    return void


def foresee(target: Statement) -> list[str]:
    """What voiding ``target`` would change, in sentences; nothing is kept. Raises ``CannotVoid``."""
    with transaction.atomic():
        before = _standing(target.registration)
        _void(target, "-")
        after = _standing(target.registration)
        transaction.set_rollback(True)
    return _changes(before, after)


def _void(target: Statement, reason: str) -> UUID:
    """Recording locks; only then is it known that nobody else was faster."""
    problem = obstacle(target)
    if problem:
        raise CannotVoid(problem)
    by = authorities.administration()
    void = voiding(
        target.statement_id, registration=target.registration, statement_id=uuid.uuid4(), by=by.agent, reason=reason
    )
    record([void], authority=by)
    made = Statement.objects.get(statement_id=void["id"])
    found = Statement.objects.get(pk=target.pk)
    if found.voided_at != max(made.stored, found.stored):
        raise CannotVoid(obstacle(found))
    return made.statement_id


@dataclass
class _Standing:
    """Where a registration stands: all that voiding one of its statements may move."""

    course: str = ""
    progress: Progress | None = None
    resting: dict[UUID, Resting] = field(default_factory=dict)

    def as_facts(self) -> dict[str, Any]:
        if self.progress is None:
            return {}
        held = sorted(item.name for item in self.resting.values() if item.holds)
        done = [key for key, unit in self.progress.units.items() if "done" in unit]
        return {"status": self.progress.status, "done": done, "resting": held}


def _standing(registration: UUID | None) -> _Standing:
    progress = Progress.objects.filter(pk=registration).first() if registration else None
    if progress is None:
        return _Standing()
    course = course_titles({progress.course_key}).get(progress.course_key, "")
    return _Standing(course, progress, {item.key: item for item in resting_on(progress.pk)})


def _changes(before: _Standing, after: _Standing) -> list[str]:
    if before.progress is None or after.progress is None:
        return []
    units = _unit_changes(before.progress, after.progress)
    return [*units, *_course_change(before.progress, after.progress, after.course), *_rest(before, after)]


def _unit_changes(before: Progress, after: Progress) -> list[str]:
    changed = [key for key in before.units if before.units[key] != after.units.get(key)]
    titles = unit_titles({UUID(key) for key in changed})
    said = []
    for key in changed:
        old, new = before.units[key], after.units.get(key, {})
        title = titles.get(UUID(key), (key, ""))[0]
        if "done" in old and "done" not in new:
            said.append(_("“%s” không còn được tính là đã xong.") % title)
        elif not new:
            said.append(_("“%s” trở lại chưa bắt đầu.") % title)
        if "score" in old and old["score"] != new.get("score") and new:
            score = score_words(new["score"]) if "score" in new else _("chưa có")
            said.append(
                _("Điểm cao nhất của “%(title)s” đổi từ %(old)s thành %(new)s.")
                % {"title": title, "old": score_words(old["score"]), "new": score}
            )
        if "done" in new and old.get("done") != new["done"]:
            said.append(_("Lúc xong “%s” đổi theo một phát biểu khác.") % title)
    return said


def _course_change(before: Progress, after: Progress, course: str) -> list[str]:
    if before.status == Status.COMPLETED and after.status != Status.COMPLETED:
        done = {"course": course, "done": after.units_done, "required": after.units_required}
        words = _("Khóa “%(course)s” không còn được tính là đã hoàn thành: xong %(done)d/%(required)d bài bắt buộc.")
        return [words % done]
    if after.completed_at and before.completed_at and before.completed_at != after.completed_at:
        words = _("Khóa “%(course)s” vẫn là đã hoàn thành, nhưng tính từ %(at)s.")
        return [words % {"course": course, "at": moment_words(after.completed_at)}]
    return []


def _rest(before: _Standing, after: _Standing) -> list[str]:
    lost = [item for key, item in before.resting.items() if item.holds and not after.resting[key].holds]
    return [_("%s sẽ bị thu hồi.") % item.name for item in lost]
