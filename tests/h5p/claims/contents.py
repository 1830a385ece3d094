"""Parameters in the shape each content type keeps them in."""

from typing import Any

Json = dict[str, Any]
MULTI_CHOICE = "H5P.MultiChoice 1.16"
TRUE_FALSE = "H5P.TrueFalse 1.8"
BLANKS = "H5P.Blanks 1.14"
DRAG_TEXT = "H5P.DragText 1.10"
MARK_THE_WORDS = "H5P.MarkTheWords 1.11"
QUESTION_SET = "H5P.QuestionSet 1.21"
SINGLE_CHOICE_SET = "H5P.SingleChoiceSet 1.11"
COLUMN = "H5P.Column 1.18"


def multi_choice(*right: bool, **behaviour: Any) -> Json:
    answers = [{"text": f"<div>Cách {place}</div>", "correct": one} for place, one in enumerate(right)]
    kept = {"type": "auto", "singlePoint": False, "randomAnswers": True, "passPercentage": 100}
    return {"question": "<p>Dấu hiệu nào là lừa đảo?</p>", "answers": answers, "behaviour": {**kept, **behaviour}}


def true_false(right: str) -> Json:
    return {"question": "<p>Ngân hàng hỏi mã OTP qua điện thoại.</p>", "correct": right}


def blanks(*questions: str, **behaviour: Any) -> Json:
    return {"text": "<p>Điền vào chỗ trống</p>", "questions": list(questions), "behaviour": behaviour}


def single_choice_set(*choices: tuple[str, int], **behaviour: Any) -> Json:
    """Each a part's id and how many answers it has."""
    asked = [
        {"subContentId": part, "question": "<p>Chọn</p>", "answers": [f"<p>{place}</p>" for place in range(count)]}
        for part, count in choices
    ]
    return {"choices": asked, "behaviour": behaviour}


def part(library: str, parameters: Json, name: str) -> Json:
    return {"library": library, "params": parameters, "subContentId": name, "metadata": {"title": "Phần"}}


def question_set(*questions: Json, **more: Any) -> Json:
    return {"questions": list(questions), "passPercentage": 50, **more}


def column(*contents: Json) -> Json:
    return {"content": [{"content": content, "useSeparator": "auto"} for content in contents]}


def row(*contents: Json) -> Json:
    columns = [{"content": part("H5P.RowColumn 1.0", {"content": [{"content": one} for one in contents]}, "cot")}]
    return part("H5P.Row 1.0", {"columns": columns}, "hang")


def image(name: str = "anh") -> Json:
    return part("H5P.Image 1.1", {"file": {"path": "images/a.png"}, "alt": ""}, name)
