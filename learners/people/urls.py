"""Signing in and out."""

from django.contrib.auth.views import LogoutView
from django.urls import path

from learners.people import look_views, registration_views, views

app_name = "people"
urlpatterns = [
    path("dang-nhap/", views.SignIn.as_view(), name="sign_in"),
    path("dang-xuat/", LogoutView.as_view(), name="sign_out"),
    path("lan-dau/", views.first_sign_in, name="first_sign_in"),
    path("lan-dau/xac-nhan/", views.confirm, name="confirm"),
    path("lan-dau/khong-phai-toi/", views.refuse, name="refuse"),
    path("lan-dau/da-bao/", views.refused, name="refused"),
    path("lan-dau/mat-khau/", views.choose_password, name="choose_password"),
    path("quen-mat-khau/", views.forgotten, name="forgotten"),
    path("giao-dien/", look_views.look, name="look"),
    path("dang-ky/", registration_views.register, name="register"),
    path("dang-ky/nguoi-giam-ho/", registration_views.guardian, name="guardian"),
    path("dang-ky/xong/", registration_views.registered, name="registered"),
]
