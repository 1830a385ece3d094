"""Beside the learner's own addresses."""

from django.urls import path

from learners.feedback import views

app_name = "feedback"
urlpatterns = [path("hoc/<uuid:enrolment>/gop-y/", views.give, name="give")]
