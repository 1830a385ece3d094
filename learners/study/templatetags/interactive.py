"""An interactive part on the page of a lesson."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django import template

from learners.study.interactive.sessions import Session

register = template.Library()


@register.filter
def session_of(sessions: Mapping[UUID, Session] | str, block: Any) -> Session | None:
    """None where nobody learns: on the walk through a draft there are no sessions."""
    content = block.value["content"]
    return sessions.get(content.key) if isinstance(sessions, Mapping) and content is not None else None
