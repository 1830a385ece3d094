"""What authors are told a lesson weighs is what a learner's phone receives."""

import gzip

from django.test import Client

from courses.catalogue.weighing import SHELL, frame
from learners.enrolment.models import Enrolment
from tests import weight
from tests.study.test_weight import file_of
from tests.study.world import address


def test_the_page_around_a_lesson_weighs_no_more_than_is_counted(lan_in: Client, mine: Enrolment) -> None:
    path = address(mine, 0)
    page = lan_in.get(path, headers={"Accept-Encoding": "gzip"})
    assert len(page.content) <= SHELL
    fetched = weight.parts(path, gzip.decompress(page.content).decode())
    assert sum(weight.of_file(part, file_of(part)) for part in fetched) + len(page.content) <= frame()
