"""The public pages: direct views in front of Wagtail's routing, at the addresses Wagtail gives them."""

from uuid import UUID

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from content.pages.models import HomePage
from content.pages.serving import serve
from content.pages.visitors import kept_for_visitors
from courses.catalogue.models import CatalogIndexPage
from courses.editions.offering import CATALOGUE, released
from courses.editions.reading import access_reading


@kept_for_visitors
def home(request: HttpRequest) -> HttpResponseBase:
    return serve(request, HomePage.objects.all(), "")


@kept_for_visitors
def catalogue(request: HttpRequest) -> HttpResponseBase:
    return serve(request, CatalogIndexPage.objects.all(), f"{CATALOGUE}/")


@kept_for_visitors
def course(request: HttpRequest, slug: str) -> HttpResponseBase:
    return serve(request, released(), f"{CATALOGUE}/{slug}/")


@require_safe
@kept_for_visitors
def read(request: HttpRequest, slug: str, unit_key: UUID) -> HttpResponseBase:
    reading = access_reading(request, slug, unit_key)
    return render(request, "catalogue/read.html", {"reading": reading, "page": reading.shown.page})
