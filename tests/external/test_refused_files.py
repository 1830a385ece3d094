"""What no reader can read is refused where it is brought, in words, and nothing is kept of it."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from learners.external.models import Import, Source
from tests.coverage import world
from tests.foundation.spreadsheets import refused

pytestmark = pytest.mark.django_db


# What the file is says it, before any row is asked for.
@pytest.mark.alike
@pytest.mark.parametrize(("content", "why"), refused.WORKBOOKS.values(), ids=refused.WORKBOOKS)
def test_a_workbook_that_cannot_be_read(officer: Client, province: world.Province, content: bytes, why: str) -> None:
    posted = {"source": "OneTouch", "scale": "10", "file": SimpleUploadedFile("onetouch.xlsx", content)}
    answer = officer.post(reverse("external:choose"), posted)
    [told] = answer.context["form"].errors["file"]
    assert re.search(why, told)
    assert not Import.objects.exists()
    assert not Source.objects.exists()
