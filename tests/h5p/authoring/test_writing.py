"""Content written in the admin: which library it needs, what is kept, and the same form again."""

import io
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from content.h5p.approving import approve
from content.h5p.exporting import export
from content.h5p.models import Content, Library, Revision
from content.h5p.package.opening import open_package
from learners.people.models import Account
from mooc.foundation.models import AuditEntry
from tests.h5p import making
from tests.h5p.authoring import libraries
from tests.progress.lrs import queries_of

pytestmark = pytest.mark.django_db
CHOOSE, DRAG = reverse("h5p_writing:choose"), reverse("h5p_writing:new", args=["keo-tu"])
MARK, CARDS = (reverse("h5p_writing:new", args=[name]) for name in ("danh-dau-tu", "the-ghi-nho"))
SENT = {
    "title": "Mật khẩu",
    "task": "Kéo các từ vào đúng chỗ.",
    "text": "Không cho ai biết *mật khẩu|dùng để đăng nhập* và mã *OTP*.",
    "extra": "họ tên",
    "retry": "on",
}


@pytest.fixture
def author(son: Account) -> Client:
    browser = Client()
    browser.force_login(son)
    return browser


def fresh(browser: Client, address: str = DRAG) -> dict[str, Any]:
    """What the form sends of itself."""
    shown = browser.get(address).context["form"]
    return {name: shown[name].value() for name in ("key", "base")}


def test_without_an_approved_library_the_choice_says_what_to_do(author: Client) -> None:
    shown = author.get(CHOOSE).content.decode()
    assert "Chưa có thư viện H5P.DragText." in shown
    assert "seed_libraries" in shown
    libraries.brought("H5P.DragText")
    assert "Thư viện H5P.DragText đã được đưa lên nhưng chưa duyệt." in author.get(CHOOSE).content.decode()
    approve(libraries=list(Library.objects.filter(machine_name="H5P.DragText")), acting_user=None)
    assert "Thư viện H5P.DragText còn cần: H5P.Question 1.5." in author.get(CHOOSE).content.decode()
    approve(libraries=list(Library.objects.all()), acting_user=None)
    assert DRAG in author.get(CHOOSE).content.decode()
    answer = author.post(MARK, {"title": "a", "task": "b", "text": "*c*", **fresh(author, MARK)})
    assert answer.status_code == 422
    assert not Content.objects.exists()


def test_what_is_written_is_a_revision_that_can_be_played(author: Client, son: Account) -> None:
    libraries.approved("H5P.DragText")
    answer = author.post(DRAG, {**SENT, **fresh(author)})
    content = Content.objects.get()
    assert answer.headers["Location"] == reverse("h5p_authoring:content", args=[content.pk])
    revision = Revision.objects.get()
    assert content.current == revision
    assert (content.title, revision.library, revision.made_by) == ("Mật khẩu", "H5P.DragText 1.10", son)
    assert [str(pin.library) for pin in revision.pins.all()] == ["H5P.Question 1.5.0", "H5P.DragText 1.10.1"]
    assert revision.parameters is not None
    assert revision.parameters["distractors"] == "*họ tên*"
    assert revision.parameters["checkAnswer"] == "Kiểm tra"
    assert revision.parameters["media"] == {"disableImageZooming": False}
    assert AuditEntry.objects.filter(verb="h5p.write").get().new["revision"] == 1
    assert "soạn tại đây" in author.get(answer.headers["Location"]).content.decode()


def test_the_newest_approved_version_is_taken(author: Client) -> None:
    libraries.approved("H5P.DragText")
    libraries.brought("H5P.DragText", version="1.11", needs=False)
    libraries.approved("H5P.DragText", patch=7)
    author.post(DRAG, {**SENT, **fresh(author)})
    assert str(Revision.objects.get().pins.last().library) == "H5P.DragText 1.10.7"  # type: ignore[union-attr]


def test_a_preview_keeps_nothing(author: Client) -> None:
    libraries.approved("H5P.DragText")
    answer = author.post(DRAG, {**SENT, **fresh(author), "preview": "1"})
    shown = answer.content.decode()
    assert answer.status_code == 200
    assert "<mark>mật khẩu</mark>" in shown
    assert "<li>họ tên</li>" in shown
    assert not Content.objects.exists()


def test_what_is_wrong_is_said_at_its_field(author: Client) -> None:
    libraries.approved("H5P.DragText")
    answer = author.post(DRAG, {**SENT, **fresh(author), "text": "không có"})
    assert answer.status_code == 422
    assert "Chưa có từ nào giữa hai dấu *" in answer.content.decode()
    assert not Content.objects.exists()


def test_it_is_edited_in_the_same_form_as_the_next_revision(author: Client) -> None:
    libraries.approved("H5P.DragText")
    author.post(DRAG, {**SENT, **fresh(author)})
    content = Content.objects.get()
    again = reverse("h5p_writing:again", args=[content.pk])
    shown = author.get(again)
    assert again in author.get(reverse("h5p_authoring:content", args=[content.pk])).content.decode()
    assert shown.context["form"]["text"].value() == SENT["text"]
    assert shown.context["form"]["extra"].value() == "họ tên"
    assert shown.context["form"]["solution"].value() is False
    author.post(again, {**SENT, "extra": "họ tên\nđịa chỉ", **fresh(author, again)})
    content.refresh_from_db()
    assert content.current is not None
    assert (content.current.number, content.current.raw_parameters["distractors"]) == (2, "*họ tên* *địa chỉ*")


def test_pressed_twice_it_is_kept_once(author: Client) -> None:
    libraries.approved("H5P.DragText")
    sent = {**SENT, **fresh(author)}
    first, second = author.post(DRAG, sent), author.post(DRAG, sent)
    assert first.headers["Location"] == second.headers["Location"]
    assert (Content.objects.count(), Revision.objects.count()) == (1, 1)
    again = reverse("h5p_writing:again", args=[Content.objects.get().pk])
    author.post(again, {**SENT, "title": "Tên khác", **fresh(author, again)})
    assert Content.objects.get().title == "Tên khác"
    assert Revision.objects.count() == 1


def test_what_somebody_else_saved_meanwhile_is_not_overwritten(author: Client) -> None:
    libraries.approved("H5P.DragText")
    author.post(DRAG, {**SENT, **fresh(author)})
    again = reverse("h5p_writing:again", args=[Content.objects.get().pk])
    opened = fresh(author, again)
    author.post(again, {**SENT, "extra": "một", **opened})
    answer = author.post(again, {**SENT, "extra": "hai", **opened})
    assert answer.status_code == 422
    assert "Có người đã lưu một phiên bản khác" in answer.content.decode()
    assert Revision.objects.count() == 2


def test_a_package_is_not_edited_in_a_form(author: Client) -> None:
    content = Content.objects.create(title="Gói")
    assert author.get(reverse("h5p_writing:again", args=[content.pk])).status_code == 404


def test_cards_are_kept_and_more_rows_keep_what_was_typed(author: Client) -> None:
    libraries.approved("H5P.Dialogcards")
    rows = {"cards-TOTAL_FORMS": "4", "cards-INITIAL_FORMS": "0", "cards-0-front": "OTP", "cards-0-back": "Mã"}
    sent = {"title": "Thẻ", "task": "Lật thẻ.", **rows, **fresh(author, CARDS)}
    more = author.post(CARDS, {**sent, "more": "1"})
    assert more.status_code == 200
    assert len(more.context["form"].cards.forms) == 8
    assert more.context["form"].cards.forms[0]["front"].value() == "OTP"
    author.post(CARDS, sent)
    again = reverse("h5p_writing:again", args=[Content.objects.get().pk])
    shown = author.get(again).context["form"].cards
    assert [form["front"].value() for form in shown.forms] == ["OTP", None, None, None, None]


def test_marked_words_are_kept(author: Client) -> None:
    libraries.approved("H5P.MarkTheWords")
    author.post(MARK, {"title": "a", "task": "b", "text": "*mật khẩu* mạnh", **fresh(author, MARK)})
    assert Revision.objects.get().raw_parameters["textField"] == "<p>*mật* *khẩu* mạnh</p>"


def test_it_goes_out_as_a_package_like_any_other(author: Client) -> None:
    libraries.approved("H5P.DragText")
    author.post(DRAG, {**SENT, **fresh(author)})
    with export(Revision.objects.get()) as file:
        packed = file.read()
    opened = open_package(io.BytesIO(packed))
    assert (str(opened.manifest.main), opened.missing, opened.manifest.title) == ("H5P.DragText 1.10", (), "Mật khẩu")
    assert opened.manifest.raw["preloadedDependencies"][-1] == making.asked("H5P.DragText 1.10")


def test_the_choice_takes_as_many_queries_for_many_libraries(author: Client) -> None:
    author.get(CHOOSE)
    few = len(queries_of(lambda: author.get(CHOOSE)))
    for name in libraries.SEMANTICS:
        libraries.approved(name)
    assert len(queries_of(lambda: author.get(CHOOSE))) == few


def test_an_author_of_nothing_gets_nothing(oanh: Account) -> None:
    browser = Client()
    browser.force_login(oanh)
    for address in (CHOOSE, DRAG):
        assert browser.get(address).status_code in (302, 403)
