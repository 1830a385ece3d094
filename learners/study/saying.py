"""What a learner's own page may say about her studies, and what the server makes of it.

A page runs on her phone and can be made to say anything. So it may only tell what she does (telemetry), which no fold
reads; that a lesson is begun or finished, a test passed, a course completed is said by the server, when she asks it to.
Who, for which registration, on whose word and when is never taken from the page.

What she does is behaviour, stored for one purpose that she may refuse (``DataPurpose.READING``): until she agrees, and
from the moment she withdraws, nothing of it is taken, whatever page or script sends it.
"""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from learners.enrolment.models import Enrolment
from learners.enrolment.statements import actor, course_iri, statement, unit_iri
from learners.progress.evidence import facts_of_editions
from learners.progress.kinds import KINDS
from xapi.credentials import Forbidden
from xapi.models import Kind
from xapi.preparing import prepare
from xapi.rows import Json
from xapi.validation_values import InvalidStatement, require_object

VERBS = frozenset(verb for verb, kind in KINDS.items() if kind == Kind.TELEMETRY)
# A score or a verdict of a browser's is no result.
RESULTS = ("duration", "response", "extensions")
MAX_STATEMENTS = 50


def as_hers(items: Sequence[Any], version: str, enrolment: Enrolment, *, agreed: bool) -> list[Json]:
    """``items`` as sent, ready for ``record()``; raises ``InvalidStatement`` or ``Forbidden`` for the first wrong one.

    Right ones are ``Forbidden`` too where she has not ``agreed`` to being measured.

    The moment is the server's too: clocks of old phones are often wrong, and a second sending must say the same.
    """
    if len(items) > MAX_STATEMENTS:
        raise InvalidStatement("", _("Mỗi lần gửi nhiều nhất %(most)s phát biểu.") % {"most": MAX_STATEMENTS})
    made = [_hers(item, version, enrolment) for item in items]
    if made and not agreed:
        text = _("Anh/chị chưa đồng ý cho đo thời gian đọc bài nên không có gì được lưu.")
        raise Forbidden(f"{text} {_('Bật hoặc tắt ở trang Dữ liệu của tôi.')}", "verb.id")
    return made


def _hers(item: Any, version: str, enrolment: Enrolment) -> Json:
    require_object(item, "")
    sent = prepare({**item, "actor": actor(enrolment)}, version)
    if sent["verb"]["id"] not in VERBS:
        raise Forbidden(_("Động từ này chỉ máy chủ được nói."), "verb.id")
    if sent["object"].get("objectType", "Activity") != "Activity":
        raise Forbidden(_("Trang học chỉ nói về khóa học, bài của khóa học và phần trong bài."), "object.objectType")
    iri = sent["object"]["id"]
    unit_key = unit_within(iri, enrolment, "object.id")
    is_part = unit_key is not None and iri != unit_iri(unit_key)
    made = statement(
        enrolment,
        verb=sent["verb"]["id"],
        unit_key=unit_key,
        result={name: value for name, value in sent.get("result", {}).items() if name in RESULTS},
        statement_id=UUID(sent["id"]) if "id" in sent else None,
        extra_object={"objectType": "Activity", "id": iri} if is_part else None,
    )
    return {**made, "version": sent["version"]}


def unit_within(iri: str, enrolment: Enrolment, path: str) -> UUID | None:
    """The unit of her course that ``iri`` is or lies below, None for the course itself; raises ``Forbidden``."""
    if iri == course_iri(enrolment.course_key):
        return None
    pin = (enrolment.course_key, enrolment.progress.edition_id)
    kinds = facts_of_editions([pin])[pin].kinds
    # Only as we write it: ``UUID`` would also take a key without hyphens or in braces.
    key = next((key for key in kinds if iri == unit_iri(key) or iri.startswith(f"{unit_iri(key)}/")), None)
    if key is None:
        raise Forbidden(_("Hoạt động này không thuộc khóa học đang học."), path)
    return key
