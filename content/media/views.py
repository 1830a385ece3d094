"""Pictures of pages, where the media folder is this machine's.

Only what was made to be shown: renditions, without what a camera wrote about place and time. Originals stay where
they are; documents go by Wagtail's own address, which asks for rights. With another storage pictures have its
addresses, and nothing comes here.
"""

from pathlib import Path

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_safe
from django.views.static import serve

FOLDER = "images"
# A picture that is changed gets another name.
_KEPT = 30 * 24 * 3600


@require_safe
def image(request: HttpRequest, name: str) -> HttpResponseBase:
    answer = serve(request, name, document_root=str(Path(settings.MEDIA_ROOT, FOLDER)))
    patch_cache_control(answer, public=True, max_age=_KEPT, immutable=True)
    return answer
