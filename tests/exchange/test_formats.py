"""What each format brings, and what it is refused for, item by item."""

import io
import zipfile

import pytest
import xlsxwriter

from courses.exchange import reading
from courses.exchange.formats import moodle_xml
from courses.exchange.items import Item, Malformed, Refused
from courses.exchange.reading import read
from courses.questions.validation import validate_data
from tests.exchange import samples


def taken(content: str) -> dict[str, Item]:
    """By the first words of the prompt."""
    return {one.prompt.split("\n")[0][:12].strip(): one for one in read(content.encode()) if isinstance(one, Item)}


def refused(content: str) -> list[tuple[str, str]]:
    return [(one.place, one.reason) for one in read(content.encode()) if isinstance(one, Refused)]


def test_gift_brings_its_types() -> None:
    found = taken(samples.GIFT)
    first = found["Mật khẩu nào"]
    assert (first.place, first.kind, first.key, first.tags) == ("dòng 3", "single", "at-1", ("an toàn", "mật khẩu"))
    assert first.data == {
        "choices": ["Bốn từ không liên quan", "Ngày sinh", "12345678"],
        "feedback": ["Đúng, vì dài.", "Người quen đoán được.", ""],
        "correct": 0,
    }
    assert first.explanation == "Mật khẩu dài khó đoán hơn mật khẩu ngắn có ký hiệu."
    assert (found["Việc nào giữ"].kind, found["Việc nào giữ"].data["correct"]) == ("multiple", [0, 1])
    assert found["Có thể gửi m"].data == {
        "choices": ["Đúng", "Sai"],
        "feedback": ["Ngân hàng không hỏi mã.", "Đúng vậy."],
        "correct": 1,
    }
    assert found["Ngày Chuyển"].prompt == "Ngày Chuyển đổi số quốc gia là ngày _____ hằng năm."
    assert found["Ngày Chuyển"].data == {"blanks": [["10/10", "mười tháng mười"]]}
    match = found["Nối phần mở"].data
    assert (match["right"], match["correct"]) == (["Ảnh", "Âm thanh", "Bảng tính"], [[0, 0], [1, 1]])
    assert found["Ký hiệu { }"].prompt == "Ký hiệu { } = ~ # : \\ nào?"
    assert found["Ký hiệu { }"].data == {"choices": ["=~", "#"], "correct": 0}
    assert (found["Bây giờ là n"].kind, found["Bây giờ là n"].data) == (
        "numeric",
        {"low": "2026", "high": "2026", "tolerance": "1"},
    )
    essay = found["Anh/chị nghĩ"]
    assert (essay.kind, len(essay.data["criteria"][0]["levels"])) == ("essay", 3)
    assert essay.notes == ("bài tự luận có tiêu chí chấm mặc định, anh/chị sửa lại sau khi đưa vào",)
    picture = found["Câu đậm & có"]
    assert (picture.prompt, picture.notes) == ("Câu đậm & có ảnh", ("ảnh, âm thanh, video không đưa vào",))


def test_gift_says_line_and_reason_of_what_it_refuses() -> None:
    assert refused(samples.GIFT) == [
        ("dòng 34", "chỉ có lời dẫn, không có phần trả lời giữa { và }"),
        ("dòng 36", "phương án được một phần điểm, ngân hàng chưa có cách chấm ấy"),
        ("dòng 40", "dấu { và } không thành một cặp"),
    ]


def test_aiken() -> None:
    found = taken(samples.AIKEN)
    assert [one.data for one in found.values()] == [{"choices": ["Huế", "Hà Nội"], "correct": 1}]
    assert next(iter(found.values())).prompt == "Thủ đô nước ta là\nthành phố nào?"
    assert refused(samples.AIKEN) == [
        ("dòng 7", "thiếu dòng ANSWER"),
        ("dòng 11", "cần ít nhất hai phương án"),
        ("dòng 15", "ANSWER không phải chữ cái của một phương án"),
    ]


def test_moodle_xml() -> None:
    found = taken(samples.XML)
    first = found["Chọn một:"]
    assert (first.prompt, first.explanation) == ("Chọn một:\n<b> là gì?", "Thẻ in đậm.")
    assert (first.key, first.tags, first.hints) == ("xml-1", ("web",), ("Nghĩ đến trang web.",))
    assert first.data == {"choices": ["Thẻ", "Chữ"], "feedback": ["Đúng.", ""], "correct": 0}
    assert (found["Chọn hai"].kind, found["Chọn hai"].data["correct"]) == ("multiple", [0, 1])
    assert found["1 < 2"].data == {"choices": ["Đúng", "Sai"], "feedback": ["", "Sai rồi."], "correct": 0}
    assert found["1 < 2"].notes == ("ảnh, âm thanh, video không đưa vào",)
    assert found["Năm?"].data == {"blanks": [["2026"]]}
    assert found["Nối"].data == {"left": ["một", "hai"], "right": ["1", "2"], "correct": [[0, 0], [1, 1]]}
    assert refused(samples.XML) == [
        ("câu 6", "phương án được một phần điểm, ngân hàng chưa có cách chấm ấy"),
        ("câu 8", "loại câu hỏi “lạ” chưa có trong ngân hàng"),
    ]


def sheet_of(*rows: tuple[object, ...]) -> bytes:
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream) as book:
        sheet = book.add_worksheet("Bảng")
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, row)
    return stream.getvalue()


def test_a_spreadsheet_names_row_and_column() -> None:
    heads = ("loại", "CÂU HỎI", "Phương án và đáp án", "Độ khó")
    rows = [("Chọn một", "Mấy?", "* 10\n11", "dễ"), ("Lạ", "Gì?", "", ""), (), ("Chọn một", "Ai?", "*a\nb", "rất")]
    found = read(sheet_of(heads, *rows, ("Điền vào chỗ trống", "Năm?", 2026, "")))
    assert isinstance(found[0], Item)
    assert (found[0].data, found[0].difficulty) == ({"choices": ["10", "11"], "correct": 0}, "easy")
    assert [(one.place, one.reason) for one in found if isinstance(one, Refused)] == [
        ("hàng 3", "cột Loại: không có loại câu hỏi này"),
        ("hàng 5", "cột Độ khó: hãy ghi Dễ, Vừa hoặc Khó"),
    ]
    assert isinstance(found[3], Item)
    assert found[3].data == {"blanks": [["2026"]]}


def bomb() -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", b"0" * (161 * 2**20))
    return stream.getvalue()


ENTITY = '<?xml version="1.0"?><!DOCTYPE quiz [<!ENTITY a "aaaa">]><quiz><question type="&a;"/></quiz>'
DEEP = "<quiz>" + "<question>" * 60 + "</question>" * 60 + "</quiz>"


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "Không thấy câu hỏi nào"),
        (b"// chi co ghi chu", "Không thấy câu hỏi nào"),
        (b"\xff\xfe\x00c", "sai cú pháp"),
        ("Câu?{=a ~b}".encode("utf-16-le"), "không phải văn bản UTF-8"),
        (b"\x89PNG\r\n\x1a\n", "không phải văn bản UTF-8"),
        (b"<quiz><question></quiz>", "sai cú pháp ở dòng 1"),
        (b"<?xml version='1.0'?><lom/>", "thiếu phần quiz"),
        (ENTITY.encode(), "không được phép"),
        (DEEP.encode(), "quá lớn hoặc lồng quá sâu"),
        (b"PK\x03\x04 hong", "Không đọc được bảng tính"),
        (bomb(), "Bảng tính quá lớn"),
        (sheet_of(("Loại", "Câu hỏi")), "thiếu cột: Phương án và đáp án"),
        (b"a" * (reading.LARGEST + 1), "lớn hơn 5 MB"),
        (b"a{T}\n\n" * (reading.MOST_ITEMS + 1), "Tệp có 501 câu"),
    ],
)
def test_what_is_no_file_of_questions_is_refused_whole(content: bytes, reason: str) -> None:
    with pytest.raises(Malformed, match=reason):
        read(content)


def test_many_elements_are_too_many(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(moodle_xml, "MOST_ELEMENTS", 10)
    with pytest.raises(Malformed, match="quá lớn"):
        read(samples.XML.encode())


@pytest.mark.parametrize(
    ("answer", "data"),
    [
        ("#1822", {"low": "1822", "high": "1822"}),
        ("#1822:0", {"low": "1822", "high": "1822"}),
        ("#3.1415:0.0005", {"low": "3.1415", "high": "3.1415", "tolerance": "0.0005"}),
        # Never fifteen hundred, as a person here would mean.
        ("#1.500", {"low": "1.5", "high": "1.5"}),
        ("#-3.10..2e3", {"low": "-3.1", "high": "2000"}),
        ("#\n=5:1 # Đúng rồi\n=%0%7 # Gần\n~ # Sai", {"low": "5", "high": "5", "tolerance": "1", "feedback": "Sai"}),
        ("#=5 =%0%* # Sai", {"low": "5", "high": "5", "feedback": "Sai"}),
        ("#5 ~ 7 # Gần", {"low": "5", "high": "5"}),
    ],
)
def test_gift_brings_numbers_as_programs_write_them(answer: str, data: dict[str, str]) -> None:
    [item] = read(f"Bao nhiêu?{{{answer}}}".encode())
    assert isinstance(item, Item)
    assert (item.kind, item.data) == ("numeric", data)


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        ("#mười", "“mười” không phải số, hoặc quá dài"),
        ("#1e999", "“1e999” không phải số, hoặc quá dài"),
        ("#NaN", "“NaN” không phải số, hoặc quá dài"),
        ("#=1:0 =%50%1:2", "đáp án được một phần điểm, ngân hàng chưa có cách chấm ấy"),
        ("#=1 =2", "cần đúng một số hoặc một khoảng đúng"),
        ("#", "“” không phải số, hoặc quá dài"),
    ],
)
def test_gift_refuses_what_is_no_single_number(answer: str, reason: str) -> None:
    assert refused(f"Bao nhiêu?{{{answer}}}") == [("dòng 1", reason)]


def test_moodle_xml_brings_numbers_with_their_unit_and_essays_with_what_markers_are_told() -> None:
    content = """<quiz>
      <question type="numerical"><questiontext><text>Bao xa?</text></questiontext>
        <answer fraction="100"><text>12.50</text><tolerance>0.5</tolerance>
          <feedback><text>Đúng.</text></feedback></answer>
        <answer fraction="0"><text>*</text><feedback><text>Đo lại.</text></feedback></answer>
        <units><unit><multiplier>1</multiplier><unit_name>km</unit_name></unit>
          <unit><multiplier>1000</multiplier><unit_name>m</unit_name></unit></units></question>
      <question type="essay"><questiontext><text>Anh/chị làm gì?</text></questiontext>
        <attachments>1</attachments><graderinfo><text>Tìm ba việc.</text></graderinfo></question>
    </quiz>"""
    number, essay = read(content.encode())
    assert isinstance(number, Item)
    assert isinstance(essay, Item)
    whole = {"low": "12.5", "high": "12.5", "tolerance": "0.5", "unit": "km", "feedback": "Đo lại."}
    assert (number.data, number.notes) == (whole, ("chỉ lấy đơn vị đầu tiên", "phản hồi cho từng đáp án không đưa vào"))
    assert (essay.data["guidance"], essay.data["files"]) == ("Tìm ba việc.", "optional")
    for one in (number, essay):
        validate_data(one.kind, one.data, one.prompt)


def moodle(kind: str, body: str, text: str = "Hỏi?") -> Item:
    question = (
        f'<question type="{kind}"><questiontext format="html"><text>{text}</text></questiontext>{body}</question>'
    )
    [item] = read(f"<quiz>{question}</quiz>".encode())
    assert isinstance(item, Item)
    validate_data(item.kind, item.data, item.prompt)
    return item


def weighed(*weights: int) -> str:
    return "".join(f'<answer fraction="{weight}"><text>{place}</text></answer>' for place, weight in enumerate(weights))


@pytest.mark.parametrize(
    ("weights", "credit", "notes"),
    [
        ((50, 50, -50), "partial", 0),
        ((33, 33, 33, -33), "partial", 0),
        ((100, -100), "partial", 0),
        # What a wrong one takes away is not what a right one earns.
        ((50, 50, -100), None, 1),
        ((50, 50, 0), None, 1),
        ((50, 50), None, 1),
        ((100, 0), None, 0),
    ],
)
def test_credit_by_parts_comes_in_where_it_is_ours_and_is_told_elsewhere(
    weights: tuple[int, ...], credit: str | None, notes: int
) -> None:
    item = moodle("multichoice", "<single>false</single>" + weighed(*weights))
    lines = "".join(f"~%{weight}%{place}\n" for place, weight in enumerate(weights))
    [from_gift] = read(f"Hỏi?{{\n{lines}}}".encode())
    assert isinstance(from_gift, Item)
    for one in (item, from_gift):
        assert (one.data.get("credit"), len(one.notes)) == (credit, notes), one.notes


def test_capitals_matter_where_moodle_says_so() -> None:
    body = '<usecase>{}</usecase><answer fraction="100"><text>CCCD</text></answer>'
    assert "folding" not in moodle("shortanswer", body.format(0)).data
    assert moodle("shortanswer", body.format(1)).data["folding"] == ["space", "marks"]


def test_what_is_said_to_any_other_answer_comes_with_a_gap() -> None:
    other = '<answer fraction="0"><text>*</text><feedback><text>Xem lại.</text></feedback></answer>'
    near = '<answer fraction="0"><text>CMND</text><feedback><text>Thẻ cũ.</text></feedback></answer>'
    body = '<answer fraction="100"><text>CCCD</text></answer>'
    [from_gift] = read("Thẻ nào?{=CCCD =%0%*#Xem lại.}".encode())
    [two_said] = read("Thẻ nào?{=CCCD =%0%CMND#Thẻ cũ. =%0%*#Xem lại.####Luật.}".encode())
    left = "phản hồi cho từng đáp án không đưa vào"
    found = [moodle("shortanswer", body + other), from_gift, moodle("shortanswer", body + near + other), two_said]
    for one, notes in zip(found, [(), (), (left,), (left,)], strict=True):
        assert isinstance(one, Item)
        assert (one.data, one.notes) == ({"blanks": [["CCCD"]], "feedback": ["Xem lại."]}, notes)


def test_steps_stand_by_their_fractions() -> None:
    steps = "".join(f'<answer fraction="{place}.0"><text>Bước {place}</text></answer>' for place in (2, 10, 1))
    item = moodle("ordering", steps)
    assert (item.data["choices"], item.notes) == (["Bước 1", "Bước 2", "Bước 10"], ())
    said = moodle(
        "ordering", steps.replace("</text></answer>", "</text><feedback><text>Đúng.</text></feedback></answer>")
    )
    assert said.notes == ("phản hồi cho từng bước không đưa vào",)


@pytest.mark.parametrize(
    ("text", "more"),
    [
        ('&lt;a href="@@PLUGINFILE@@/a.mp3"&gt;Nghe&lt;/a&gt; rồi trả lời.', ""),
        ("Xem ảnh.", "<image>a.png</image>"),
        ("Xem ảnh.", "<image_base64>AAAA</image_base64>"),
        ("Xem ảnh.", '<file name="a.png" encoding="base64">AAAA</file>'),
    ],
)
def test_what_is_seen_or_heard_beside_is_told_to_stay_out(text: str, more: str) -> None:
    answers = '<answer fraction="100"><text>true</text></answer><answer fraction="0"><text>false</text></answer>'
    assert moodle("truefalse", more + answers, text).notes == ("ảnh, âm thanh, video không đưa vào",)
    assert moodle("truefalse", "<image></image>" + answers, "Không có ảnh.").notes == ()


def test_one_question_without_its_file_is_no_file() -> None:
    with pytest.raises(Malformed, match="thiếu phần quiz"):
        read(b'<question type="truefalse"><name><text>Mot</text></name></question>')
