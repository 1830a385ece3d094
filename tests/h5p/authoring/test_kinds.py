"""What an author writes, as her form takes it and as the content type gets it."""

from typing import Any

import pytest

from content.h5p.authoring.forms import WrittenForm
from content.h5p.authoring.kinds import KINDS

DRAG = {"title": "Mật khẩu", "task": "Kéo các từ.", "text": "Không cho ai biết *mật khẩu*.", "extra": "", "retry": "on"}
MARK = {"title": "OTP", "task": "Chạm vào các từ đúng.", "text": "Mã *OTP* chỉ dùng một lần."}


def form(kind: str, **sent: Any) -> WrittenForm:
    base = {"keo-tu": DRAG, "danh-dau-tu": MARK}[kind]
    return KINDS[kind].form({**base, **sent})


def parameters(kind: str, **sent: Any) -> dict[str, Any]:
    made = form(kind, **sent)
    assert made.is_valid(), made.errors
    return KINDS[kind].parameters(made.written())


def told(kind: str, **sent: Any) -> str:
    made = form(kind, **sent)
    assert not made.is_valid()
    return " ".join(text for texts in made.errors.values() for text in texts)


def cards(*sides: tuple[str, ...], **sent: str) -> WrittenForm:
    rows = {"cards-TOTAL_FORMS": str(len(sides)), "cards-INITIAL_FORMS": "0"}
    for place, row in enumerate(sides):
        rows |= {f"cards-{place}-{name}": text for name, text in zip(("front", "back", "tip"), row, strict=False)}
    return KINDS["the-ghi-nho"].form({"title": "Thẻ", "task": "Lật thẻ.", **rows, **sent})


def test_words_between_stars_are_dragged_with_their_tips() -> None:
    made = parameters("keo-tu", text="*Hà Nội|bên sông Hồng* là thủ đô.\n\nGặp *lừa đảo* thì gọi *156*.", extra="113")
    assert made["textField"] == "*Hà Nội:bên sông Hồng* là thủ đô.\n\nGặp *lừa đảo* thì gọi *156*."
    assert made["distractors"] == "*113*"
    assert made["taskDescription"] == "<p>Kéo các từ.</p>"
    assert made["behaviour"] == {
        "enableRetry": True,
        "enableSolutionsButton": False,
        "enableCheckButton": True,
        "instantFeedback": False,
    }


def test_what_means_something_to_the_content_type_is_written_so_that_it_does_not() -> None:
    made = parameters("keo-tu", text="<b>5 & 6</b> lúc *08:30* <i>", extra="<script>")
    assert made["textField"] == "&lt;b&gt;5 &amp; 6&lt;/b&gt; lúc *08\u223630* &lt;i&gt;"
    assert made["distractors"] == "*&lt;script&gt;*"


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("Không có từ nào.", "Chưa có từ nào giữa hai dấu *"),
        ("Một dòng *đúng*.\nDòng *này lẻ.", "Dòng 2: có một dấu * lẻ"),
        ("Trống ** và *từ*", "Dòng 1: giữa hai dấu * chưa có từ nào"),
        ("Gợi ý *|không có từ*", "Dòng 1: trước dấu | cần có từ"),
        ("Ổ đĩa *C:\\*", "không dùng được dấu \\"),
        (f"*{'a' * 81}*", "quá dài để kéo"),
        ("", "Anh/chị viết đoạn văn"),
    ],
)
def test_a_text_that_would_not_work_is_told_by_line(text: str, reason: str) -> None:
    assert reason in told("keo-tu", text=text)


def test_a_word_that_is_right_somewhere_cannot_lead_astray() -> None:
    assert "là từ đúng của một chỗ trống" in told("keo-tu", extra="Mật khẩu")


def test_marked_words_of_several_syllables_are_marked_syllable_by_syllable() -> None:
    made = parameters("danh-dau-tu", text="Giữ kín “*mật khẩu*”, *OTP*.\n\nA & B")
    assert made["textField"] == "<p>Giữ kín “*mật* *khẩu*”, *OTP*.</p><p>A &amp; B</p>"
    written = {"text": "Giữ *mật khẩu*."}
    assert KINDS["danh-dau-tu"].preview(written)["number"] == 2


@pytest.mark.parametrize("text", ["mậ*t* khẩu", "*mật*khẩu", "*OTP*-", "*a**b*"])
def test_a_word_marked_in_part_would_never_be_found(text: str) -> None:
    assert "dính liền" in told("danh-dau-tu", text=text)


def test_cards_without_both_sides_are_told_and_empty_ones_left_out() -> None:
    made = cards(("OTP\nlà gì?", "Mã dùng một lần", "Ngân hàng gửi"), ("", ""), ("2FA", "Hai lớp"), again="on")
    assert made.is_valid(), made.errors
    found = KINDS["the-ghi-nho"].parameters(made.written())
    assert found["mode"] == "repetition"
    assert found["dialogs"] == [
        {
            "text": "<p>OTP<br>là gì?</p>",
            "answer": "<p>Mã dùng một lần</p>",
            "tips": {"front": "Ngân hàng gửi"},
        },
        {"text": "<p>2FA</p>", "answer": "<p>Hai lớp</p>", "tips": {}},
    ]
    half: Any = cards(("OTP", ""))
    assert not half.is_valid()
    assert half.cards.errors[0] == {"back": ["Thẻ còn thiếu mặt sau."]}
    none: Any = cards(("", ""))
    assert not none.is_valid()
    assert none.cards.non_form_errors() == ["Anh/chị viết ít nhất một thẻ có hai mặt."]


def test_every_task_needs_a_name_and_what_to_do() -> None:
    assert "đặt tên" in told("keo-tu", title="")
    assert "việc người học cần làm" in told("danh-dau-tu", task="")
