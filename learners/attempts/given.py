"""What a learner has given to a question: her response and, where its author takes them, files.

Where files are asked for beside the text, one without the other is not all of the answer; where they may be added,
either is one.
"""

from collections.abc import Iterable

from django.db.models import prefetch_related_objects

from courses.questions.responses import is_answered
from courses.questions.types.essay import Files, files_asked
from learners.attempts.file_models import AnswerFile
from learners.attempts.models import AttemptItem

RESPONSE, FILE = "response", "file"


def takes_files(item: AttemptItem) -> bool:
    return bool(files_asked(item.version.data))


def read_files(items: Iterable[AttemptItem]) -> None:
    """Of all of them at once: one query, none where no question takes files."""
    asked = [item for item in items if item.pk and takes_files(item)]
    if asked:
        prefetch_related_objects(asked, "files")


def files_of(item: AttemptItem) -> list[AnswerFile]:
    """In the order they came; a query unless they were read (``read_files``)."""
    return list(item.files.all()) if item.pk and takes_files(item) else []


def lacking(item: AttemptItem) -> frozenset[str]:
    """Which of ``RESPONSE`` and ``FILE`` is asked for and was not given."""
    has_response, has_file = is_answered(item.response), bool(files_of(item))
    match files_asked(item.version.data):
        case Files.REQUIRED:
            wanted = {RESPONSE: has_response, FILE: has_file}
        case Files.ALONE:
            wanted = {FILE: has_file}
        case _:
            wanted = {RESPONSE: has_response or has_file}
    return frozenset(part for part, given in wanted.items() if not given)


def is_given(item: AttemptItem) -> bool:
    """Whether all that is asked for was."""
    return not lacking(item)
