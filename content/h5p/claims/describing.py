"""What a claim says of its activity, as the log may keep it: plain text in the content's language.

Nothing else of the browser's passes: no right responses (they are in our parameters), no extension but the few named.
"""

from typing import Any

from content.h5p.claims.plain import plain
from content.h5p.claims.reading import Json, inner, storable
from xapi.validation_parts import COMPONENTS, INTERACTIONS
from xapi.validation_values import IRI

MAX_NAME = 250
MAX_DESCRIPTION = 2000
MAX_COMPONENTS = 500
MAX_COMPONENT = 250
MAX_ID = 100
MAX_TYPE = 250


def definition_of(sent: Json, language: str) -> Json:
    said = inner(sent, "object", "definition")
    made: Json = {}
    for name, limit in (("name", MAX_NAME), ("description", MAX_DESCRIPTION)):
        if text := _text(said.get(name), limit):
            made[name] = {language: text}
    kind = said.get("type")
    if isinstance(kind, str) and len(kind) <= MAX_TYPE and IRI.fullmatch(storable(kind)):
        made["type"] = storable(kind)
    interaction = said.get("interactionType")
    # "compound" is H5P's own word for what is put together from others.
    if isinstance(interaction, str) and interaction in INTERACTIONS:
        made["interactionType"] = interaction
        made |= {
            name: components
            for name, kinds in COMPONENTS.items()
            if interaction in kinds and (components := _components(said.get(name), language))
        }
    return made


def _text(value: Any, limit: int) -> str:
    """Language keys are always ``en-US``, whatever the language: the first text there is."""
    texts = [text for text in value.values() if isinstance(text, str)] if isinstance(value, dict) else []
    return plain(texts[0], limit) if texts else ""


def _components(value: Any, language: str) -> list[Json]:
    """All of them or none: what is left of a list would mislead. Ids are texts, each once."""
    items = value if isinstance(value, list) and len(value) <= MAX_COMPONENTS else []
    made: dict[str, Json] = {}
    for item in items:
        found = item.get("id") if isinstance(item, dict) else None
        if not isinstance(found, str | int) or isinstance(found, bool):
            return []
        name = storable(str(found))[:MAX_ID]
        text = _text(item.get("description"), MAX_COMPONENT)
        made[name] = {"id": name, **({"description": {language: text}} if text else {})}
    return list(made.values()) if len(made) == len(items) else []
