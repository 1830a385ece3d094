"""What is known of activities and agents beyond their identifiers: merged from all who may define them.

Rules: xAPI 1.0.3, Part Two, 2.4.4.1 (Activity Definition), Part Three, 2.4 and 2.5. A row that says nothing new is not
written: every statement about a popular activity would wait for it.
"""

import json
from collections.abc import Mapping

from django.utils import timezone

from xapi.arrival import Known
from xapi.models import Activity, Agent
from xapi.rows import Json, agent_key

_MERGED = ("name", "description", "extensions")


def merged(old: Json, new: Json) -> Json:
    """Language maps and extensions entry by entry, other properties as the newer definition says."""
    if not old or not new:
        return new or old
    maps = {name: {**old.get(name, {}), **new.get(name, {})} for name in _MERGED if name in old or name in new}
    return {**old, **new, **maps}


def update_definitions(known: Known, definitions: Mapping[str, Json]) -> None:
    """Bring the definitions of activities that were known in line with what a batch says of them."""
    for iri in sorted(known.definitions):
        if definitions[iri]:
            old = json.loads(known.definitions[iri] or "{}")
            definition = merged(old, definitions[iri])
            if definition != old:
                row = Activity.objects.filter(pk=known.activities[iri])
                row.update(definition=json.dumps(definition), updated=timezone.now())


def update_names(known: Known, agents: Mapping[str, Json]) -> None:
    for key in sorted(known.names):
        name = agents[key].get("name", "")
        if name and name != known.names[key]:
            Agent.objects.filter(pk=known.agents[key]).update(name=name)


def activity(iri: str) -> Json:
    """The Activity object with its canonical definition; of an unknown one, what it is called."""
    text = Activity.objects.filter(iri=iri).values_list("definition", flat=True).first()
    return {"objectType": "Activity", "id": iri, **({"definition": json.loads(text)} if text else {})}


def person(agent: Json) -> Json:
    """The Person object of one identifier (xAPI 1.0.3, Part Three, 2.4): every property is a list."""
    name = Agent.objects.filter(key=agent_key(agent)).values_list("name", flat=True).first()
    identifier = next(part for part in ("mbox", "mbox_sha1sum", "openid", "account") if part in agent)
    names = [name] if name else []
    return {"objectType": "Person", **({"name": names} if names else {}), identifier: [agent[identifier]]}
