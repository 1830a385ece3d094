"""Keep what an author wrote in a form as the next revision of its content."""

import hashlib
import json
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from content.h5p.authoring.availability import Available, availability
from content.h5p.authoring.kind import Kind, Written
from content.h5p.authoring.labels import LABELS
from content.h5p.authoring.manifest import h5p_json
from content.h5p.authoring.semantics import filled
from content.h5p.models import Content, Library, Revision
from content.h5p.pinning import approved, asked_of, pin
from mooc.foundation.models import audit


class NotWritten(Exception):
    """Why nothing was kept, in words for the author."""


@transaction.atomic
def write(*, kind: Kind, title: str, written: Written, key: UUID, base: int, acting_user: Any) -> Content:
    """``key`` is the content's, there or not yet; ``base`` the number of the revision its author began with, 0 for
    none. What was kept already is not kept again. Raises ``NotWritten``.
    """
    found = availability([kind.library])[kind.library]
    if found.library is None:
        raise NotWritten(found.sentence)
    Content.objects.get_or_create(key=key, defaults={"title": title, "created_by": acting_user})
    content = Content.objects.select_for_update().get(key=key)
    newest = content.revisions.first()
    parameters = filled(kind.parameters(written), LABELS[kind.library], found.library.semantics)
    kept = {"kind": kind.name, **written}
    is_kept = newest is not None and (newest.written, newest.raw_parameters) == (kept, parameters)
    if is_kept and content.title == title:
        return content
    if newest is not None and newest.number != base and not is_kept:
        raise NotWritten(
            _("Có người đã lưu một phiên bản khác trong lúc anh/chị soạn. Anh/chị mở lại nội dung rồi sửa tiếp.")
        )
    if content.title != title:
        content.title = title
        content.save(update_fields=["title"])
    number = (newest.number if newest else 0) + (not is_kept)
    if not is_kept:
        pin(_revision(content, number, found, found.library, parameters, kept, acting_user), approved())
    told = {"content": str(content.key), "title": title, "revision": number, "library": str(found.library)}
    audit(acting_user=acting_user, verb="h5p.write", subject=content, new=told)
    content.refresh_from_db()
    return content


def _revision(
    content: Content,
    number: int,
    found: Available,
    library: Library,
    parameters: dict[str, Any],
    written: Written,
    acting_user: Any,
) -> Revision:
    main = asked_of(library)
    raw = json.dumps(parameters, ensure_ascii=False, sort_keys=True).encode()
    return Revision.objects.create(
        content=content,
        number=number,
        library=str(main),
        package=h5p_json(content.title, main, [need.asked for need in found.needs]),
        raw_parameters=parameters,
        written=written,
        sha256=hashlib.sha256(raw).hexdigest(),
        size=len(raw),
        made_by=acting_user,
        made_at=timezone.now(),
    )
