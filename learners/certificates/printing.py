"""The paper: A4 landscape as PDF/A-2a and PDF/UA-1, made when asked for.

The page is ``certificates/certificate.typ`` of the theme. It is compiled by Typst with the fonts Typst brings, so that
it looks the same on every machine; what people typed is passed as data and never as markup.
"""

import datetime as dt
import io
import json
from typing import cast

import segno
import typst
from django.conf import settings
from django.template.backends.django import Template
from django.template.loader import get_template
from django.urls import reverse

from learners.certificates.models import Certificate

PAGE = "certificates/certificate.typ"


def verification_address(code: str) -> str:
    """The absolute address that the QR code holds."""
    return settings.WAGTAILADMIN_BASE_URL.rstrip("/") + reverse("certificates:verified", args=[code])


def verification_place() -> str:
    """Where a code can be typed in, as a person would write it down."""
    address = settings.WAGTAILADMIN_BASE_URL.rstrip("/") + reverse("certificates:verify")
    return address.split("://", 1)[1].rstrip("/")


def qr_code(code: str) -> segno.QRCode:
    """Level M: still read when 15 % of it is lost to a fold or a stamp."""
    return segno.make_qr(verification_address(code), error="m", boost_error=False)


def qr_svg(code: str) -> str:
    out = io.BytesIO()
    qr_code(code).save(out, kind="svg", border=2, xmldecl=False, omitsize=True, svgclass=None, lineclass=None)
    return out.getvalue().decode()


def long_date(day: dt.date) -> str:
    """``ngày 05 tháng 7 năm 2026``: days below 10 and months 1 and 2 have a leading zero (NĐ 30/2020, Phụ lục I)."""
    month = f"{day.month:02d}" if day.month < 3 else str(day.month)
    return f"ngày {day.day:02d} tháng {month} năm {day.year}"


def hours(certificate: Certificate) -> str:
    """``2`` or ``1,5``."""
    return f"{certificate.course_hours:.1f}".removesuffix(".0").replace(".", ",")


def _data(certificate: Certificate) -> dict[str, str]:
    return {
        "number": certificate.number,
        "issuer": certificate.issuer_name,
        "name": certificate.full_name,
        "course": certificate.course_title,
        "hours": hours(certificate),
        "completed": long_date(certificate.completed_on),
        "issued": long_date(certificate.issued_on),
        "code": certificate.grouped_code,
        "address": verification_address(certificate.code),
        "place": verification_place(),
        "qr": qr_svg(certificate.code),
    }


def theme_file(name: str) -> str:
    """Where the theme keeps a page that is not rendered by Django."""
    return str(cast(Template, get_template(name)).origin.name)


def page_and_data(certificate: Certificate) -> tuple[str, dict[str, str]]:
    """The page's file, and the ``sys_inputs`` it is filled with."""
    return theme_file(PAGE), {"data": json.dumps(_data(certificate), ensure_ascii=False)}


def as_pdf(certificate: Certificate) -> bytes:
    """About 40 ms; dated by the day of issue, so that the same certificate is the same file."""
    page, data = page_and_data(certificate)
    issued = dt.datetime.combine(certificate.issued_on, dt.time(), dt.UTC)
    return typst.compile(
        page,
        format="pdf",
        ignore_system_fonts=True,
        sys_inputs=data,
        pdf_standards=["a-2a", "ua-1"],
        timestamp=int(issued.timestamp()),
    )
