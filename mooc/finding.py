"""What search engines are told: the pages that are for everybody, and where not to look."""

from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import path, reverse
from django.views.decorators.http import require_safe
from wagtail.contrib.sitemaps import Sitemap
from wagtail.contrib.sitemaps.views import sitemap
from wagtail.models import Page

from content.pages.serving import restricted
from courses.catalogue.models import CatalogIndexPage
from courses.editions.offering import released

# Behind a sign-in, or not pages.
CLOSED = ("wagtailadmin_home", "people:sign_in", "study:home", "coverage:home", "xapi:about")


class PublicPages(Sitemap):
    """The site's own pages, the catalogue and the courses on offer; lessons are read by who is enrolled."""

    def items(self) -> QuerySet[Page]:
        root = self.get_wagtail_site().root_page
        shown = Q(content_type__app_label="pages") | Q(pk__in=CatalogIndexPage.objects.all()) | Q(pk__in=released())
        below = Page.objects.descendant_of(root, inclusive=True).live().exclude(restricted())
        return below.filter(shown).order_by("path")


@require_safe
def site_map(request: HttpRequest) -> HttpResponseBase:
    return sitemap(request, sitemaps={"pages": PublicPages})


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    lines = ["User-agent: *", *(f"Disallow: {reverse(name)}" for name in CLOSED)]
    lines += ["", f"Sitemap: {request.build_absolute_uri(reverse('sitemap'))}", ""]
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")


urlpatterns = [path("sitemap.xml", site_map, name="sitemap"), path("robots.txt", robots, name="robots")]
