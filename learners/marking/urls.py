"""Where markers and observers work, on a phone as well."""

from django.urls import path

from learners.marking import files, views

app_name = "marking"
urlpatterns = [
    path("cham-bai/", views.queue, name="queue"),
    path("cham-bai/da-cham/", views.marked, name="marked"),
    path("cham-bai/<int:item>/", views.mark_item, name="item"),
    path("cham-bai/<int:item>/tep/<int:number>/", files.file, name="file"),
]
