"""An interactive content in a lesson: shown in a sealed frame, fetched on a tap where lines are small.

Whoever shows a lesson to its learner puts ``interactive_sessions`` into the context: by the content's key, the
``revision`` she plays and where what she does is sent. Without one it is only played: a draft, a public reading.
"""

import copy
import json
from collections.abc import Iterable, Mapping
from typing import Any

from django.db.models import OuterRef, Subquery, Sum
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.snippets.blocks import SnippetChooserBlock

from content.h5p.framing import shown
from content.h5p.models import Content, ContentFile, Revision
from content.h5p.player import playing

SESSIONS = "interactive_sessions"


class ContentChooserBlock(SnippetChooserBlock):
    def __init__(self, **kwargs: Any) -> None:
        super().__init__("h5p.Content", **kwargs)

    def bulk_to_python(self, values: Iterable[int]) -> list[Any]:
        """With what each runs on, in two queries; the same content twice is two objects."""
        wanted = list(values)
        found = playing.with_current(Content.objects.annotate(media=_media())).in_bulk(wanted)
        return [copy.copy(found.get(pk)) for pk in wanted]

    class Meta:
        icon = "pick"
        label = _("Nội dung tương tác")


class InteractiveBlock(blocks.StructBlock):
    content = ContentChooserBlock()
    required = blocks.BooleanBlock(required=False, default=False, label=_("Phải làm xong mới hoàn thành bài"))
    verified = blocks.BooleanBlock(
        required=False,
        default=False,
        label=_("Chỉ tính kết quả máy chủ kiểm được"),
        help_text=_("Loại nội dung mà máy chủ không chấm được thì làm xong là đủ."),
    )

    class Meta:
        icon = "pick"
        label = _("Nội dung tương tác")
        template = "blocks/interactive.html"

    def get_context(self, value: Any, parent_context: Mapping[str, Any] | None = None) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(value, parent_context=parent_context)
        content = value["content"]
        sessions = context.get(SESSIONS)
        session = sessions.get(content.key) if content and isinstance(sessions, Mapping) else None
        kept = json.dumps(getattr(session, "state", None) or {})
        told = shown(_revision(content, session), getattr(content, "media", 0))
        return {**context, "session": session, "kept": kept, "shown": told}


def _revision(content: Content | None, session: Any) -> Revision | None:
    return getattr(session, "revision", None) or (content.current if content else None)


def _media() -> Coalesce:
    """Bytes of its own pictures and recordings."""
    files = ContentFile.objects.filter(revision=OuterRef("current")).order_by().values("revision")
    return Coalesce(Subquery(files.annotate(total=Sum("file__size")).values("total")), 0)
