"""How far the reminders of a campaign are."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from learners.campaigns.running import access_campaign
from learners.campaigns.sending import channel_words, digests, waves
from learners.notices.mailing import is_configured


@require_safe
@login_required
def sending(request: HttpRequest, campaign: int) -> HttpResponse:
    runner, found = access_campaign(request, campaign)
    context = {
        "campaign": found,
        "waves": waves(found, runner.today),
        "digests": digests(found),
        "channels": channel_words(is_configured()),
    }
    return render(request, "campaigns/sending.html", context)
