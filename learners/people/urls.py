"""Signing in and out."""

from django.contrib.auth.views import LoginView, LogoutView
from django.urls import path

from learners.people.forms import SignInForm

app_name = "people"
urlpatterns = [
    path(
        "dang-nhap/",
        LoginView.as_view(template_name="people/sign_in.html", authentication_form=SignInForm),
        name="sign_in",
    ),
    path("dang-xuat/", LogoutView.as_view(), name="sign_out"),
]
