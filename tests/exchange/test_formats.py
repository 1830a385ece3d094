"""What each format brings, and what it is refused for, item by item."""

import io
import zipfile

import pytest
import xlsxwriter

from courses.exchange import reading
from courses.exchange.formats import moodle_xml
from courses.exchange.items import Item, Malformed, Refused
from courses.exchange.reading import read
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
    picture = found["Câu đậm & có"]
    assert (picture.prompt, picture.notes) == ("Câu đậm & có ảnh", ("ảnh, âm thanh, video không đưa vào",))


def test_gift_says_line_and_reason_of_what_it_refuses() -> None:
    assert refused(samples.GIFT) == [
        ("dòng 30", "câu trả lời bằng số, chưa đưa vào được bằng tệp này"),
        ("dòng 32", "câu tự luận, chưa đưa vào được bằng tệp"),
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
        ("câu 7", "câu tự luận, chưa đưa vào được bằng tệp"),
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
        archive.writestr("xl/workbook.xml", b"0" * (61 * 2**20))
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
