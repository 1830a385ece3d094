"""Certificates: the learner's own, and the public verification."""

from django.urls import URLPattern

app_name = "certificates"
urlpatterns: list[URLPattern] = []
