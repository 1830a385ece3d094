"""The About, Activities and Agents resources (xAPI 1.0.3, Part Three, 2.4, 2.5 and 2.8)."""

from django.http import HttpResponse

from xapi import describing
from xapi import parameters as p
from xapi.answers import as_json
from xapi.calls import VERSIONS, Call
from xapi.credentials import READ, READ_MINE, allows, need
from xapi.models import Credential


def about(call: Call) -> HttpResponse:
    p.only(call.params, frozenset())
    return as_json({"version": list(VERSIONS)})


def activity(call: Call, credential: Credential) -> HttpResponse:
    need(credential, READ, READ_MINE)
    p.only(call.params, frozenset({"activityId"}))
    return as_json(describing.activity(p.iri(call.params, "activityId"), in_full=allows(credential, READ)))


def person(call: Call, credential: Credential) -> HttpResponse:
    need(credential, READ, READ_MINE)
    p.only(call.params, frozenset({"agent"}))
    return as_json(describing.person(p.agent(call.params)))
