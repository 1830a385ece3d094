"""Deciding how answers to a version are judged from now on."""

from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from courses.questions.grading import is_scored
from courses.questions.models import Question, QuestionVersion
from courses.questions.types import is_manual, type_of
from courses.questions.types.base import Data
from courses.rekeying.judging import rekeyed
from courses.rekeying.models import Rekeying, Way
from mooc.foundation.models import audit


class CannotRekey(Exception):
    """The message says why."""


@transaction.atomic
def rekey(
    *, versions: Sequence[QuestionVersion], way: str, reason: str, acting_user: Any, key: QuestionVersion | None = None
) -> list[Rekeying]:
    """Have ``versions`` of one question judged by ``way``; with ``Way.KEY`` by the key of ``key``.

    All of them or none; what is judged so already gets no new row. Raises ``CannotRekey``. What was graded before
    stays as it is until it is graded again (``learners.regrading``).
    """
    if not versions or not reason.strip():
        raise CannotRekey(_("Hãy chọn phiên bản và ghi lý do."))
    # One decision after the other: the newest counts.
    Question.objects.select_for_update(of=("self",)).get(pk=versions[0].question_id)
    data = {version.pk: _data(version, way, key) for version in versions}
    now = rekeyed(data)
    made = []
    for version in versions:
        old = now.get(version.pk)
        if _is_same(old, version, way, data[version.pk]):
            continue
        row = Rekeying.objects.create(
            version=version,
            way=way,
            key=key if way == Way.KEY else None,
            data=data[version.pk],
            reason=reason.strip(),
            decided_by=acting_user,
            decided_at=timezone.now(),
        )
        audit(
            acting_user=acting_user,
            verb="rekey",
            subject=version,
            old={"way": old.way, "key": old.key_id} if old else None,
            new={"way": row.way, "key": row.key_id},
            reason=row.reason,
        )
        made.append(row)
    return made


def _data(version: QuestionVersion, way: str, key: QuestionVersion | None) -> Data | None:
    problem = obstacle(version, way, key)
    if problem:
        raise CannotRekey(_("Phiên bản %(number)d: %(problem)s") % {"number": version.number, "problem": problem})
    return None if way != Way.KEY or key is None else mended(version, key)


def obstacle(version: QuestionVersion, way: str, key: QuestionVersion | None = None) -> str:
    """Why ``version`` cannot be judged so; "" when it can."""
    if not is_scored(version.question.kind):
        return _("câu này không tính điểm nên không có đáp án để sửa.")
    if is_manual(version.question.kind):
        return _("câu này do người chấm cho điểm nên không có đáp án để sửa.")
    if way != Way.KEY:
        return ""
    if key is None or key.question_id != version.question_id:
        return _("hãy chọn phiên bản có đáp án đúng của cùng câu hỏi.")
    if " ".join(key.prompt.split()) != " ".join(version.prompt.split()):
        return _("câu hỏi của phiên bản có đáp án đúng viết khác, nên câu trả lời cũ có thể mang nghĩa khác.")
    if mended(version, key) is None:
        return _(
            "phương án của phiên bản có đáp án đúng không còn như cũ, nên câu trả lời cũ có thể mang nghĩa khác. Chỉ "
            "đáp án và cách cho điểm được khác."
        )
    return ""


def mended(version: QuestionVersion, key: QuestionVersion) -> Data | None:
    """The data of ``version`` with the key of ``key``; None where they do not ask the same."""
    return type_of(version.question.kind).with_key_of(version.data, key.data)


def _is_same(old: Rekeying | None, version: QuestionVersion, way: str, data: Data | None) -> bool:
    if old is None:
        return way == Way.KEY and data == version.data
    return old.way == way and old.data == data
