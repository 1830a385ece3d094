"""From a file to a draft: keep it while its editor looks at it, then make the lesson, all of it or nothing."""

import datetime as dt
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log
from wagtail.models import Collection

from content.media.models import CourseImage
from courses.catalogue.checking import slug_of
from courses.catalogue.lesson_text import Block
from courses.catalogue.loading import ASSESSMENT_SLUG
from courses.catalogue.models import LessonPage, ModulePage
from courses.importing.models import WaitingFile
from courses.importing.permissions import collection_for_pictures
from courses.importing.reading import read
from courses.importing.verdicts import Reading
from mooc.foundation.models import audit

KEPT = dt.timedelta(days=1)


class NotMade(Exception):
    """Why no lesson was made, in words for the editor."""


@dataclass(frozen=True, slots=True)
class Described:
    """How a picture reaches those who do not see it."""

    alt: str
    decorative: bool


@transaction.atomic
def keep(*, module: ModulePage, name: str, content: bytes, acting_user: Any) -> WaitingFile:
    """Read the file and keep it for a day; raises ``Refused`` and keeps nothing."""
    read(name, content)
    return WaitingFile.objects.create(module=module, owner=acting_user, name=name[-200:], content=content)


def sweep() -> int:
    """Forget what nobody came back for."""
    return WaitingFile.objects.filter(created_at__lt=timezone.now() - KEPT).delete()[0]


def make_lesson(
    *,
    waiting: WaitingFile,
    title: str,
    minutes: int,
    required: bool,
    described: Sequence[Described],
    acting_user: Any,
) -> LessonPage:
    """The draft, its pictures in the order of the file as ``described``; raises ``NotMade``.

    The pictures' files are written first and taken away again when their rows are not.
    """
    reading = read(waiting.name, bytes(waiting.content))
    pictures = _pictures(reading, described, acting_user)
    page = LessonPage(title=title, minutes=minutes, required=required, owner=acting_user, live=False)
    try:
        return _commit(waiting, page, reading.blocks, pictures, described, acting_user)
    except BaseException:
        for picture in pictures:
            picture.file.storage.delete(picture.file.name)
        raise


@transaction.atomic
def _commit(
    waiting: WaitingFile,
    page: LessonPage,
    blocks: list[Block],
    pictures: list[CourseImage],
    described: Sequence[Described],
    acting_user: Any,
) -> LessonPage:
    if not WaitingFile.objects.filter(pk=waiting.pk).delete()[0]:
        raise NotMade(_("Bài này đã được tạo, hoặc tệp đã bị bỏ."))
    for picture in pictures:
        picture.save()
    module = ModulePage.objects.get(pk=waiting.module_id)
    page.slug = _free_slug(module, page.title)
    page.body = LessonPage.body.field.to_python([_raw(block, pictures, described) for block in blocks])
    module.add_child(instance=page)
    page.save_revision(user=acting_user)
    log(instance=page, action="wagtail.create", user=acting_user, content_changed=True)
    new = {"title": page.title, "file": waiting.name, "pictures": [picture.pk for picture in pictures]}
    audit(acting_user=acting_user, verb="import_lesson", subject=page, new=new)
    return page


def _pictures(reading: Reading, described: Sequence[Described], acting_user: Any) -> list[CourseImage]:
    if not reading.pictures:
        return []
    collection = collection_for_pictures(acting_user)
    if collection is None:
        raise NotMade(_("Anh/chị chưa có quyền thêm ảnh. Hãy nhờ quản trị viên cấp quyền."))
    if len(described) != len(reading.pictures):
        raise NotMade(_("Các ảnh của tệp đã khác. Hãy tải tệp lên lại."))
    made = []
    for number, (picture, words) in enumerate(zip(reading.pictures, described, strict=True), 1):
        name = f"bai-hoc-{hashlib.sha256(picture.content).hexdigest()[:12]}.{picture.extension}"
        made.append(_image(ContentFile(picture.content, name), number, words, collection, acting_user))
    return made


def _image(file: ContentFile[bytes], number: int, words: Described, of: Collection, by: Any) -> CourseImage:
    title = words.alt[:255] or _("Ảnh %d") % number
    image = CourseImage(title=title, alt_text=words.alt, collection=of, uploaded_by_user=by)
    image.file.save(file.name, file, save=False)
    image._set_image_file_metadata()
    return image


def _raw(block: Block, pictures: list[CourseImage], described: Sequence[Described]) -> dict[str, Any]:
    name, value = block
    if name != "figure":
        return {"type": name, "value": value}
    words = described[value["picture"]]
    chosen = {
        "image": pictures[value["picture"]].pk,
        "decorative": words.decorative,
        "alt_text": "" if words.decorative else words.alt,
    }
    return {"type": name, "value": {"image": chosen, "caption": value["caption"]}}


def _free_slug(module: ModulePage, title: str) -> str:
    """The title's own, or with the first number that is free."""
    taken = {ASSESSMENT_SLUG, *module.get_children().values_list("slug", flat=True)}
    wanted = slug_of(title) or "bai-hoc"
    return next(slug for n in range(1, len(taken) + 2) if (slug := wanted if n == 1 else f"{wanted}-{n}") not in taken)
