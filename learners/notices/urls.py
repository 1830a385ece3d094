"""Notices."""

from django.urls import path

from learners.notices import views

app_name = "notices"
urlpatterns = [
    path("thong-bao/", views.index, name="index"),
    path("thong-bao/da-doc/", views.read_all, name="read_all"),
    path("thong-bao/<int:notice>/da-doc/", views.read, name="read"),
]
