"""Registrations."""

from typing import Any

from django.urls import URLPattern, URLResolver, include, path, re_path, reverse
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.admin.widgets.button import HeaderButton

from courses.exchange import views
from courses.exchange.permissions import may_exchange


@hooks.register("register_admin_urls")
def exchange_urls() -> list[URLPattern | URLResolver]:
    pages = [
        path("nhap/", views.choose, name="choose"),
        path("nhap/<uuid:waiting>/", views.preview, name="preview"),
        path("nhap/<uuid:waiting>/bo/", views.give_up, name="give_up"),
        path("mau/", views.template, name="template"),
        re_path(r"^xuat/(?P<fmt>gift|xlsx|h5p)/$", views.take_out, name="take_out"),
    ]
    return [path("ngan-hang/", include((pages, "exchange"), namespace="exchange"))]


def bank_buttons(user: Any, query: str) -> list[HeaderButton]:
    if not may_exchange(user):
        return []
    asked = f"?{query}" if query else ""
    return [
        HeaderButton(_("Nhập câu hỏi từ tệp"), reverse("exchange:choose"), icon_name="upload"),
        HeaderButton(_("Xuất bảng tính"), reverse("exchange:take_out", args=["xlsx"]) + asked, icon_name="download"),
        HeaderButton(_("Xuất GIFT"), reverse("exchange:take_out", args=["gift"]) + asked, icon_name="download"),
        HeaderButton(_("Xuất H5P"), reverse("exchange:take_out", args=["h5p"]) + asked, icon_name="download"),
    ]
