"""Signing in and out, the second factor, and what is one's own."""

from django.contrib.auth.views import LogoutView
from django.urls import path

from content.pages.pressed import buttons_only
from learners.people import data_views, factor_views, look_views, profile_views, registration_views, views
from learners.people.sessions import leave_nothing

app_name = "people"
urlpatterns = [
    path("dang-nhap/", views.SignIn.as_view(), name="sign_in"),
    path("dang-nhap/xac-nhan/", factor_views.show_factor, name="factor_show"),
    path("dang-nhap/thiet-lap/", factor_views.set_up_factor, name="factor_set_up"),
    path("dang-nhap/hai-buoc/", factor_views.factor, name="factor"),
    path("dang-nhap/hai-buoc/ma-du-phong/", factor_views.new_codes, name="factor_new_codes"),
    path("dang-nhap/hai-buoc/dien-thoai-khac/", factor_views.other_phone, name="factor_other_phone"),
    path("dang-xuat/", buttons_only(leave_nothing(LogoutView.as_view())), name="sign_out"),
    path("lan-dau/", views.first_sign_in, name="first_sign_in"),
    path("lan-dau/xac-nhan/", views.confirm, name="confirm"),
    path("lan-dau/khong-phai-toi/", views.refuse, name="refuse"),
    path("lan-dau/da-bao/", views.refused, name="refused"),
    path("lan-dau/mat-khau/", views.choose_password, name="choose_password"),
    path("lan-dau/du-lieu/", data_views.notice, name="notice"),
    path("ho-so-ca-nhan/", profile_views.profile, name="profile"),
    path("ho-so-ca-nhan/mat-khau/", profile_views.password, name="change_password"),
    path("ho-so-ca-nhan/du-lieu/", data_views.data, name="my_data"),
    path("ho-so-ca-nhan/du-lieu.json", data_views.data_json, name="data_json"),
    path("ho-so-ca-nhan/du-lieu/cho-phep/", data_views.allow, name="allow"),
    path("ho-so-ca-nhan/du-lieu/<int:consent>/rut-lai/", data_views.take_back, name="take_back"),
    path("quen-mat-khau/", views.forgotten, name="forgotten"),
    path("giao-dien/", look_views.look, name="look"),
    path("dang-ky/", registration_views.register, name="register"),
    path("dang-ky/nguoi-giam-ho/", registration_views.guardian, name="guardian"),
    path("dang-ky/xong/", registration_views.registered, name="registered"),
]
