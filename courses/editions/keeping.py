"""Which pictures and documents released text shows, kept so that nobody deletes them from under learners.

Rows are saved one by one: Wagtail then lists them where it lists what uses a file.
"""

from collections.abc import Iterable

from content.media.models import CourseDocument, CourseImage
from courses.catalogue.block_text import Parsed, shown_pictures, texts
from courses.catalogue.models import LessonPage
from courses.editions.drafts import UnitPage
from courses.editions.models import KeptFile, UnitText


def keep_files(shown: Iterable[tuple[UnitText, UnitPage]]) -> None:
    """Note the files of texts as they now are; no query where there are none, and none for texts that are new."""
    wanted = [(text, *_files(page)) for text, page in shown if isinstance(page, LessonPage)]
    images = _existing(CourseImage, [pk for _text, found, _documents in wanted for pk in found])
    documents = _existing(CourseDocument, [pk for _text, _images, found in wanted for pk in found])
    for text, pictures, opened in wanted:
        for pk in pictures & images:
            KeptFile(text=text, image_id=pk).save()
        for pk in opened & documents:
            KeptFile(text=text, document_id=pk).save()


def keep_anew(text: UnitText, page: UnitPage) -> None:
    """After a correction: what the text no longer shows may go."""
    for kept in KeptFile.objects.filter(text=text):
        kept.delete()
    keep_files([(text, page)])


def _files(page: LessonPage) -> tuple[set[int], set[int]]:
    raw = page.body.raw_data
    parsed = [Parsed(html) for block in raw for html in texts(block["value"])]
    images = {pk for block in raw for pk in shown_pictures(block["value"])}
    return images, {pk for one in parsed for pk in one.documents}


def _existing(model: type[CourseImage] | type[CourseDocument], ids: list[int]) -> set[int]:
    """A page may name what was deleted long ago."""
    return set(model.objects.filter(pk__in=ids).values_list("pk", flat=True)) if ids else set()
