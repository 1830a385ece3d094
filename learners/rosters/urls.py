"""Bringing a roster: below the officer's other pages."""

from django.urls import path

from learners.rosters import views

app_name = "rosters"
PLACE = "phu-trach/danh-sach-can-bo/"
urlpatterns = [
    path(PLACE, views.index, name="index"),
    path(f"{PLACE}mau/", views.template, name="template"),
    path(f"{PLACE}<uuid:roster>/", views.show, name="show"),
    path(f"{PLACE}<uuid:roster>/cot/", views.columns, name="columns"),
    path(f"{PLACE}<uuid:roster>/don-vi/", views.units, name="units"),
    path(f"{PLACE}<uuid:roster>/buoc/", views.step, name="step"),
    path(f"{PLACE}<uuid:roster>/tep/", views.file, name="file"),
]
