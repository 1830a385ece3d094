"""The learner's addresses a second time: an instance of the application ``study`` (Django's URL namespaces).

So the templates of ``study`` lead from page to page of the walk as they do in a course. What a walk has none of leads
to the real one.
"""

from django.urls import path
from django.views.generic import RedirectView

from learners.rehearsal import views

app_name = "study"
urlpatterns = [
    path("<uuid:enrolment>/", views.course, name="course"),
    path("<uuid:enrolment>/muc-luc/", views.outline, name="outline"),
    path("<uuid:enrolment>/lai/", views.restart, name="restart"),
    path("<uuid:enrolment>/bai/<uuid:unit_key>/", views.unit, name="unit"),
    path("<uuid:enrolment>/bai/<uuid:unit_key>/xong/", views.complete, name="complete"),
    path("<uuid:enrolment>/bai/<uuid:unit_key>/bat-dau/", views.start, name="start"),
    path("luot/<uuid:attempt>/", views.attempt, name="attempt"),
    path("luot/<uuid:attempt>/ket-qua/", views.result, name="result"),
    path("bat-dau/", RedirectView.as_view(pattern_name="study:landing"), name="landing"),
    path("hoc/", RedirectView.as_view(pattern_name="study:home"), name="home"),
    path("ho-so/", RedirectView.as_view(pattern_name="study:record"), name="record"),
]
