"""Files of questions in each format, written for these tests."""

GIFT = """\
// Câu về an toàn
// [id:at-1] [tag:an toàn] [tag:mật khẩu]
::Mật khẩu::Mật khẩu nào khó đoán nhất?{
    =Bốn từ không liên quan # Đúng, vì dài.
    ~Ngày sinh # Người quen đoán được.
    ~12345678
    ####Mật khẩu dài khó đoán hơn mật khẩu ngắn có ký hiệu.
}

Việc nào giữ an toàn cho tài khoản? {
    ~%50%Bật xác thực hai bước
    ~%50%Khóa máy khi rời bàn
    ~%-100%Cho mượn mật khẩu
}

Có thể gửi mã OTP cho người gọi tự xưng là ngân hàng.{F#Ngân hàng không hỏi mã.#Đúng vậy.}

Ngày Chuyển đổi số quốc gia là ngày {=10/10 =mười tháng mười} hằng năm.

Nối phần mở rộng với loại tệp.{
    =jpg -> Ảnh
    =mp3 -> Âm thanh
    = -> Bảng tính
}

[html]Câu <b>đậm</b> &amp; có ảnh <img src="a.png">{T}

$CATEGORY: không đọc

Bây giờ là năm nào?{#2026:1}

Anh/chị nghĩ gì? {}

Chỉ là lời dẫn.

Chấm lẻ.{~sai ~%30%gần đúng =đúng}

Ký hiệu \\{ \\} \\= \\~ \\# \\: \\\\ nào?{=\\=\\~ ~\\#}

Lệch ngoặc.{=a ~b
"""

AIKEN = """\
Thủ đô nước ta là
thành phố nào?
A. Huế
B) Hà Nội
ANSWER: B

Thiếu đáp án
A. Một
B. Hai

Chỉ một phương án
A. Một
ANSWER: A

Sai chữ
A. Một
B. Hai
ANSWER: C
"""

XML = """\
<?xml version="1.0" encoding="UTF-8"?>
<quiz>
  <question type="category"><category><text>$course$/Mặc định</text></category></question>
  <question type="multichoice">
    <name><text>Tên</text></name>
    <questiontext format="html"><text><![CDATA[<p>Chọn <b>một</b>:</p><p>&lt;b&gt; là gì?</p>]]></text></questiontext>
    <generalfeedback format="html"><text><![CDATA[<p>Thẻ in đậm.</p>]]></text></generalfeedback>
    <idnumber>xml-1</idnumber>
    <single>true</single>
    <answer fraction="100"><text>Thẻ</text><feedback><text>Đúng.</text></feedback></answer>
    <answer fraction="0"><text>Chữ</text><feedback><text></text></feedback></answer>
    <hint format="html"><text>Nghĩ đến trang web.</text></hint>
    <tags><tag><text>web</text></tag></tags>
  </question>
  <question type="multichoice">
    <questiontext format="html"><text>Chọn hai</text></questiontext>
    <single>false</single>
    <answer fraction="50"><text>A</text></answer>
    <answer fraction="50"><text>B</text></answer>
    <answer fraction="-100"><text>C</text></answer>
  </question>
  <question type="truefalse">
    <questiontext format="plain_text"><text>1 &lt; 2</text><file name="a.png">AAAA</file></questiontext>
    <answer fraction="0"><text>false</text><feedback><text>Sai rồi.</text></feedback></answer>
    <answer fraction="100"><text>true</text></answer>
  </question>
  <question type="shortanswer">
    <questiontext><text>Năm?</text></questiontext>
    <answer fraction="100"><text>2026</text></answer>
    <answer fraction="0"><text>*</text></answer>
  </question>
  <question type="matching">
    <questiontext><text>Nối</text></questiontext>
    <subquestion><text>một</text><answer><text>1</text></answer></subquestion>
    <subquestion><text>hai</text><answer><text>2</text></answer></subquestion>
  </question>
  <question type="multichoice">
    <questiontext><text>Chấm lẻ</text></questiontext>
    <single>true</single>
    <answer fraction="100"><text>A</text></answer>
    <answer fraction="50"><text>B</text></answer>
  </question>
  <question type="essay"><questiontext><text>Viết</text></questiontext></question>
  <question type="lạ"><questiontext><text>Lạ</text></questiontext></question>
</quiz>
"""
