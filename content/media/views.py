"""Pictures of pages, where the media folder is this machine's; sound and video of lessons.

Of pictures only what was made to be shown: renditions, without what a camera wrote about place and time. Originals stay
where they are; documents go by Wagtail's own address, which asks for rights. With another storage pictures have its
addresses. A recording opens for whoever was shown its page (``content.media.links``).
"""

from pathlib import Path

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_safe
from django.views.static import serve

from content.media.links import named_by
from content.media.recordings import KINDS, Video
from mooc.foundation.ranges import send

FOLDER = "images"
# A picture that is changed gets another name.
_KEPT = 30 * 24 * 3600
_A_DAY = 24 * 3600


@require_safe
def image(request: HttpRequest, name: str) -> HttpResponseBase:
    answer = serve(request, name, document_root=str(Path(settings.MEDIA_ROOT, FOLDER)))
    patch_cache_control(answer, public=True, max_age=_KEPT, immutable=True)
    return answer


@require_safe
def recording(request: HttpRequest, token: str) -> HttpResponseBase:
    named = named_by(token)
    found = get_object_or_404(KINDS[named.what], pk=named.pk)
    answer = send(request, found.file, found.mime)
    patch_cache_control(answer, private=True, max_age=_A_DAY)
    return answer


@require_safe
def captions(request: HttpRequest, token: str) -> HttpResponse:
    found = get_object_or_404(Video.objects.exclude(captions=""), pk=named_by(token).pk)
    return HttpResponse(found.captions, content_type="text/vtt; charset=utf-8")
