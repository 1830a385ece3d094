"""Addresses of what was completed elsewhere; before those of reports, which take any word."""

from django.urls import path

from learners.external import single_views, views

app_name = "external"
urlpatterns = [
    path("phu-trach/noi-khac/", views.index, name="index"),
    path("phu-trach/noi-khac/nhap/", views.choose, name="choose"),
    path("phu-trach/noi-khac/<uuid:batch>/", views.show, name="show"),
    path("phu-trach/noi-khac/<uuid:batch>/ghi/", views.apply, name="apply"),
    path("phu-trach/noi-khac/<uuid:batch>/bo/", views.give_up, name="give_up"),
    path("phu-trach/noi-khac/<uuid:batch>/thu-hoi/", views.undo, name="undo"),
    path("phu-trach/noi-khac/<uuid:batch>/tep/", views.file, name="file"),
    path("phu-trach/nguoi/<uuid:person>/noi-khac/", single_views.single, name="single"),
]
