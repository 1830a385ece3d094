"""What is known of activities and agents beyond their identifiers: merged from all who may define them.

Rules: xAPI 1.0.3, Part Two, 2.4.4.1 (Activity Definition), Part Three, 2.4 and 2.5.
"""

import json

from xapi import hooks
from xapi.models import Activity, Agent
from xapi.rows import Json, agent_key, bounded

_MERGED = ("name", "description", "extensions")


def merged(old: Json, new: Json) -> Json:
    """Language maps and extensions entry by entry, other properties as the newer definition says."""
    if not old or not new:
        return new or old
    maps = {name: {**old.get(name, {}), **new.get(name, {})} for name in _MERGED if name in old or name in new}
    return {**old, **new, **maps}


def activity(iri: str, *, in_full: bool = True) -> Json:
    """The Activity object with its canonical definition; of an unknown one, what it is called."""
    text = Activity.objects.filter(iri=bounded(iri)).values_list("definition", flat=True).first()
    definition = {"definition": told(iri, json.loads(text), in_full=in_full)} if text else {}
    return {"objectType": "Activity", "id": iri, **definition}


def told(iri: str, definition: Json, *, in_full: bool) -> Json:
    """``definition``, without its right responses where they are guarded from who does not read ``in_full``."""
    if in_full or not any(is_guarded(iri) for is_guarded in hooks.guarded):
        return definition
    return {name: value for name, value in definition.items() if name != "correctResponsesPattern"}


def person(agent: Json) -> Json:
    """The Person object of one identifier (xAPI 1.0.3, Part Three, 2.4): every property is a list."""
    name = Agent.objects.filter(key=agent_key(agent)).values_list("name", flat=True).first()
    identifier = next(part for part in ("mbox", "mbox_sha1sum", "openid", "account") if part in agent)
    names = [name] if name else []
    return {"objectType": "Person", **({"name": names} if names else {}), identifier: [agent[identifier]]}
