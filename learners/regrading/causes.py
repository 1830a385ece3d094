"""Why results that stood change: a key was mended and all graded again, or somebody corrected a mark of hers."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from uuid import UUID

from django.conf import settings

from courses.questions.types.by_hand import Judgement
from learners.attempts.models import ItemMark
from learners.regrading.models import Regrade
from xapi.rows import Json

REGRADE = f"{settings.XAPI_ACTIVITY_BASE}/mo-rong/cham-lai"
CORRECTION = f"{settings.XAPI_ACTIVITY_BASE}/mo-rong/sua-diem"


@dataclass(frozen=True, slots=True)
class Cause:
    """``key`` is what the ids of statements are derived from, ``extensions`` stand in their context.

    ``judgements`` are what persons found, by attempt and position, where that is said anew.
    """

    key: str
    reason: str
    extensions: Json
    regrade: Regrade | None = None
    mark: ItemMark | None = None
    judgements: Mapping[UUID, Mapping[int, Judgement]] = field(default_factory=dict)


def by_regrade(regrade: Regrade) -> Cause:
    return Cause(str(regrade.pk), regrade.reason, {REGRADE: str(regrade.pk)}, regrade=regrade)


def by_mark(mark: ItemMark) -> Cause:
    """``mark`` replaces another, with its reason."""
    judgements = {mark.item.attempt_id: {mark.item.position: mark.judgement}}
    told = {CORRECTION: str(mark.pk)}
    return Cause(key_of(None, mark.pk), mark.reason, told, mark=mark, judgements=judgements)


def key_of(regrade: UUID | None, mark: int | None) -> str:
    """Of an ``AttemptRegraded``."""
    return str(regrade) if regrade else f"mark-{mark}"
