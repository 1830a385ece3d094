"""The three document resources over HTTP: one table of what each is filed under, one set of methods."""

from collections.abc import Callable
from dataclasses import dataclass

from django.http import HttpResponse

from xapi import documents
from xapi import parameters as p
from xapi.answers import as_json, dated
from xapi.calls import Call
from xapi.credentials import PROFILE, READ, STATE, need
from xapi.documents import Conditions, Place
from xapi.models import Credential, DocumentKind
from xapi.rows import agent_key, bounded


@dataclass(frozen=True)
class Resource:
    """``names`` are the parameters that say where, ``key`` the one that says which document."""

    kind: DocumentKind
    names: tuple[str, ...]
    key: str
    scope: str
    # State has no preconditions before 2.0, and can be deleted whole.
    is_state: bool = False

    def place(self, call: Call) -> Place:
        activity = bounded(p.iri(call.params, "activityId")) if "activityId" in self.names else ""
        agent = agent_key(p.agent(call.params, call.version)) or "" if "agent" in self.names else ""
        return Place(self.kind, activity, agent, p.registration(call.params))

    def allowed(self, *more: str) -> frozenset[str]:
        return frozenset([*self.names, *more, *(["registration"] if self.is_state else [])])


STATE_RESOURCE = Resource(DocumentKind.STATE, ("activityId", "agent"), "stateId", STATE, is_state=True)
ACTIVITY_PROFILE = Resource(DocumentKind.ACTIVITY_PROFILE, ("activityId",), "profileId", PROFILE)
AGENT_PROFILE = Resource(DocumentKind.AGENT_PROFILE, ("agent",), "profileId", PROFILE)

Handler = Callable[[Call, Credential], HttpResponse]


def methods(resource: Resource) -> dict[str, Handler]:
    def get(call: Call, credential: Credential) -> HttpResponse:
        need(credential, resource.scope, READ)
        return _get(resource, call)

    def change(action: Callable[[Resource, Call], None]) -> Handler:
        def run(call: Call, credential: Credential) -> HttpResponse:
            need(credential, resource.scope)
            action(resource, call)
            return HttpResponse(status=204)

        return run

    return {"GET": get, "PUT": change(_put), "POST": change(_post), "DELETE": change(_delete)}


def _get(resource: Resource, call: Call) -> HttpResponse:
    if resource.key not in call.params:
        p.only(call.params, resource.allowed("since"))
        answer = as_json(documents.ids(resource.place(call), p.since(call.params)))
        answer["ETag"] = documents.etag(answer.content)
        return answer
    p.only(call.params, resource.allowed(resource.key))
    document = documents.read(resource.place(call), p.needed(call.params, resource.key))
    answer = HttpResponse(bytes(document.content), content_type=document.content_type)
    answer["ETag"] = f'"{document.sha1}"'
    return dated(answer, document.updated)


def _conditions(resource: Resource, call: Call, method: str) -> Conditions:
    """Which preconditions a write must name (xAPI 1.0.3, Part Three, 3.1; IEEE 9274.1.1, 4.1.4)."""
    return Conditions(
        call.headers.get("if-match", ""),
        call.headers.get("if-none-match", ""),
        required=method == "PUT" and not call.is_2 and not resource.is_state,
        required_to_replace=method == "PUT" and call.is_2,
    )


def _put(resource: Resource, call: Call) -> None:
    p.only(call.params, resource.allowed(resource.key))
    place, key = resource.place(call), p.needed(call.params, resource.key)
    documents.put(place, key, call.body, _content_type(call), _conditions(resource, call, "PUT"))


def _post(resource: Resource, call: Call) -> None:
    p.only(call.params, resource.allowed(resource.key))
    place, key = resource.place(call), p.needed(call.params, resource.key)
    documents.post(place, key, call.body, _content_type(call), _conditions(resource, call, "POST"))


def _delete(resource: Resource, call: Call) -> None:
    p.only(call.params, resource.allowed(resource.key))
    place = resource.place(call)
    if resource.is_state and resource.key not in call.params:
        documents.delete_all(place)
    else:
        documents.delete(place, p.needed(call.params, resource.key), _conditions(resource, call, "DELETE"))


def _content_type(call: Call) -> str:
    return call.headers.get("content-type") or "application/octet-stream"
