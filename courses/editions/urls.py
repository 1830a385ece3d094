"""The catalogue's address; the courses below it are Wagtail's."""

from django.urls import path

from courses.editions import views

app_name = "catalogue"
urlpatterns = [path("khoa-hoc/", views.catalogue, name="index")]
