"""The store where its documentation puts it."""

from django.urls import include, path

urlpatterns = [path("xapi/", include("xapi.urls"))]
