"""What a learner's pages weigh on a poor network (DESIGN section 10), compressed as a phone receives them."""

import gzip
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.test import Client

from learners.enrolment.models import Enrolment
from tests import weight
from tests.study.world import address, paper

pytestmark = pytest.mark.django_db
KILO = 1024
FIRST, NEXT, SCRIPTS = 100 * KILO, 20 * KILO, 25 * KILO


def file_of(path: str) -> bytes:
    found = finders.find(path.removeprefix("/static/"))
    assert found, path
    return Path(str(found)).read_bytes()


@pytest.fixture(params=["lesson", "question", "paper", "review", "outline", "home", "catalogue", "verify"])
def path(request: pytest.FixtureRequest, mine: Enrolment) -> str:
    attempt = paper(mine)
    paths = {
        "lesson": address(mine, 0),
        "question": address(mine, 1),
        "paper": f"/hoc/luot/{attempt.pk}/",
        "review": f"/hoc/luot/{attempt.pk}/?xem-lai",
        "outline": f"/hoc/{mine.pk}/",
        "home": "/hoc/",
        "catalogue": "/khoa-hoc/",
        "verify": "/xac-minh/",
    }
    return paths[request.param]


def test_first_visits_repeats_and_scripts(lan_in: Client, path: str) -> None:
    answer = lan_in.get(path, headers={"Accept-Encoding": "gzip"})
    assert (answer.status_code, answer["Content-Encoding"]) == (200, "gzip")
    page = gzip.decompress(answer.content).decode()
    sizes = {part: weight.of_file(part, file_of(part)) for part in weight.parts(path, page)}
    assert any(part.endswith(".css") for part in sizes)
    assert len(answer.content) <= NEXT
    assert len(answer.content) + sum(sizes.values()) <= FIRST
    assert sum(size for part, size in sizes.items() if part.endswith(".js")) <= SCRIPTS


def test_every_file_of_ours_that_is_fetched_counts() -> None:
    page = (
        '<link rel="stylesheet" href="/static/css/site.css"><link rel="canonical" href="/khoa-hoc/">'
        '<script src="/static/js/autosave.js" defer></script><img alt="" src="bia.webp">'
        '<img alt="" src="data:image/png;base64,AA==">'
    )
    assert weight.parts("/hoc/", page) == ["/hoc/bia.webp", "/static/css/site.css", "/static/js/autosave.js"]
