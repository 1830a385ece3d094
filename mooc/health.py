"""Two questions a load balancer asks: is the process alive, and can it serve.

Both are plain JSON without session or translation. ``live`` touches nothing, so that a database that is down does not
make a supervisor restart healthy processes; ``ready`` asks the database.
"""

from django.db import DatabaseError, connection
from django.http import HttpRequest, JsonResponse
from django.urls import path
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe


@require_safe
@never_cache
def live(request: HttpRequest) -> JsonResponse:
    return JsonResponse({"status": "ok"})


@require_safe
@never_cache
def ready(request: HttpRequest) -> JsonResponse:
    """503 while the database does not answer; why is in the log, not on the internet."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
            cursor.fetchone()
    except DatabaseError:
        return JsonResponse({"status": "unavailable", "database": "unavailable"}, status=503)
    return JsonResponse({"status": "ok", "database": "ok"})


urlpatterns = [
    path("", live, name="live"),
    path("san-sang/", ready, name="ready"),
]
