"""Questions as packages of H5P: what each kind becomes, and that the packages are what we ourselves would take."""

import io
import json
import zipfile
from typing import Any

import pytest

from content.h5p.approving import approve
from content.h5p.authoring.labels import LABELS
from content.h5p.importing import take_libraries
from content.h5p.package.opening import open_package
from courses.exchange.formats import h5p_out
from courses.exchange.items import Item
from courses.exchange.packing import package
from courses.questions.types import type_of
from tests.h5p import making
from tests.questions.samples import EVERY_KIND, data_of

SINGLE = Item("", "single", "Ngày nào?\nChọn một.", {"choices": ["10/10", "<2/9>"], "correct": 0}, key="a")
OPTIONS = ["H5P.MultiChoice 1.16", "H5P.TrueFalse 1.8", "H5P.Blanks 1.14"]
CHOICE_SEMANTICS = [
    {"name": "question", "type": "text", "tags": []},
    {"name": "answers", "type": "list"},
    {
        "name": "UI",
        "type": "group",
        "fields": [{"name": n, "type": "text", "default": n} for n in ("tipsLabel", "new")],
    },
    {"name": "behaviour", "type": "group", "fields": [{"name": n, "type": "boolean"} for n in ("type", "singlePoint")]},
]
SET_SEMANTICS = [
    {"name": "questions", "type": "list", "field": {"name": "question", "type": "library", "options": OPTIONS}},
    {"name": "poolSize", "type": "number", "optional": True},
]


def parameters(kind: str, data: dict[str, Any], prompt: str = "Câu?", **more: Any) -> dict[str, Any]:
    assert not type_of(kind).problems(data)
    return h5p_out.task(Item("", kind, prompt, data, key="k", **more)).parameters


def unpacked(items: list[Item]) -> dict[str, Any]:
    with package(items) as file, zipfile.ZipFile(file) as packed:
        names = ("h5p.json", "content/content.json")
        return {**{name: json.loads(packed.read(name)) for name in names}, "names": packed.namelist()}


def brought(named: str, semantics: Any, approved: bool = True) -> None:
    made = making.package(named, [making.library(named, semantics=semantics)])
    libraries = take_libraries(io.BytesIO(made), None)
    if approved:
        approve(libraries=libraries, acting_user=None)


def test_choices_with_what_is_said_to_them() -> None:
    made = parameters("single", {"choices": ["Sông", "1 < 2"], "correct": 1, "feedback": ["Đọc lại.", ""]})
    assert made["question"] == "<p>Câu?</p>"
    assert [(one["text"], one["correct"]) for one in made["answers"]] == [("Sông", False), ("1 &lt; 2", True)]
    assert made["answers"][0]["tipsAndFeedback"]["chosenFeedback"] == "Đọc lại."
    assert (made["behaviour"]["type"], made["behaviour"]["singlePoint"]) == ("single", True)
    assert made["overallFeedback"] == []


@pytest.mark.parametrize(
    ("credit", "is_single_point"), [({}, True), ({"credit": "all"}, True), ({"credit": "partial"}, False)]
)
def test_several_earn_by_parts_or_all_together(credit: dict[str, str], is_single_point: bool) -> None:
    made = parameters("multiple", {"choices": ["a", "b", "c"], "correct": [0, 2], **credit}, explanation="Vì thế.")
    assert [one["correct"] for one in made["answers"]] == [True, False, True]
    assert (made["behaviour"]["type"], made["behaviour"]["singlePoint"]) == ("multi", is_single_point)
    assert made["overallFeedback"] == [{"from": 0, "to": 100, "feedback": "Vì thế."}]


@pytest.mark.parametrize(
    ("right", "told"), [(0, ("true", "Phải rồi. Vì thế.", "Vì thế.")), (1, ("false", "Vì thế.", "Phải rồi. Vì thế."))]
)
def test_true_or_false_in_its_own_words(right: int, told: tuple[str, str, str]) -> None:
    data = {"choices": ["Có", "Không"], "correct": right, "feedback": ["Phải rồi.", ""]}
    made = parameters("truefalse", data, explanation="Vì thế.")
    behaviour = made["behaviour"]
    assert (made["correct"], behaviour["feedbackOnCorrect"], behaviour["feedbackOnWrong"]) == told
    assert made["l10n"] == {"trueText": "Có", "falseText": "Không"}


def test_gaps_stand_where_they_are_marked() -> None:
    data = {"blanks": [["Hà Nội"], ["10/10"]], "feedback": ["Thủ đô.", ""], "folding": ["case"]}
    made = parameters("fill", data, "Ở ___ ngày ____, 5 * 2:\nhết.", hints=("Phía bắc", "Tháng mười"))
    assert made["questions"] == [
        "<p>Ở *Hà Nội:Phía bắc Tháng mười* ngày *10&#47;10:Phía bắc Tháng mười*, 5 &#42; 2:<br>hết.</p>"
    ]
    assert made["text"] == "<p>Điền vào chỗ trống.</p>"
    assert made["behaviour"]["caseSensitive"] is False
    assert made["overallFeedback"][0] == {"from": 0, "to": 99, "feedback": "Thủ đô."}


def test_a_gap_nobody_marked_stands_after_its_question() -> None:
    made = parameters("fill", {"blanks": [["a:b", "c*d"]], "folding": []}, "Là gì?")
    assert (made["text"], made["questions"]) == ("<p>Là gì?</p>", ["<p>*a&#58;b/c&#42;d*</p>"])
    assert made["behaviour"]["caseSensitive"] is True


def test_where_marks_make_no_difference_what_is_typed_without_is_right() -> None:
    assert parameters("fill", {"blanks": [["Hà  Nội", "HN"]]})["questions"] == ["<p>*Hà Nội/HN/Ha Noi*</p>"]


def test_other_kinds_have_no_counterpart() -> None:
    can = [kind for kind in EVERY_KIND if h5p_out.can_write(Item("", kind, "Câu?", data_of(kind)))]
    assert can == ["fill", "multiple", "single", "truefalse"]


@pytest.mark.django_db
def test_without_libraries_it_is_content_for_what_others_have() -> None:
    made = unpacked([SINGLE])
    assert made["names"] == ["h5p.json", "content/content.json"]
    assert made["h5p.json"]["title"] == "Ngày nào? Chọn một."
    assert made["h5p.json"]["preloadedDependencies"] == [making.asked("H5P.MultiChoice 1.16")]
    assert made["content/content.json"]["UI"] == LABELS["H5P.MultiChoice"]["UI"]
    with package([SINGLE]) as file:
        opened = open_package(file)
    assert [str(one) for one in opened.missing] == ["H5P.MultiChoice 1.16"]
    assert opened.external == ()


@pytest.mark.django_db
def test_several_are_one_set_and_the_same_bytes_every_time() -> None:
    items = [
        SINGLE,
        Item("", "truefalse", "Đúng không?", data_of("truefalse"), key="b"),
        Item("", "fill", "Số ___", data_of("fill"), key="c"),
    ]
    made = unpacked(items)
    assert made["h5p.json"]["mainLibrary"] == "H5P.QuestionSet"
    questions = made["content/content.json"]["questions"]
    assert [one["library"] for one in questions] == OPTIONS
    assert len({one["subContentId"] for one in questions}) == 3
    assert questions[1]["params"]["l10n"]["checkAnswer"] == "Kiểm tra"
    with package(items) as one, package(items) as other:
        assert one.read() == other.read()
    with package(items) as file:
        assert [str(one) for one in open_package(file).missing] == sorted([*OPTIONS, "H5P.QuestionSet 1.20"])


@pytest.mark.django_db
def test_with_libraries_here_they_go_with_it() -> None:
    brought("H5P.MultiChoice 1.17", CHOICE_SEMANTICS)
    made = unpacked([SINGLE])
    assert "H5P.MultiChoice-1.17/library.json" in made["names"]
    assert made["content/content.json"]["UI"] == {"tipsLabel": "Xem gợi ý", "new": "new"}
    assert set(made["content/content.json"]["behaviour"]) == {"type", "singlePoint"}
    with package([SINGLE]) as file:
        assert open_package(file).missing == ()


@pytest.mark.django_db
def test_a_set_gets_libraries_only_where_it_takes_their_versions() -> None:
    items = [SINGLE, Item("", "single", "Khác?", {"choices": ["a", "b"], "correct": 1}, key="b")]
    brought("H5P.QuestionSet 1.21", SET_SEMANTICS)
    brought("H5P.MultiChoice 1.17", CHOICE_SEMANTICS)
    assert unpacked(items)["names"] == ["h5p.json", "content/content.json"]
    brought("H5P.QuestionSet 1.22", [{**SET_SEMANTICS[0], "field": {"options": ["H5P.MultiChoice 1.17"]}}])
    made = unpacked(items)
    assert made["content/content.json"]["questions"][0]["library"] == "H5P.MultiChoice 1.17"
    assert "H5P.QuestionSet-1.22/library.json" in made["names"]


@pytest.mark.django_db
def test_what_nobody_approved_goes_nowhere() -> None:
    brought("H5P.MultiChoice 1.17", CHOICE_SEMANTICS, approved=False)
    assert unpacked([SINGLE])["names"] == ["h5p.json", "content/content.json"]
