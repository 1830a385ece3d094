"""From a file to the bank: keep it while its author looks at it, then bring in what is not refused, all of it or
nothing."""

import datetime as dt
from collections import Counter
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from courses.exchange.items import Item
from courses.exchange.models import WaitingQuestions
from courses.exchange.reading import read
from courses.exchange.verdicts import Status, Verdict, as_uuid, judge
from courses.questions.actions import save_version
from courses.questions.material import Material
from courses.questions.models import Question
from mooc.foundation.models import audit

KEPT = dt.timedelta(days=1)


class NotBroughtIn(Exception):
    """Why nothing came in, in words for the author."""


def keep(*, name: str, content: bytes, acting_user: Any) -> WaitingQuestions:
    """Read the file and keep it for a day; raises ``Malformed`` and keeps nothing."""
    read(content)
    return WaitingQuestions.objects.create(owner=acting_user, name=name[-200:], content=content)


def sweep() -> int:
    """Forget what nobody came back for."""
    return WaitingQuestions.objects.filter(created_at__lt=timezone.now() - KEPT).delete()[0]


@transaction.atomic
def bring_in(*, waiting: WaitingQuestions, without_refused: bool, acting_user: Any) -> Counter[Status]:
    """What came in, by status; ``without_refused`` says that refused items may stay out. Raises ``NotBroughtIn``."""
    if not WaitingQuestions.objects.select_for_update().filter(pk=waiting.pk).exists():
        raise NotBroughtIn(_("Tệp này đã được đưa vào hoặc đã bỏ."))
    verdicts = judge(read(bytes(waiting.content)))
    found = Counter(verdict.status for verdict in verdicts)
    if found[Status.REFUSED] and not without_refused:
        raise NotBroughtIn(_("Trong tệp có câu bị từ chối. Hãy đánh dấu đồng ý bỏ qua các câu ấy, hoặc sửa tệp."))
    if not found[Status.NEW] + found[Status.CHANGED]:
        raise NotBroughtIn(_("Trong tệp không có câu nào mới hoặc thay đổi."))
    for verdict in verdicts:
        if verdict.status in (Status.NEW, Status.CHANGED):
            _take(verdict, acting_user)
    told = {status.value: found[status] for status in Status}
    audit(acting_user=acting_user, verb="bring_in_questions", subject=waiting, new={"file": waiting.name, **told})
    waiting.delete()
    return found


def _take(verdict: Verdict, acting_user: Any) -> None:
    item = verdict.item
    assert item is not None  # noqa: S101 - what is refused is not taken
    question = verdict.question or _new(item)
    marks = _marks(item)
    if verdict.question and marks:
        Question.objects.filter(pk=question.pk).update(**marks)
    if item.tags:
        question.tags.set(item.tags)
    current = question.current
    beside = Material.of(current) if current else Material()
    save_version(
        question=question,
        prompt=item.prompt,
        data=item.data,
        explanation=item.explanation,
        material=Material(item.hints, beside.image_id, beside.image_alt, beside.audio_id, beside.video_id),
        acting_user=acting_user,
    )


def _new(item: Item) -> Question:
    key = as_uuid(item.key) if item.key else None
    named: dict[str, Any] = {"key": key} if key else {"source_key": item.key or None}
    return Question.objects.create(kind=item.kind, **named, **_marks(item))


def _marks(item: Item) -> dict[str, str]:
    """Those the file gives; what it does not stays as it is."""
    return {name: value for name in ("difficulty", "competence") if (value := getattr(item, name))}
