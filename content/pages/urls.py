"""Choosing a language; pages themselves are found by Wagtail, or by the rooms whose pages they are."""

from django.urls import path

from content.pages import languages

app_name = "languages"
urlpatterns = [path("ngon-ngu/", languages.choose, name="choose")]
