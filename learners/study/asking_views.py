"""A learner asks for more attempts: the page of the assessment takes her words and says that they were sent."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from content.pages.pressed import buttons_only
from courses.editions.models import UnitKind
from learners.attempts.request_forms import AskForm
from learners.attempts.requesting import NotStuck, ask
from learners.progress.queries import outline
from learners.study.access import access_enrolment
from learners.study.gates import learner_only
from learners.study.lesson_views import show_assessment
from learners.study.places import Retired, here


@buttons_only
@learner_only
def ask_attempts(request: HttpRequest, enrolment: UUID, unit_key: UUID) -> HttpResponse:
    mine = access_enrolment(request, enrolment)
    try:
        place = here(outline(mine, mine.progress), unit_key)
    except Retired:
        messages.info(request, _("Khóa học đã có bản mới và bài kiểm tra này không còn trong đó."))
        return redirect("study:outline", mine.pk)
    unit = place.current.unit
    if unit.kind != UnitKind.ASSESSMENT:
        return redirect("study:unit", mine.pk, unit_key)
    form = AskForm(request.POST, auto_id="xin-them-%s")
    if not form.is_valid():
        return show_assessment(request, place, form)
    try:
        ask(enrolment=mine, unit=unit, words=form.cleaned_data["words"], acting_user=request.user)
    except NotStuck:
        messages.info(request, _("Anh/chị làm được bài này rồi, không cần xin thêm lượt."))
    else:
        messages.success(request, _("Đã gửi đề nghị. Có trả lời thì anh/chị được báo trong Thông báo."))
    return redirect("study:unit", mine.pk, unit_key)
