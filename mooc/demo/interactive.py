"""The demonstration's interactive contents: of the project's own content type, one at the end of a lesson on scams."""

from django.core.files.base import ContentFile

from content.h5p import actions, importing
from content.h5p.approving import approve
from content.h5p.building import SCAM_SIGNS, build, samples
from content.h5p.models import Revision, Upload
from courses.catalogue.models import CoursePage, LessonPage
from learners.people.models import Account

COURSE, LESSON, SAMPLE = "CDS-05", "Những kịch bản đang phổ biến", "ngan-hang-khoa-tai-khoan"


def write_interactive(editor: Account, administrator: Account) -> None:
    """Before the courses are released."""
    made = {name: _bring(name, build(SCAM_SIGNS, content), editor) for name, content in samples().items()}
    approve(libraries=list(made[SAMPLE].brought.all()), acting_user=administrator)
    lesson = LessonPage.objects.descendant_of(CoursePage.objects.get(code=COURSE)).get(title=LESSON)
    # Required of nobody: old phones, and machines without the player, finish the lesson as they did.
    value = {"content": _taken(made[SAMPLE]).content_id, "required": False, "verified": False}
    blocks = [*lesson.body.get_prep_value(), {"type": "interactive", "value": value}]
    lesson.body = LessonPage.body.field.to_python(blocks)
    lesson.save_revision(user=editor).publish(user=editor)


def _bring(name: str, package: bytes, editor: Account) -> Upload:
    upload = actions.bring(file=ContentFile(package), name=f"{name}.h5p", acting_user=editor)
    # At once: the worker finds nothing left to do.
    importing.take(upload, editor)
    upload.refresh_from_db()
    return upload


def _taken(upload: Upload) -> Revision:
    if upload.revision is None:
        raise RuntimeError(f"{upload.name} was not taken: {upload.problems}")
    return upload.revision
