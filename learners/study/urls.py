"""The learner's addresses."""

from django.urls import path

from learners.study import views

app_name = "study"
urlpatterns = [
    path("bat-dau/", views.landing, name="landing"),
    path("hoc/", views.home, name="home"),
    path("hoc/ghi-danh/<uuid:course_key>/", views.enrol, name="enrol"),
    path("hoc/<uuid:enrolment>/", views.outline, name="outline"),
]
