"""Moodle XML in.

Source: Moodle's documentation, "Moodle XML format": ``<quiz>`` of ``<question type="...">``, texts in ``<text>``, right
answers by ``fraction`` of 100. No document type is read, so no entity either; files inside the XML stay out.
"""

import io
from collections.abc import Callable
from typing import Any
from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import iterparse
from django.utils.translation import gettext as _

from courses.exchange.amounts import around, only_right
from courses.exchange.gaps import gap_data
from courses.exchange.items import (
    FALSE,
    TRUE,
    CannotTake,
    Item,
    Malformed,
    Read,
    Refused,
    choices,
    credit_of,
    has_markup,
    one_line,
    pairs,
    weighed,
    whole_note,
)
from courses.exchange.plain import from_html
from courses.exchange.rubrics import rubric_note, without_rubric
from courses.questions.types.essay import Files
from courses.questions.types.feedback import with_feedback
from courses.questions.types.numeric import with_words

MOST_ELEMENTS, DEEPEST = 200_000, 40


def _why_not(name: str) -> str:
    known = {
        "description": _("chỉ có lời dẫn, không có câu hỏi"),
    }
    return known.get(name) or _("loại câu hỏi “%s” chưa có trong ngân hàng") % name


def read(content: bytes) -> Read:
    """Raises ``Malformed`` for what is no well-formed file of questions."""
    found = [question for question in _root(content) if question.tag == "question"]
    numbered = enumerate((question for question in found if question.get("type") != "category"), start=1)
    return [_item(_("câu %d") % number, question) for number, question in numbered]


def _root(content: bytes) -> Element:
    depth = count = 0
    root = None
    try:
        for event, element in iterparse(io.BytesIO(content), events=("start", "end"), forbid_dtd=True):
            depth += 1 if event == "start" else -1
            count += event == "start"
            root = element if root is None else root
            if count > MOST_ELEMENTS or depth > DEEPEST:
                raise Malformed(_("Tệp XML quá lớn hoặc lồng quá sâu. Anh/chị chia thành nhiều tệp nhỏ hơn."))
    except ParseError as error:
        place = error.position[0]
        raise Malformed(_("Tệp XML sai cú pháp ở dòng %d. Anh/chị xuất lại tệp rồi thử lần nữa.") % place) from None
    except (DefusedXmlException, ValueError, LookupError):
        raise Malformed(_("Tệp XML có phần không được phép (kiểu tài liệu, thực thể) hoặc sai bảng mã.")) from None
    if root is None or root.tag != "quiz":
        raise Malformed(_("Đây không phải tệp câu hỏi Moodle XML: thiếu phần quiz."))
    return root


def _item(place: str, question: Element) -> Item | Refused:
    prompt, has_media = _text(question.find("questiontext"))
    name = (question.findtext("name/text") or "").strip()
    try:
        kind, data, more = _answers(question)
        explanation, media_below = _text(question.find("generalfeedback"))
        hints = [_text(hint)[0] for hint in question.findall("hint")]
    except CannotTake as refused:
        return Refused(place, one_line(prompt or name), str(refused))
    # The pictures of old files stand in parts of their own.
    files = [found for name in ("file", "image_base64") for found in question.iter(name)]
    files += [image for image in question.iter("image") if (image.text or "").strip()]
    media = has_media or media_below or bool(files)
    notes = ([_("ảnh, âm thanh, video không đưa vào")] if media else []) + more
    return Item(
        place=place,
        kind=kind,
        prompt=prompt or name,
        data=data,
        explanation=explanation,
        hints=tuple(one_line(hint) for hint in hints if hint),
        tags=tuple(filter(None, (one_line(tag.findtext("text") or "") for tag in question.findall("tags/tag")))),
        key=(question.findtext("idnumber") or "").strip(),
        notes=tuple(notes),
    )


def _text(element: Element | None) -> tuple[str, bool]:
    """The text and whether there was something to see or hear in it; older files have no format and are HTML."""
    if element is None:
        return "", False
    text = element.findtext("text")
    found = (element.text or "") if text is None else text
    if element.get("format", "html") in ("html", "moodle_auto_format") and (has_markup(found) or "&" in found):
        return from_html(found)
    return found.strip(), False


def _answers(question: Element) -> tuple[str, dict[str, Any], list[str]]:
    """Kind, data and what stays out."""
    name = question.get("type", "")
    reader = _READERS.get(name)
    if reader is None:
        raise CannotTake(_why_not(name))
    return reader(question)


def _weights(question: Element) -> list[float]:
    try:
        return [float(answer.get("fraction", "0")) for answer in question.findall("answer")]
    except ValueError:
        raise CannotTake(_("phần điểm (fraction) không phải số")) from None


def _told(question: Element) -> list[tuple[str, str]]:
    return [(_text(answer)[0], _text(answer.find("feedback"))[0]) for answer in question.findall("answer")]


def _multichoice(question: Element) -> tuple[str, dict[str, Any], list[str]]:
    weights, data = _weights(question), choices(_told(question))
    if (question.findtext("single") or "true").strip() in ("false", "0"):
        right, credit = weighed(weights), credit_of(weights)
        notes = [whole_note()] if len(right) > 1 and not credit else []
        return "multiple", {**data, "correct": right, **credit}, notes
    if sum(weight > 0 for weight in weights) > 1:
        raise CannotTake(_("phương án được một phần điểm, ngân hàng chưa có cách chấm ấy"))
    return "single", {**data, "correct": weighed(weights)[0]}, []


def _truefalse(question: Element) -> tuple[str, dict[str, Any], list[str]]:
    words = {text.strip().lower(): said for text, said in _told(question)}
    if set(words) != {"true", "false"}:
        raise CannotTake(_("đúng hay sai cần đúng hai đáp án true và false"))
    order = [text.strip().lower() for text, _said in _told(question)]
    right = order[weighed(_weights(question))[0]]
    data = choices([(TRUE, words["true"]), (FALSE, words["false"])])
    return "truefalse", {**data, "correct": 0 if right == "true" else 1}, []


def _shortanswer(question: Element) -> tuple[str, dict[str, Any], list[str]]:
    weighted = list(zip(_told(question), _weights(question), strict=True))
    taken = [(text, said) for (text, said), weight in weighted if weight > 0]
    weighed([weight for _told_, weight in weighted])
    if any("*" in text.replace("\\*", "") for text, _said in taken):
        raise CannotTake(_("dấu * thay cho chữ bất kỳ, ngân hàng chưa có cách chấm ấy"))
    accepted = [one_line(text.replace("\\*", "*")) for text, _said in taken]
    data = gap_data(accepted, case_matters=_is_set(question, "usecase"))
    return "fill", with_feedback(data, [_to_any_other(question)]), _left_unsaid(question)


def _is_any_other(answer: Element) -> bool:
    """A star that earns nothing is whatever else was typed."""
    return (answer.findtext("text") or "").strip() == "*" and float(answer.get("fraction", "0")) <= 0


def _to_any_other(question: Element) -> str:
    said = [_text(answer.find("feedback"))[0] for answer in question.findall("answer") if _is_any_other(answer)]
    return one_line(" ".join(said[:1]))


def _left_unsaid(question: Element) -> list[str]:
    rest = [answer for answer in question.findall("answer") if not _is_any_other(answer)]
    has_said = any(_text(answer.find("feedback"))[0] for answer in rest)
    return [_("phản hồi cho từng đáp án không đưa vào")] if has_said else []


def _is_set(question: Element, name: str) -> bool:
    return (question.findtext(name) or "0").strip() not in ("", "0", "false")


def _matching(question: Element) -> tuple[str, dict[str, Any], list[str]]:
    found = [(_text(sub)[0], (sub.findtext("answer/text") or "").strip()) for sub in question.findall("subquestion")]
    return "match", pairs(found), []


def _ordering(question: Element) -> tuple[str, dict[str, Any], list[str]]:
    """The fraction of a step is its place."""
    told = [
        told for _place, told in sorted(zip(_weights(question), _told(question), strict=True), key=lambda one: one[0])
    ]
    steps = [one_line(text) for text, _said in told]
    notes = [_("phản hồi cho từng bước không đưa vào")] if any(said for _text_, said in told) else []
    return "order", {"choices": steps, "correct": list(range(len(steps)))}, notes


def _numerical(question: Element) -> tuple[str, dict[str, Any], list[str]]:
    weighted = list(zip(map(_value, question.findall("answer")), _weights(question), strict=True))
    numbers = [(value, weight) for value, weight in weighted if value[0] != "*"]
    data, notes = around(*numbers[only_right([weight for _value_, weight in numbers])][0]), _left_unsaid(question)
    data = with_words(data, _to_any_other(question))
    units = [(unit.findtext("unit_name") or "").strip() for unit in question.findall("units/unit")]
    if units and units[0]:
        data["unit"] = units[0]
    if len(units) > 1:
        notes = [_("chỉ lấy đơn vị đầu tiên"), *notes]
    return "numeric", data, notes


def _value(answer: Element) -> tuple[str, str]:
    return (answer.findtext("text") or "").strip(), (answer.findtext("tolerance") or "").strip()


def _essay(question: Element) -> tuple[str, dict[str, Any], list[str]]:
    asked = _files_asked(question)
    data = without_rubric(_text(question.find("graderinfo"))[0])
    return "essay", {**data, **({"files": asked} if asked else {})}, [rubric_note()]


def _files_asked(question: Element) -> str:
    """From how many files are taken and how many must be there (-1 for any), and whether anything must be written."""

    def has(name: str, default: str) -> bool:
        return (question.findtext(name) or default).strip() not in ("", "0")

    if not has("attachments", "0"):
        return ""
    if (question.findtext("responseformat") or "").strip() == "noinline":
        return Files.ALONE.value
    if not has("attachmentsrequired", "0"):
        return Files.OPTIONAL.value
    return Files.REQUIRED.value if has("responserequired", "1") else Files.ALONE.value


_READERS: dict[str, Callable[[Element], tuple[str, dict[str, Any], list[str]]]] = {
    "multichoice": _multichoice,
    "truefalse": _truefalse,
    "shortanswer": _shortanswer,
    "matching": _matching,
    "ordering": _ordering,
    "numerical": _numerical,
    "essay": _essay,
}
