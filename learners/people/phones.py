"""Vietnamese mobile numbers, stored as E.164."""

import re

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _


def normalise_phone(typed: str) -> str:
    """``"0912 345.678"`` or ``"+84 912 345 678"`` -> ``"+84912345678"``; ``""`` when it is none."""
    digits = re.sub(r"[\s.\-()]", "", typed)
    match = re.fullmatch(r"(?:\+84|84|0)([35789]\d{8})", digits)
    return f"+84{match[1]}" if match else ""


def clean_phone(typed: str) -> str:
    """What a form keeps of a number that may be left out; raises ``ValidationError`` in the reader's language."""
    phone = normalise_phone(typed.strip())
    if typed.strip() and not phone:
        raise ValidationError(_("Số điện thoại di động gồm 10 chữ số, bắt đầu bằng 03, 05, 07, 08 hoặc 09."))
    return phone


def spoken_phone(phone: str) -> str:
    """As it is read out and dialled here: ``"+84912345678"`` -> ``"0912 345 678"``; anything else stays as it is."""
    match = re.fullmatch(r"\+84(\d{3})(\d{3})(\d{3})", phone)
    return f"0{match[1]} {match[2]} {match[3]}" if match else phone
