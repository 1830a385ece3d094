"""What has been released is not deleted: enrolments, results and certificates point at it for as long as they are kept.

The database refuses it (editions protect their course and their revisions); here editors are told before they try.
Of a file Wagtail knows where it is used once the worker has looked; until then the database's refusal is put in words.
"""

from collections.abc import Callable, Iterable
from functools import wraps
from typing import Any

from django.db import IntegrityError
from django.db.models import ProtectedError, Q
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.models import Page, Revision

from content.media.models import CourseDocument, CourseImage
from courses.editions.models import Edition, KeptFile, UnitText
from courses.questions.models import QuestionVersion


def released_below(pages: Iterable[Page]) -> list[Page]:
    """The pages at or below ``pages`` that some edition keeps."""
    below = Q(pk__in=[])
    for page in pages:
        below |= Q(path__startswith=page.path)
    found = Page.objects.filter(below)
    revisions = Revision.page_revisions.filter(object_id__in=[str(page.pk) for page in found])
    kept = UnitText.objects.filter(revision__in=revisions).values_list("revision__object_id", flat=True)
    courses = Edition.objects.filter(course__in=found).values_list("course_id", flat=True)
    released = {int(pk) for pk in kept} | set(courses)
    return [page for page in found if page.pk in released]


def explain_refusal(
    view: Callable[..., HttpResponseBase], model: type[CourseImage] | type[CourseDocument]
) -> Callable[..., HttpResponseBase]:
    """Wagtail's ``view`` that deletes the one file of ``model`` its address names, with the reason where it may not."""

    @wraps(view)
    def answer(request: HttpRequest, **named: int) -> HttpResponseBase:
        try:
            return view(request, **named)
        # The second one where a release and the deletion cross.
        except (ProtectedError, IntegrityError):
            refused = _refuse_files(request, list(model.objects.filter(pk__in=named.values())))
            if refused is None:
                raise
            return refused

    return answer


def refuse_deletion(request: HttpRequest, page: Page) -> HttpResponse | None:
    if not released_below([page]):
        return None
    _say(request, page.get_admin_display_title())
    return redirect("wagtailadmin_pages:edit", page.pk)


def refuse_bulk_deletion(request: HttpRequest, action: str, objects: list[Any], view: Any) -> HttpResponse | None:
    """Of a bulk action on pages or files; deletes none when one is released."""
    if action == "delete" and view.model in (CourseImage, CourseDocument):
        return _refuse_files(request, objects)
    if action != "delete" or view.model is not Page:
        return None
    kept = released_below(objects)
    if not kept:
        return None
    _say(request, ", ".join(page.get_admin_display_title() for page in kept))
    return redirect("wagtailadmin_explore", objects[0].get_parent().pk)


def _say(request: HttpRequest, titles: str) -> None:
    text = _(
        "“%s” đã phát hành nên không xóa được. Hãy hủy xuất bản: người đang học vẫn học tiếp bản đã phát hành, "
        "và lần phát hành sau sẽ không còn trang này."
    )
    messages.error(request, text % titles)


def _refuse_files(request: HttpRequest, files: list[Any]) -> HttpResponse | None:
    """Say what shows one of ``files`` (at least one, all of a kind); None where nothing does."""
    is_image = isinstance(files[0], CourseImage)
    beside = QuestionVersion.objects.filter(image__in=files if is_image else []).select_related("image")
    if beside:
        where = "; ".join(f"“{version.image}”: {version.prompt}" for version in beside[:3])
        return _refusal(request, _("Chưa xóa gì. Câu hỏi trong ngân hàng dùng ảnh này nên không xóa được. %s.") % where)
    name = "image" if is_image else "document"
    kept = KeptFile.objects.filter(**{f"{name}__in": files}).select_related(name, "text__unit__edition")
    if not kept:
        return None
    where = "; ".join(f"“{getattr(one, name).title}”: {one}" for one in kept)
    text = _("Chưa xóa gì. Bài đã phát hành còn dùng tệp này nên không xóa được. %s.")
    return _refusal(request, text % where, is_image)


def _refusal(request: HttpRequest, text: str, is_image: bool = True) -> HttpResponse:
    messages.error(request, text)
    if request.headers.get("X-Requested-With") == "XMLHttpRequest":
        # The list of what was just uploaded deletes by script, and takes away what is told to be gone.
        return JsonResponse({"success": False, "error_message": text})
    return redirect("wagtailimages:index" if is_image else "wagtaildocs:index")
