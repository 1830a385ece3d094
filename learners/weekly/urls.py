"""Addresses of the weekly status; before those of reports, which take any word."""

from django.urls import path

from learners.weekly import views

app_name = "weekly"
urlpatterns = [
    path("phu-trach/tuan/", views.index, name="index"),
    path("phu-trach/tuan/<uuid:agency>/", views.agency, name="agency"),
    # A head has no rights, so these lie outside what the second factor guards.
    path("tinh-hinh-tuan/", views.mine, name="mine"),
    path("tinh-hinh-tuan/<uuid:agency>/", views.own, name="own"),
]
