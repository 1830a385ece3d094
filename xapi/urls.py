"""Two prefixes, one store: they differ in the version answered when a request names none."""

from django.urls import path

from xapi import views

app_name = "xapi"
urlpatterns = [
    path("about", views.about, {"default": "1.0.3"}, name="about"),
    path("statements", views.statements, {"default": "1.0.3"}, name="statements"),
    path("2.0/about", views.about, {"default": "2.0.0"}, name="about_2"),
    path("2.0/statements", views.statements, {"default": "2.0.0"}, name="statements_2"),
]
