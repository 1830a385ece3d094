"""Sơn at the log of statements in the admin."""

from typing import Any

from bs4 import BeautifulSoup
from django.test import Client
from django.urls import reverse

from learners.certificates.models import Certificate
from xapi.models import Statement
from xapi.vocabulary import Verb

INDEX = "/quan-tri/nhat-ky/"
REASON = "Bài làm hộ, đã lập biên bản."
ATTENDED = "http://adlnet.gov/expapi/verbs/attended"


def words_of(response: Any) -> str:
    assert response.status_code == 200
    main = BeautifulSoup(response.content.decode(), "html.parser").find(id="main")
    return " ".join(main.get_text(" ").split())


def search(browser: Client, **query: str) -> list[str]:
    """The sentences listed."""
    page = BeautifulSoup(browser.get(INDEX, query).content.decode(), "html.parser")
    return [link.get_text() for link in page.select("ul.listing > li > a")]


def passed_of(certificate: Certificate) -> Statement:
    return Statement.objects.get(registration=certificate.enrolment_id, verb=Verb.PASSED)


def show(browser: Client, row: Statement) -> str:
    return words_of(browser.get(reverse("statements:show", args=[row.statement_id])))


def void_url(row: Statement) -> str:
    return reverse("statements:void", args=[row.statement_id])
