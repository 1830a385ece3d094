"""The site's addresses and the controls: the least that any such view could do."""

import json
import uuid
from typing import Any

from django.contrib.auth.decorators import login_required
from django.db import connection
from django.http import HttpRequest, JsonResponse
from django.urls import include, path
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt

from courses.editions.models import Edition
from learners.enrolment.models import Enrolment
from xapi.models import Authority

INSERT = """
INSERT INTO xapi_statement (statement_id, stored, timestamp, version, verb, object_type, object_key, authority_id, kind,
is_voiding, raw, fingerprint) VALUES """


def plain(request: HttpRequest) -> JsonResponse:
    return JsonResponse({"status": "ok"})


@login_required
def signed_in(request: HttpRequest) -> JsonResponse:
    """Session, user and two queries."""
    return JsonResponse({"enrolments": Enrolment.objects.count(), "editions": Edition.objects.count()})


@csrf_exempt
def insert(request: HttpRequest) -> JsonResponse:
    """The rows of the statements sent, in one plain INSERT: no key, no check, no link, no fold."""
    sent = json.loads(request.body)
    now, authority = connection.ops.adapt_datetimefield_value(timezone.now()), Authority.objects.all()[0].pk
    rows: list[list[Any]] = []
    for item in sent if isinstance(sent, list) else [sent]:
        what = [item["verb"]["id"], "Activity", item["object"]["id"], authority, "control", False]
        body = json.dumps(item, ensure_ascii=False)
        rows.append([uuid.UUID(item["id"]).hex, now, now, "1.0.0", *what, body, "0" * 64])
    places = ", ".join([f"({', '.join(['%s'] * 12)})"] * len(rows))
    with connection.cursor() as cursor:
        cursor.execute(INSERT + places, [value for row in rows for value in row])
    return JsonResponse([row[0] for row in rows], safe=False)


urlpatterns = [
    path("bench/plain", plain),
    path("bench/signed-in", signed_in),
    path("bench/insert", insert),
    path("", include("mooc.urls")),
]
