"""Contents move to another patch of a library and back; what learners began stays what it was."""

import io
from typing import Any

import pytest
from django.test import Client

from content.h5p.approving import approve, withdraw
from content.h5p.comparing import difference, others, ran_on, used
from content.h5p.importing import take_libraries
from content.h5p.models import Approval, Content, Library, Revision
from content.h5p.moving import move
from learners.people.models import Account
from mooc.foundation.models import AuditEntry
from tests.h5p import making
from tests.h5p.test_importing import bring, taken
from tests.h5p.test_pages import at

pytestmark = pytest.mark.django_db
INNER = "H5P.Inner 1.0"
OTHER = [{"name": "question", "type": "text"}]


def patch(number: int, named: str = making.OWN, **about: Any) -> Library:
    """Approved."""
    (brought,) = libraries(making.library(named, patch=number, **about))
    approve(libraries=[brought], acting_user=None)
    brought.refresh_from_db()
    return brought


def libraries(*folders: making.Files) -> list[Library]:
    return take_libraries(io.BytesIO(making.package(libraries=folders)), None)


@pytest.fixture
def old(tam: Account) -> Library:
    return patch(1)


@pytest.fixture
def content(old: Library, tam: Account) -> Content:
    package = making.package(libraries=[making.library(making.OWN, patch=1)], files={"images/a.png": making.png()})
    return taken(bring(package, tam)).content


def go(content: Content, source: Library, target: Library, by: Any = None) -> Content:
    moved = move(contents=[content], source=source, target=target, acting_user=by)
    assert (moved.number, moved.stayed) == (1, [])
    return fresh(content)


def fresh(content: Content) -> Content:
    return Content.objects.select_related("current").get(pk=content.pk)


def pinned(revision: Revision | None) -> list[str]:
    assert revision
    return [str(pin.library) for pin in revision.pins.select_related("library")]


def test_a_move_is_the_next_revision_of_the_same_package(content: Content, old: Library, tam: Account) -> None:
    first, new = fresh(content).current, patch(2)
    second = go(content, old, new, tam).current
    assert first
    assert second
    assert (second.number, second.package_of, second.made_by) == (2, 1, tam)
    assert (pinned(first), pinned(second)) == (["H5P.Own 1.0.1"], ["H5P.Own 1.0.2"])
    same = ("library", "package", "raw_parameters", "parameters", "brought", "name", "sha256", "size", "written")
    assert all(getattr(first, name) == getattr(second, name) for name in same)
    files = [list(one.files.values_list("path", "mime", "file")) for one in (first, second)]
    assert files[0] == files[1] != []
    entry = AuditEntry.objects.get(verb="h5p.move")
    assert (entry.actor, entry.subject_id) == (str(tam.pk), str(content.pk))
    assert entry.old == {"revision": 1, "library": old.digest}
    assert entry.new == {"revision": 2, "library": new.digest}


def test_the_way_back_gives_the_very_libraries_that_ran_it(tam: Account) -> None:
    """Also one that only the old patch needs, although a newer one has been approved since."""
    old = patch(1, needs=[INNER])
    patch(3, INNER)
    content = taken(bring(making.package(libraries=[]), tam)).content
    before = pinned(fresh(content).current)
    new = patch(2)
    assert pinned(go(content, old, new).current) == ["H5P.Own 1.0.2"]
    patch(9, INNER)
    back = go(content, new, old).current
    assert back
    assert pinned(back) == before == ["H5P.Inner 1.0.3", "H5P.Own 1.0.1"]
    assert (back.number, back.package_of) == (3, 1)


def test_other_libraries_stay_what_they_were(tam: Account) -> None:
    """Also one whose newer patch is approved, or that was withdrawn: that is a decision of its own."""
    old = patch(1, needs=[INNER])
    inner = patch(3, INNER)
    content = taken(bring(making.package(libraries=[]), tam)).content
    patch(9, INNER)
    withdraw(libraries=[inner], acting_user=None)
    assert pinned(go(content, old, patch(2, needs=[INNER])).current) == ["H5P.Inner 1.0.3", "H5P.Own 1.0.2"]


def test_parameters_are_cleaned_by_the_library_that_will_run_them(content: Content, old: Library) -> None:
    new = patch(2, semantics=OTHER)
    moved = go(content, old, new).current
    assert moved
    assert "behaviour" not in moved.parameters
    assert "behaviour" in moved.raw_parameters


def test_pressed_twice_it_moves_once(content: Content, old: Library) -> None:
    new = patch(2)
    go(content, old, new)
    again = move(contents=[content], source=old, target=new, acting_user=None)
    assert (again.number, again.stayed) == (0, [])
    assert content.revisions.count() == 2


def test_a_withdrawn_library_is_left_behind(content: Content, old: Library) -> None:
    new = patch(2)
    withdraw(libraries=[old], acting_user=None, reason="Có lỗ hổng")
    go(content, old, new)
    stuck = move(contents=[content], source=new, target=old, acting_user=None)
    assert stuck.number == 0
    assert "không còn được duyệt" in stuck.stayed[0][1][0]
    assert pinned(fresh(content).current) == ["H5P.Own 1.0.2"]


def test_what_the_other_patch_needs_and_nobody_approved_is_named(content: Content, old: Library) -> None:
    new = patch(2, needs=[INNER])
    stuck = move(contents=[content], source=old, target=new, acting_user=None)
    assert stuck.number == 0
    assert "H5P.Inner 1.0" in stuck.stayed[0][1][0]
    assert content.revisions.count() == 1
    assert not AuditEntry.objects.filter(verb="h5p.move").exists()


def test_another_version_is_no_patch(content: Content, old: Library) -> None:
    stuck = move(contents=[content], source=old, target=patch(0, "H5P.Own 1.1"), acting_user=None)
    assert stuck.number == 0


def test_a_package_that_waited_meanwhile_wins_over_a_move(content: Content, old: Library, tam: Account) -> None:
    """Its author has replaced what was moved; and what is moved then is hers."""
    late = making.package(main="H5P.Late 1.0", libraries=[making.library("H5P.Late 1.0")])
    second = taken(bring(late, tam, content=content))
    third = go(content, old, patch(2)).current
    assert third
    assert (second.is_ready, third.number, third.package_of) == (False, 3, 1)
    approve(libraries=[Library.objects.get(machine_name="H5P.Late")], acting_user=None)
    assert fresh(content).current == second
    newer = patch(1, "H5P.Late 1.0")
    fourth = go(content, Library.objects.get(machine_name="H5P.Late", patch=0), newer).current
    assert fourth
    assert (fourth.number, fourth.package_of, pinned(fourth)) == (4, 2, ["H5P.Late 1.0.1"])


def test_what_differs(old: Library) -> None:
    new = patch(2, files={"more.js": b"1"}, needs=[INNER], semantics=OTHER)
    found = difference(old, new)
    assert found.added == ["more.js"]
    assert found.removed == []
    assert found.changed == ["library.json", "semantics.json"]
    assert (found.needs, found.needs_no_more) == (["H5P.Inner 1.0"], [])
    assert found.asks_otherwise
    assert difference(new, old).removed == ["more.js"]


def test_what_runs_on_which(content: Content, old: Library) -> None:
    new = patch(2)
    libraries(making.library(making.OWN, patch=3))
    told = {other.library.patch: (other.contents, other.there, other.here) for other in others(old)}
    assert told == {3: (0, False, False), 2: (0, True, False)}
    go(content, old, new)
    told = {other.library.patch: (other.contents, other.there, other.here) for other in others(old)}
    assert told == {3: (0, False, False), 2: (1, False, True)}
    assert ([one.title for one in used(new).now], used(old).now, used(old).earlier) == ([content.title], [], 1)
    assert ran_on(old, [content]) == {content.pk: 1}


def test_it_is_moved_on_a_page_that_says_what_would_change(
    admin: Client,
    content: Content,
    old: Library,
) -> None:
    new = patch(2, files={"more.js": b"1"})
    assert at("move", old.pk, new.pk) in admin.get(at("library", old.pk)).content.decode()
    assert at("move", old.pk, new.pk) in admin.get(at("library", new.pk)).content.decode()
    page = admin.get(at("move", old.pk, new.pk)).content.decode()
    assert "more.js" in page
    assert f'value="{content.pk}" checked' in page
    assert admin.post(at("move", old.pk, new.pk)).status_code == 422
    answer = admin.post(at("move", old.pk, new.pk), {"content": [str(content.pk), "x", "999999"]})
    assert answer.headers["Location"] == at("library", new.pk)
    assert "Đã chuyển 1 nội dung sang H5P.Own 1.0.2." in admin.get(at("library", new.pk)).content.decode()
    assert pinned(fresh(content).current) == ["H5P.Own 1.0.2"]
    history = admin.get(at("content", content.pk)).content.decode()
    assert "H5P.Own 1.0.1 → H5P.Own 1.0.2" in history


def test_the_way_back_begins_with_what_came_from_there(
    admin: Client,
    content: Content,
    old: Library,
    tam: Account,
) -> None:
    new = patch(2)
    theirs = taken(bring(making.package(libraries=[making.library(making.OWN, patch=2)]), tam)).content
    go(content, old, new)
    page = admin.get(at("move", new.pk, old.pk)).content.decode()
    assert f'value="{content.pk}" checked' in page
    assert f'value="{theirs.pk}">' in page
    assert "bản cũ hơn" in page


def test_a_stopped_library_offers_the_move(admin: Client, content: Content, old: Library) -> None:
    withdraw(libraries=[old], acting_user=None, reason="Có lỗ hổng")
    page = admin.get(at("library", old.pk)).content.decode()
    assert "Nội dung đang tạm dừng vì thư viện này" in page
    assert content.title in page
    assert at("bring_libraries") in page
    new = patch(2)
    assert at("move", old.pk, new.pk) in admin.get(at("library", old.pk)).content.decode()


def test_only_whoever_decides_moves(writer: Client, content: Content, old: Library) -> None:
    new = patch(2)
    for answer in (
        writer.get(at("move", old.pk, new.pk)),
        writer.post(at("move", old.pk, new.pk), {"content": content.pk}),
    ):
        assert answer.status_code == 302
    assert content.revisions.count() == 1


def test_nothing_leads_to_what_is_not_approved_or_something_else(admin: Client, old: Library) -> None:
    pending, _other = libraries(making.library(making.OWN, patch=2), making.library("H5P.Else 1.0"))
    other = patch(0, "H5P.Else 1.0")
    assert pending.approval == Approval.PENDING
    for target in (pending.pk, other.pk, old.pk, 999999):
        assert admin.get(at("move", old.pk, target)).status_code == 404


def test_pages_cost_the_same_with_more_contents(
    admin: Client,
    content: Content,
    old: Library,
    tam: Account,
    django_assert_max_num_queries: Any,
) -> None:
    new = patch(2)

    def cost(*where: Any) -> int:
        with django_assert_max_num_queries(40) as spent:
            assert admin.get(at(*where)).status_code == 200
        assert not any("raw_parameters" in query["sql"] for query in spent.captured_queries)
        return len(spent)

    places = [("move", old.pk, new.pk), ("library", old.pk), ("content", content.pk)]
    for place in places:
        cost(*place)
    few = [cost(*place) for place in places]
    for number in range(4):
        taken(bring(making.package(libraries=[making.library(making.OWN, patch=1)], title=f"Bài {number}"), tam))
        patch(10 + number)
    assert [cost(*place) for place in places] == few


def test_each_content_costs_as_many_queries_to_move(
    content: Content,
    old: Library,
    tam: Account,
    django_assert_max_num_queries: Any,
) -> None:
    package = making.package(libraries=[making.library(making.OWN, patch=1)])
    several = [content, *(taken(bring(package, tam)).content for _number in range(3))]
    new = patch(2)
    with django_assert_max_num_queries(1 + 20 * len(several)):
        assert move(contents=several, source=old, target=new, acting_user=None).number == len(several)
