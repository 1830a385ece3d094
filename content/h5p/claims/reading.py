"""One statement as H5P's core sent it: untrusted JSON becomes a ``Claim`` about our content, or is refused.

Shape: ``object.id`` is the IRI we gave the content as its ``url``, with ``?subContentId=`` for a part; the parts'
parents stand in ``context.contextActivities.parent``, the library in ``category`` (h5p-x-api-event.js of H5P's core).
What is missing, null or of another type than the standard's is read as not said: contents send both.
"""

import math
import re
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from django.utils.translation import gettext as _

from content.h5p.claims.libraries import LibraryVersion, library_of
from content.h5p.claims.limits import is_json, small_enough
from content.h5p.claims.verbs import ACCEPTED, ENDINGS
from xapi.validation_values import UUID

Json = dict[str, Any]
PART = "?subContentId="
# Usually a UUID; whatever else it is becomes part of an IRI of ours.
_PART_ID = re.compile(r"[A-Za-z0-9_-]{1,64}", re.ASCII)
_LIBRARIES = "http://h5p.org/libraries/"
MAX_SCORE = 10**9


class Refusal(StrEnum):
    """Why a claim is refused. ``VERB`` is no fault of the learner's: contents may say more than we keep."""

    SHAPE = "shape"
    SIZE = "size"
    VERB = "verb"
    OBJECT = "object"

    def words(self) -> str:
        """For the learner's page."""
        if self is Refusal.SIZE:
            return _("Nội dung tương tác gửi một kết quả quá lớn nên kết quả đó không được ghi. Anh/chị học tiếp được.")
        if self is Refusal.VERB:
            return _("Nội dung tương tác báo một việc không thuộc việc học nên việc đó không được ghi.")
        if self is Refusal.OBJECT:
            return _("Kết quả vừa gửi không thuộc nội dung này nên không được ghi. Anh/chị hãy tải lại trang.")
        return _("Nội dung tương tác gửi một kết quả không đọc được nên kết quả đó không được ghi.")


class ClaimRefused(Exception):
    """The only thing that is ever raised over a claim; ``message`` is for the learner."""

    def __init__(self, reason: Refusal) -> None:
        super().__init__(reason.value)
        self.reason = reason

    @property
    def message(self) -> str:
        return self.reason.words()


@dataclass(frozen=True)
class Claim:
    """``part`` and ``parent`` are subContentIds: None for the content itself, and for no parent at all; ``has_parent``
    tells those two apart. Numbers are finite, texts can be stored. ``sent`` is the statement as it came.
    """

    verb: str
    part: str | None = None
    parent: str | None = None
    has_parent: bool = False
    library: LibraryVersion | None = None
    response: str | None = None
    success: bool | None = None
    completion: bool | None = None
    raw: float | None = None
    max: float | None = None
    scaled: float | None = None
    duration: str | None = None
    interaction: str | None = None
    choices: tuple[str, ...] = ()
    statement_id: str | None = None
    timestamp: str | None = None
    sent: Json = field(default_factory=dict, repr=False, compare=False)

    @property
    def is_top(self) -> bool:
        """About the content itself. Parts of old packages have no id of their own: their parent gives them away."""
        return self.part is None and not self.has_parent

    @property
    def is_ending(self) -> bool:
        return self.verb in ENDINGS


def read(statement: object, activity: str) -> Claim:
    """``activity`` is the IRI the player was given as the content's ``url``. Raises ``ClaimRefused``."""
    if not isinstance(statement, dict):
        raise ClaimRefused(Refusal.SHAPE)
    if not small_enough(statement):
        raise ClaimRefused(Refusal.SIZE)
    if not is_json(statement):
        raise ClaimRefused(Refusal.SHAPE)
    verb = _text(inner(statement, "verb").get("id"))
    if verb not in ACCEPTED:
        raise ClaimRefused(Refusal.VERB)
    part = _part_of(inner(statement, "object").get("id"), activity)
    result, definition = inner(statement, "result"), inner(statement, "object", "definition")
    score, around = inner(result, "score"), inner(statement, "context", "contextActivities")
    parent, has_parent = _parent(around, activity)
    return Claim(
        verb=verb,
        part=part,
        parent=parent,
        has_parent=has_parent,
        library=_library(around),
        response=_text(result.get("response")),
        success=_yes_or_no(result.get("success")),
        completion=_yes_or_no(result.get("completion")),
        raw=number(score.get("raw")),
        max=number(score.get("max")),
        scaled=number(score.get("scaled")),
        duration=_text(result.get("duration")),
        interaction=_text(definition.get("interactionType")),
        choices=tuple(storable(str(choice["id"])) for choice in listed(definition.get("choices")) if "id" in choice),
        statement_id=_uuid(statement.get("id")),
        timestamp=_text(statement.get("timestamp")),
        sent=statement,
    )


def inner(value: Json, *names: str) -> Json:
    """The object at ``names``; an empty one where there is none."""
    for name in names:
        found = value.get(name)
        value = found if isinstance(found, dict) else {}
    return value


def listed(value: Any) -> list[Json]:
    """One activity or a list of them, as the standard has both."""
    items = [value] if isinstance(value, dict) else value if isinstance(value, list) else []
    return [item for item in items if isinstance(item, dict)]


def number(value: Any) -> float | None:
    """Finite and of a size a score has; whole where it is."""
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        return None
    if abs(value) > MAX_SCORE:
        return None
    return int(value) if value == int(value) else float(value)


def storable(text: str) -> str:
    """Halves of characters, as cutting an emoji leaves them, cannot be kept."""
    return text.encode("utf-8", "replace").decode("utf-8")


def _text(value: Any) -> str | None:
    return storable(value) if isinstance(value, str) else None


def _yes_or_no(value: Any) -> bool | None:
    return value if isinstance(value, bool) else None


def _uuid(value: Any) -> str | None:
    return value.lower() if isinstance(value, str) and UUID.fullmatch(value) else None


def _part_of(iri: Any, activity: str) -> str | None:
    if iri == activity:
        return None
    prefix = activity + PART
    if isinstance(iri, str) and iri.startswith(prefix) and _PART_ID.fullmatch(iri[len(prefix) :]):
        return iri[len(prefix) :]
    raise ClaimRefused(Refusal.OBJECT)


def _parent(around: Json, activity: str) -> tuple[str | None, bool]:
    """A parent elsewhere is none."""
    for entry in listed(around.get("parent")):
        try:
            return _part_of(entry.get("id"), activity), True
        except ClaimRefused:
            continue
    return None, False


def _library(around: Json) -> LibraryVersion | None:
    for entry in listed(around.get("category")):
        iri = entry.get("id")
        if isinstance(iri, str) and iri.startswith(_LIBRARIES):
            return library_of(iri[len(_LIBRARIES) :])
    return None
