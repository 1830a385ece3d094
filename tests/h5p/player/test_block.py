"""An interactive content in a lesson: a frame that is sealed, and words where there is nothing to play."""

from types import SimpleNamespace
from typing import Any
from uuid import uuid4

import pytest
from django.template import Context, Template
from django.test import RequestFactory
from pytest_django import DjangoAssertNumQueries

from content.blocks.lesson import LessonBlocks
from content.h5p.models import Approval, Library, Pin, Revision
from content.h5p.player import bundle, playing
from courses.catalogue.weighing import reports
from tests.h5p.player import making

pytestmark = pytest.mark.django_db


@pytest.fixture
def revision() -> Revision:
    return making.content([making.library("H5P.Quiz", {"quiz.js": "window.quiz=1"})], {}, files={"a.png": b"\x89PNG"})


def raw(*revisions: Revision, **options: bool) -> list[dict[str, Any]]:
    values = [{"content": one.content_id, "required": False, "verified": False, **options} for one in revisions]
    return [{"type": "interactive", "value": value, "id": str(uuid4())} for value in values]


def rendered(body: Any, **context: Any) -> str:
    template = Template("{% load wagtailcore_tags %}{% for block in body %}{% include_block block %}{% endfor %}")
    request = RequestFactory().get("/")
    request.user = SimpleNamespace(data_saver=context.pop("saver", False))
    return template.render(Context({"body": body, "request": request, "csrf_token": "mã", **context}))


def body(*revisions: Revision, **options: bool) -> Any:
    return LessonBlocks().to_python(raw(*revisions, **options))


def test_a_sealed_frame(revision: Revision) -> None:
    html = rendered(body(revision, required=True))
    assert f'data-interactive="{playing.of(revision).address}"' in html
    assert (
        '<iframe sandbox="allow-scripts" title="Năm dấu hiệu" loading="lazy" referrerpolicy="no-referrer" allow=""'
        in html
    )
    assert "Bắt buộc" in html
    assert "<noscript>" in html
    assert "data-events" not in html
    assert "data-saver" not in html


def test_on_a_small_line_it_says_how_heavy_it_is(revision: Revision) -> None:
    kept = bundle.ensure(playing.of(revision))
    html = rendered(body(revision), saver=True)
    assert "data-saver" in html
    size = kept.weight + 4
    assert f"({size / 1024:.1f}".replace(".", ",") in html


def test_where_what_she_does_is_sent(revision: Revision) -> None:
    session = SimpleNamespace(
        revision=revision, attempt="lượt-1", events_url="/su-kien", state_url="/trang-thai", seconds=20,
        state={"0": {"state": '{"a":"<b>"}'}},
    )  # fmt: skip
    html = rendered(body(revision), interactive_sessions={revision.content.key: session})
    for told in ('data-events="/su-kien"', 'data-state="/trang-thai"', 'data-attempt="lượt-1"', 'data-seconds="20"'):
        assert told in html
    assert (
        'data-kept="{&quot;0&quot;: {&quot;state&quot;: &quot;{\\&quot;a\\&quot;:\\&quot;&lt;b&gt;\\&quot;}&quot;}}"'
        in html
    )


def test_whoever_is_in_the_middle_keeps_her_revision(revision: Revision) -> None:
    older = playing.of(revision).address
    newer = Revision.objects.get(pk=revision.pk)
    newer.pk, newer.number = uuid4(), 2
    newer.save(force_insert=True)
    Pin.objects.bulk_create(
        Pin(revision=newer, library=pin.library, position=pin.position) for pin in revision.pins.all()
    )
    revision.content.current = newer
    revision.content.save()
    session = SimpleNamespace(revision=revision, attempt="1", events_url="/e", state_url="/s", state={}, seconds=0)
    shown = body(newer)
    assert older not in rendered(shown)
    assert older in rendered(shown, interactive_sessions={revision.content.key: session})


@pytest.mark.parametrize("approval", [Approval.PENDING, Approval.WITHDRAWN])
def test_nothing_to_play(revision: Revision, approval: str) -> None:
    library = Library.objects.get()
    library.approval, library.decided_at = approval, None if approval == Approval.PENDING else library.created_at
    library.save()
    html = rendered(body(revision))
    assert "<iframe" not in html
    assert "đã bị rút" in html


def test_many_in_a_lesson_cost_two_queries(
    revision: Revision, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    others = [making.content([Library.objects.get()], {}, title=f"Phần {place}") for place in range(3)]
    value = body(revision, *others, revision)
    with django_assert_num_queries(2):
        assert rendered(value).count("<iframe") == 5


def test_an_author_is_told_what_it_weighs(revision: Revision) -> None:
    found = reports({1: (raw(revision), 5)})
    assert found[1].played == revision.size > 0
