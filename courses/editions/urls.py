"""The addresses of the home page, the catalogue and its courses; everything else editors make is Wagtail's."""

from django.urls import path

from courses.editions import views
from courses.editions.offering import CATALOGUE

app_name = "catalogue"
urlpatterns = [
    path("", views.home, name="home"),
    path(f"{CATALOGUE}/", views.catalogue, name="index"),
    path(f"{CATALOGUE}/<str:slug>/", views.course, name="course"),
    path(f"{CATALOGUE}/<str:slug>/doc/<uuid:unit_key>/", views.read, name="read"),
]
