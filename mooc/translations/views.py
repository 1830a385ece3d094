"""The words of the admin's scripts.

Wagtail reads its own catalogue alone, which is hardly translated to Vietnamese; ours stands in ``locale/``. So these
answer at Wagtail's addresses, with the words of every package and ours on top.
"""

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import path
from django.views.i18n import JavaScriptCatalog
from wagtail.admin.localization import get_localized_response

_catalogue = JavaScriptCatalog.as_view()


def script_words(request: HttpRequest) -> HttpResponseBase:
    """In the language the account chose for the admin, else in the reader's."""
    answer: HttpResponseBase = get_localized_response(_catalogue, request)
    return answer


urlpatterns = [
    path("jsi18n/", script_words, name="script_words"),
    path("localize/jsi18n/", script_words, name="script_words_localize"),
]
