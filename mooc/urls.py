"""Every address of the site."""

from django.urls import include, path
from django.views.generic import RedirectView
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls

urlpatterns = [
    # Wagtail's own sign-in knows neither lock-outs nor the second factor.
    path("quan-tri/login/", RedirectView.as_view(pattern_name="people:sign_in", query_string=True)),
    path("quan-tri/", include("mooc.translations.views")),
    path("quan-tri/", include(wagtailadmin_urls)),
    path("suc-khoe/", include("mooc.health")),
    path("xapi/", include("xapi.urls")),
    path("tai-lieu/", include(wagtaildocs_urls)),
    path("", include("content.media.urls")),
    path("h5p/", include("content.h5p.player.urls")),
    path("", include("content.pages.urls")),
    path("", include("mooc.finding")),
    path("", include("courses.editions.urls")),
    path("", include("learners.people.urls")),
    path("", include("learners.notices.urls")),
    path("", include("learners.study.urls")),
    path("xem-thu/", include("learners.rehearsal.urls", namespace="rehearsal")),
    path("", include("learners.feedback.urls")),
    path("", include("learners.marking.urls")),
    path("", include("learners.certificates.urls")),
    path("", include("learners.external.urls")),
    path("", include("learners.warnings.urls")),
    path("", include("learners.weekly.urls")),
    # Before the reports: their addresses begin with the name of any campaign.
    path("", include("learners.campaigns.urls")),
    path("", include("learners.rosters.urls")),
    path("", include("learners.coverage.urls")),
    path("", include(wagtail_urls)),
]
