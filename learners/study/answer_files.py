"""Files of a learner's answers: those that came with her paper, taking one back, fetching one.

They come with the form of the paper, whichever of its buttons was pressed, or alone from the page's script.
"""

from functools import partial
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from learners.attempts.file_models import AnswerFile
from learners.attempts.file_sending import send_file
from learners.attempts.files import NotTaken, add_file, remove_file, too_large_words
from learners.attempts.models import Attempt
from learners.attempts.queries import paper
from learners.study.access import hers, lock_attempt, signed_in
from learners.study.paper_pages import DO
from learners.study.sheets import question_in_turn
from mooc.foundation.uploads import too_large

# The fields of files, and the button that sends them, are "tep-<number of the question>"; the one that takes a file
# back says which: "bo-tep-<number>-<file>".
FIELD, REMOVE = "tep-", "bo-tep-"
# By the number of the question, what is wrong with a file sent for it.
Problems = dict[int, list[str]]


def is_about_files(request: HttpRequest) -> bool:
    return bool(request.FILES or too_large(request)) or pressed(request) is not None


def pressed(request: HttpRequest) -> int | None:
    """The number of the question a button for files was pressed at: it leads back there."""
    wish = request.POST.get(DO, "")
    return _number(wish.removeprefix(FIELD)) if wish.startswith(FIELD) else (_removed(request) or (None,))[0]


def _removed(request: HttpRequest) -> tuple[int, int] | None:
    """The question and its file that is taken back."""
    wish = request.POST.get(DO, "")
    parts = [_number(part) for part in wish.removeprefix(REMOVE).split("-")] if wish.startswith(REMOVE) else []
    number, file = parts if len(parts) == 2 else (None, None)
    return (number, file) if number and file else None


def take_files(request: HttpRequest, attempt: UUID) -> Problems:
    """Keep what came, each file by itself, and take back what was asked for; raises as ``add_file`` does."""
    lock = partial(lock_attempt, request, attempt)
    problems: Problems = {}
    gone, sent = _removed(request), pressed(request)
    if gone is not None:
        try:
            remove_file(lock=lock, file=gone[1])
        except NotTaken as refused:
            problems[gone[0]] = [_words(gone[0], str(refused))]
    elif sent and not request.FILES and not too_large(request):
        problems[sent] = [_words(sent, _("chưa chọn tệp nào. Anh/chị chọn tệp trước, rồi bấm Tải tệp lên."))]
    for number, uploads in _by_question(request).items():
        for upload in uploads:
            try:
                add_file(lock=lock, position=number - 1, upload=upload)
            except NotTaken as refused:
                problems.setdefault(number, []).append(_words(number, str(refused)))
    for field, names in too_large(request).items():
        number = _number(field.removeprefix(FIELD)) or 1
        problems.setdefault(number, []).extend(_words(number, too_large_words(name)) for name in names)
    return problems


def _by_question(request: HttpRequest) -> dict[int, list[UploadedFile]]:
    fields = {name: _number(name.removeprefix(FIELD)) for name in request.FILES if name.startswith(FIELD)}
    return {number: request.FILES.getlist(name) for name, number in fields.items() if number}


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 12 else None


def _words(number: int, reason: str) -> str:
    return _("Câu %(number)d: %(reason)s") % {"number": number, "reason": reason}


def files_json(request: HttpRequest, attempt: Attempt, problems: Problems) -> JsonResponse:
    """For the script: by question, its files as the page has them."""
    sent = {*_by_question(request), *problems}
    found = paper(attempt)
    shown = {}
    for number in sorted(sent):
        if 0 < number <= len(found.items):
            asked = question_in_turn(attempt, found, number - 1).asked[0]
            told = {"asked": asked, "item": asked.item, "attempt": attempt, "problems": problems}
            shown[number] = render_to_string("study/files.html", told, request)
    return JsonResponse({"files": shown})


@require_safe
@login_required
def file(request: HttpRequest, attempt: UUID, file: int) -> HttpResponseBase:
    mine = hers(signed_in(request), "item__attempt__enrolment__person")
    found = get_object_or_404(AnswerFile.objects.filter(mine), pk=file, item__attempt=attempt)
    return send_file(request, found, found.saved_as)
