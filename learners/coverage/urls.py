from django.urls import path, re_path

from learners.coverage import views

app_name = "coverage"
urlpatterns = [
    path("phu-trach/", views.home, name="home"),
    path("phu-trach/<slug:slug>/", views.show_report, name="report"),
    path("phu-trach/<slug:slug>/<uuid:agency>/", views.show_people, name="agency"),
    re_path(r"^phu-trach/(?P<slug>[-\w]+)/tai-ve/(?P<fmt>xlsx|csv)/$", views.export, name="export"),
]
