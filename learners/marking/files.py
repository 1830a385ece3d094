"""Files of an answer as a marker sees them: by their number, for what they were called may tell whose they are."""

from dataclasses import dataclass

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from learners.attempts.file_sending import send_file
from learners.attempts.given import files_of, takes_files
from learners.attempts.models import AnswerFile, AttemptEvent, AttemptItem, Happened
from learners.marking.permissions import item_to_mark


@dataclass(frozen=True, slots=True)
class Nameless:
    """``number`` counts from 1."""

    number: int
    file: AnswerFile

    @property
    def called(self) -> str:
        return _("Tệp %(number)d.%(kind)s") % {"number": self.number, "kind": self.file.kind}

    @property
    def size_words(self) -> str:
        return self.file.size_words


def nameless(item: AttemptItem) -> list[Nameless]:
    """One query where the question takes files."""
    return [Nameless(number, file) for number, file in enumerate(files_of(item), start=1)]


def are_erased(item: AttemptItem) -> bool:
    """Whether files of hers were there and somebody had them erased; one query where the question takes files."""
    erased = AttemptEvent.objects.filter(attempt=item.attempt_id, kind=Happened.ERASED)
    return takes_files(item) and any(item.position in one for one in erased.values_list("positions", flat=True))


@require_safe
@login_required
def file(request: HttpRequest, item: int, number: int) -> HttpResponseBase:
    found = nameless(item_to_mark(request.user, item))
    if not 0 < number <= len(found):
        raise Http404
    chosen = found[number - 1]
    return send_file(request, chosen.file, chosen.called)
