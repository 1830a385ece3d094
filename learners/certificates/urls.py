"""Certificates: the learner's own, and the public verification."""

from django.urls import path

from learners.certificates import name_views, views

app_name = "certificates"
urlpatterns = [
    path("ho-so-ca-nhan/ho-ten/", name_views.name, name="name"),
    path("giay-chung-nhan/<uuid:certificate>/", views.show, name="show"),
    path("giay-chung-nhan/<uuid:certificate>/pdf/", views.pdf, name="pdf"),
    path("xac-minh/", views.verify, name="verify"),
    path("xac-minh/<str:code>/", views.verified, name="verified"),
]
