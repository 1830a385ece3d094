"""A learner objects to a question of her result: the page of the result takes her words."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from content.pages.pressed import buttons_only
from learners.attempts.accommodations import granted_to
from learners.attempts.appealing import appeal
from learners.study.access import access_attempt
from learners.study.appealing import appeal_form
from learners.study.assessment_views import show_result
from learners.study.gates import learner_only
from learners.study.in_hand import shown_to


@buttons_only
@learner_only
def object_to(request: HttpRequest, attempt: UUID, number: int) -> HttpResponse:
    """Where the question may not be seen there is nothing to object to: 404."""
    mine = access_attempt(request, attempt)
    if mine.submitted_at is None or not shown_to(request, mine, granted_to([mine])[mine.pk]):
        raise Http404
    item = get_object_or_404(mine.items.select_related("attempt"), position=number - 1)
    form = appeal_form(number, request.POST)
    if not form.is_valid():
        return show_result(request, mine, (number, form))
    appeal(item=item, words=form.cleaned_data["words"], acting_user=request.user)
    messages.success(request, _("Đã gửi ý kiến. Có trả lời thì anh/chị được báo trong Thông báo."))
    return redirect(f"{reverse('study:result', args=[mine.pk])}#cau-{number}")
