"""A department whose people have learnt elsewhere, and lists of that as another platform gives them."""

import io
from typing import Any

import openpyxl
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import resolve, reverse

from learners.external.models import Import
from learners.people.models import Person
from tests.coverage import world

HEAD = ["STT", "Mã CB", "Họ và tên", "Khóa học", "Ngày hoàn thành", "Điểm", "Số giấy CN"]
COURSE = "Chuyển đổi số cơ bản"


def xlsx(*rows: list[Any], head: list[str] = HEAD) -> SimpleUploadedFile:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["DANH SÁCH HOÀN THÀNH TRÊN ONETOUCH"])
    sheet.append(head)
    for row in rows:
        sheet.append(row)
    stream = io.BytesIO()
    book.save(stream)
    return SimpleUploadedFile("onetouch.xlsx", stream.getvalue())


def staff(province: world.Province) -> list[Person]:
    """CB1 to CB3 of Sở Y tế; CB9 of Sở Nội vụ."""
    names = ("Trần Thị Một", "Trần Thị Hai", "Trần Thị Ba")
    made = [world.member(name, province.health) for name in names] + [world.member("Lê Văn Chín", province.home)]
    for number, person in zip((1, 2, 3, 9), made, strict=True):
        person.staff_code = f"CB{number}"
        person.save()
    return made


def upload(officer: Client, file: SimpleUploadedFile, **extra: Any) -> Import:
    posted = {"source": "OneTouch", "scale": "10", "file": file, **extra}
    answer = officer.post(reverse("external:choose"), posted)
    assert answer.status_code == 302, answer.context["form"].errors
    return Import.objects.get(pk=resolve(answer["Location"]).kwargs["batch"])


def apply(officer: Client, batch: Import, **extra: Any) -> Any:
    return officer.post(reverse("external:apply", args=[batch.pk]), extra, follow=True)
