"""After an editor publishes a released page: the correction she asked for, or word of what comes next.

Publishing alone never changes what learners see; it is part of the next release.
"""

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.models import Page

from courses.catalogue.forms import CORRECT
from courses.catalogue.models import AssessmentPage, CoursePage, LessonPage
from courses.editions.correcting import NotACorrection, correct_unit, is_released
from courses.editions.drafts import UnitPage
from courses.editions.models import Edition


def follow_publishing(request: HttpRequest, page: Page) -> None:
    if not isinstance(page, LessonPage | AssessmentPage) or not is_released(page):
        return
    if request.POST.get("change") != CORRECT:
        _tell(request, page, messages.info, _("Người đang học chưa thấy thay đổi này. Hãy phát hành khi đã sửa xong."))
    elif page.live_revision_id != page.latest_revision_id:
        _tell(request, page, messages.warning, _("Trang được hẹn giờ nên thay đổi sẽ nằm trong lần phát hành sau."))
    else:
        _correct(request, page)


def _correct(request: HttpRequest, page: UnitPage) -> None:
    reason = request.POST.get("change_reason", "").strip()
    try:
        done = correct_unit(page=page, acting_user=request.user, reason=reason)
    except NotACorrection as refused:
        text = _("Chưa sửa gì cho người đang học. %s Trang đã xuất bản và sẽ nằm trong lần phát hành sau.")
        _tell(request, page, messages.error, text % refused)
        return
    messages.success(request, _("Mọi người học thấy ngay câu chữ mới: %s.") % _names(done.corrected))
    if done.left:
        text = _("Chưa sửa ở %s, vì cách chấm hoặc yêu cầu ở đó khác với trang hiện nay.")
        messages.warning(request, text % _names(done.left))


def _names(editions: list[Edition]) -> str:
    numbers: dict[str, list[str]] = {}
    for edition in editions:
        numbers.setdefault(edition.course.title, []).append(str(edition.number))
    return ", ".join(_("“%s” (lần %s)") % (title, ", ".join(found)) for title, found in numbers.items())


def _tell(request: HttpRequest, page: Page, say: object, text: str) -> None:
    course = CoursePage.objects.ancestor_of(page).get()
    button = messages.button(reverse("editions:release", args=[course.pk]), _("Xem lần phát hành tới"))
    say(request, text, buttons=[button])  # type: ignore[operator]
