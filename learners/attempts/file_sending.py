"""A file of an answer on its way to whoever may have it: to be saved, never shown by the browser, kept by no cache."""

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.http import content_disposition_header

from learners.attempts.file_models import AnswerFile
from mooc.foundation.ranges import send


def send_file(request: HttpRequest, file: AnswerFile, called: str) -> HttpResponseBase:
    """Rights are the caller's business."""
    answer = send(request, file.file, file.mime, private=True)
    answer["Content-Disposition"] = content_disposition_header(True, called) or "attachment"
    answer["Content-Security-Policy"] = "default-src 'none'; sandbox"
    answer["Cache-Control"] = "private, no-store"
    return answer
