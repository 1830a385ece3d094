"""``load_catalogue``: the demonstration file, loading it again, and files that are wrong."""

from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from wagtail.models import Page, Revision

from courses.catalogue.actions import load_catalogue
from courses.catalogue.models import AssessmentPage, CatalogIndexPage, CoursePage, LessonPage, ModulePage
from courses.questions.models import Question, QuestionVersion

FILE = Path(__file__).resolve().parents[2] / "mooc" / "demo" / "data" / "catalogue.yaml"

SMALL = """
schema: dhs.catalogue/0.1
courses:
- slug: an-toan
  code: AT-01
  title: "An toàn trên mạng"
  summary: "Giữ tài khoản và điện thoại."
  audience: [nguoi-dan]
  hours: 1
  modules:
  - title: "Mật khẩu"
    practice: {minutes: 15, text: "Đổi một mật khẩu."}
    lessons:
    - title: "Mật khẩu dài"
      minutes: 8
      body:
      - "Dài là tốt & không 'dùng lại'."
    - title: "Hai lớp"
      minutes: 6
      body:
      - "Thêm một lớp."
    quiz:
    - {id: at-1, type: fill, prompt: "Số ___", choices: [], correct: ["156"]}
"""


PROMPT = 'prompt: "Từ ___ đến ___?"'


def write(folder: Path, text: str) -> Path:
    path = folder / "tep.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def tree() -> list[tuple[str, str]]:
    """Address and title of everything in the catalogue, in its order."""
    pages = Page.objects.descendant_of(CatalogIndexPage.objects.get()).live().order_by("path")
    return [(page.url_path.removeprefix("/trang-chu/khoa-hoc/"), page.title) for page in pages]


def errors_of(path: Path) -> str:
    with pytest.raises(CommandError) as caught:
        call_command("load_catalogue", str(path))
    return str(caught.value)


def test_the_demonstration_becomes_pages_and_questions(db: None) -> None:
    loaded = load_catalogue(path=FILE, acting_user=None)

    assert [course.code for course in loaded.courses] == [f"CDS-0{number}" for number in range(1, 9)]
    models = (CoursePage, ModulePage, LessonPage, AssessmentPage, Question, QuestionVersion)
    assert [model.objects.count() for model in models] == [8, 16, 42, 16, 49, 49]
    assert not Page.objects.filter(live=False).exists()
    course = CoursePage.objects.get(code="CDS-03")
    assert course.url == "/khoa-hoc/dich-vu-cong-truc-tuyen/"
    assert course.audience == ["nguoi-dan", "to-cong-nghe-so-cong-dong", "hoc-sinh-sinh-vien"]
    assert course.competences["digcomp"]["competences"] == ["1.1", "2.3", "2.6", "4.2"]
    assert course.competences["tt02"] == ["I", "II", "IV"]
    assert course.law_refs == ["623/TTg-KSTT (2025)", "69/2024/NĐ-CP", "42/2022/NĐ-CP"]


def test_a_module_ends_with_its_practice_and_its_assessment(db: None, tmp_path: Path) -> None:
    load_catalogue(path=write(tmp_path, SMALL), acting_user=None)

    assert tree() == [
        ("an-toan/", "An toàn trên mạng"),
        ("an-toan/mat-khau/", "Mật khẩu"),
        ("an-toan/mat-khau/mat-khau-dai/", "Mật khẩu dài"),
        ("an-toan/mat-khau/hai-lop/", "Hai lớp"),
        ("an-toan/mat-khau/kiem-tra/", "Kiểm tra: Mật khẩu"),
    ]
    first, last = LessonPage.objects.order_by("path")
    assert (first.minutes, last.minutes) == (8, 21)
    assert first.body.raw_data[0]["value"] == "<p>Dài là tốt &amp; không 'dùng lại'.</p>"
    assert [block.block_type for block in last.body] == ["text", "practice"]
    assert last.body[1].value["minutes"] == 15
    assessment = AssessmentPage.objects.get()
    assert assessment.pass_percent == 80
    assert [part.value["question"].source_key for part in assessment.parts] == ["at-1"]


def test_loading_again_changes_nothing(db: None) -> None:
    load_catalogue(path=FILE, acting_user=None)
    before = (Page.objects.count(), Revision.objects.count(), QuestionVersion.objects.count())
    loaded = load_catalogue(path=FILE, acting_user=None)

    assert (Page.objects.count(), Revision.objects.count(), QuestionVersion.objects.count()) == before
    assert (loaded.pages_new, loaded.pages_changed, loaded.questions_new, loaded.questions_changed) == (0, 0, 0, 0)
    assert loaded.left_over == []


def test_what_changed_gets_a_revision_and_a_version(db: None, tmp_path: Path) -> None:
    load_catalogue(path=write(tmp_path, SMALL), acting_user=None)
    before = {page.pk: page.live_revision_id for page in Page.objects.all()}
    changed = SMALL.replace("Thêm một lớp.", "Thêm một lớp nữa.").replace('["156"]', '["156", "5656"]')
    loaded = load_catalogue(path=write(tmp_path, changed), acting_user=None)

    after = {page.pk: page.live_revision_id for page in Page.objects.all()}
    assert [pk for pk in before if before[pk] != after[pk]] == [LessonPage.objects.get(slug="hai-lop").pk]
    assert (loaded.pages_changed, loaded.questions_changed) == (1, 1)
    assert Question.objects.get().current.number == 2
    assert Question.objects.get().current.data == {"blanks": [["156", "5656"]]}


def test_a_new_lesson_takes_the_place_it_has_in_the_file(db: None, tmp_path: Path) -> None:
    load_catalogue(path=write(tmp_path, SMALL), acting_user=None)
    keys = set(LessonPage.objects.values_list("translation_key", flat=True))
    lesson = '    - {title: "Không dùng lại", minutes: 5, body: ["Mỗi nơi một mật khẩu."]}\n    - title: "Hai lớp"'
    load_catalogue(path=write(tmp_path, SMALL.replace('    - title: "Hai lớp"', lesson)), acting_user=None)

    assert [title for _, title in tree()[2:]] == ["Mật khẩu dài", "Không dùng lại", "Hai lớp", "Kiểm tra: Mật khẩu"]
    assert keys < set(LessonPage.objects.values_list("translation_key", flat=True))


def test_a_new_title_keeps_the_page_when_the_file_names_its_address(db: None, tmp_path: Path) -> None:
    load_catalogue(path=write(tmp_path, SMALL), acting_user=None)
    key = LessonPage.objects.get(slug="hai-lop").translation_key
    named = SMALL.replace('title: "Hai lớp"', 'title: "Xác thực hai lớp"\n      slug: hai-lop')
    load_catalogue(path=write(tmp_path, named), acting_user=None)

    assert LessonPage.objects.get(translation_key=key).title == "Xác thực hai lớp"
    assert LessonPage.objects.count() == 2


def test_what_the_file_no_longer_has_stays_and_is_named(
    db: None, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    load_catalogue(path=write(tmp_path, SMALL), acting_user=None)
    renamed = SMALL.replace('"Mật khẩu dài"', '"Mật khẩu tốt"')
    call_command("load_catalogue", str(write(tmp_path, renamed)))

    assert "Không có trong tệp, vẫn giữ nguyên: Mật khẩu dài (Mật khẩu)" in capsys.readouterr().out
    assert [title for _, title in tree()[2:]] == ["Mật khẩu tốt", "Hai lớp", "Kiểm tra: Mật khẩu", "Mật khẩu dài"]


BAD = """
schema: dhs.catalogue/0.1
conventions: {pass_percent: 180}
courses:
- slug: An Toàn
  code: AT-01
  title: "An toàn"
  audience: [nguoi-ngoai-hanh-tinh]
  hours: nhiều
  tt02: [IX]
  diem: 5
  modules:
  - title: "Mật khẩu"
    practice: {minutes: 0, text: "Làm"}
    lessons:
    - title: "Bài"
      minutes: "mười"
      body: ["Một đoạn", ""]
    - title: "Bài"
      minutes: 5
      body: [{hinh: "x"}]
    quiz:
    - {id: q1, type: single, prompt: "Hỏi", choices: ["A", "B"], correct: 2}
    - {id: q1, type: ve-tranh, prompt: "Hỏi", correct: 0}
    - id: q2
      type: match
      prompt: "Nối"
      choices: {left: ["A", "B"], right: ["C"]}
      correct: [[0, 0]]
- slug: khac
  code: AT-01
  title: "Khác"
  summary: "Khác"
  hours: 1
  modules: []
"""


def test_a_bad_file_lists_every_error_by_line_and_loads_nothing(db: None, tmp_path: Path) -> None:
    pages = Page.objects.count()
    text = errors_of(write(tmp_path, BAD))

    for wanted in (
        "Dòng 3: quy ước cần 'pass_percent' là số nguyên từ 1 đến 100",
        "Dòng 5: 'slug' chỉ gồm chữ thường không dấu",
        "Dòng 5: khóa học cần 'summary' là một dòng chữ",
        "Dòng 5: mã khóa học 'AT-01' bị lặp",
        "Dòng 8: đối tượng không có: nguoi-ngoai-hanh-tinh",
        "Dòng 9: khóa học cần 'hours' là số giờ lớn hơn 0",
        "Dòng 10: miền năng lực không có: IX",
        "Dòng 11: khóa học không có mục 'diem'",
        "Dòng 14: bài thực hành cần 'minutes' là số nguyên từ 1 đến 480",
        "Dòng 16: bài học 'bai' bị lặp",
        "Dòng 17: bài học cần 'minutes' là số nguyên",
        "Dòng 18: đoạn văn không được để trống",
        "Dòng 21: khối không có trong mẫu: hinh",
        "Dòng 23: câu hỏi q1: Đánh dấu đúng một phương án đúng.",
        "Dòng 23: mã câu hỏi 'q1' bị lặp",
        "Dòng 24: câu hỏi q1: Không có loại câu hỏi này.",
        "Dòng 28: câu hỏi q2: Cần ít nhất 2 dòng.",
        "Dòng 30: mã khóa học 'AT-01' bị lặp",
        "Dòng 35: khóa học cần 'modules' là một danh sách có ít nhất một học phần",
    ):
        assert wanted in text
    assert Page.objects.count() == pages
    assert not Question.objects.exists()


def test_what_is_no_list_of_courses_is_named(db: None, tmp_path: Path) -> None:
    text = errors_of(write(tmp_path, "schema: dhs.agencies/0.1\ncourses: [1]\n"))
    assert "Dòng 1: 'schema' của tệp phải là dhs.catalogue/0.1" in text
    assert "Dòng 2: mỗi khóa học trong 'courses' phải là một bảng khóa và giá trị" in text
    assert "Không có tệp" in errors_of(tmp_path / "khong-co.yaml")


def test_what_the_site_uses_otherwise_is_named_and_nothing_is_loaded(db: None, tmp_path: Path) -> None:
    load_catalogue(path=write(tmp_path, SMALL), acting_user=None)
    other = SMALL.replace("AT-01", "AT-02").replace('correct: ["156"]', "correct: 0").replace("fill", "truefalse")
    text = errors_of(write(tmp_path, other.replace("choices: []", 'choices: ["Đúng", "Sai"]')))

    assert "Dòng 4: địa chỉ 'an-toan' đang thuộc khóa học mã AT-01" in text
    assert "Dòng 23: câu hỏi at-1 trong ngân hàng thuộc loại fill" in text
    assert CoursePage.objects.count() == 1


def test_an_address_of_another_kind_of_page_is_named(db: None, tmp_path: Path) -> None:
    load_catalogue(path=write(tmp_path, SMALL), acting_user=None)
    AssessmentPage.objects.get().delete()
    ModulePage.objects.get().add_child(instance=LessonPage(title="Kiểm tra", slug="kiem-tra", body=[]))
    assert "Dòng 11: địa chỉ 'mat-khau/kiem-tra/' đang thuộc một trang loại khác" in errors_of(write(tmp_path, SMALL))


@pytest.mark.parametrize(
    ("written", "data"),
    [
        ("numeric, correct: 12.125, tolerance: 0.5, unit: kg", {"low": "12.125", "high": "12.125"}),
        ('numeric, correct: "1.500", tolerance: "0,5", unit: kg', {"low": "1500", "high": "1500"}),
        ("numeric, correct: [null, 20], tolerance: 0.5, unit: kg", {"low": None, "high": "20"}),
        ("likert, choices: [Không, Có]", {"choices": ["Không", "Có"]}),
        ("multiple, choices: [a, b], correct: [0], credit: partial", {"choices": ["a", "b"], "correct": [0]}),
        ("fill, correct: [[a, b], [c]], folding: [case]", {"blanks": [["a", "b"], ["c"]], "folding": ["case"]}),
    ],
)
def test_every_kind_can_be_written_in_a_file(db: None, tmp_path: Path, written: str, data: dict[str, Any]) -> None:
    asked = SMALL.replace('type: fill, prompt: "Số ___", choices: [], correct: ["156"]', f"type: {written}, {PROMPT}")
    load_catalogue(path=write(tmp_path, asked), acting_user=None)
    settings = {"numeric": {"tolerance": "0.5", "unit": "kg"}, "multiple": {"credit": "partial"}}
    assert Question.objects.get().current.data == {**data, **settings.get(written.split(",")[0], {})}


def test_a_wrong_number_is_told_at_its_line(db: None, tmp_path: Path) -> None:
    wrong = SMALL.replace('type: fill, prompt: "Số ___", choices: [], correct: ["156"]', f"type: numeric, {PROMPT}")
    assert "Dòng 23: câu hỏi at-1: Cần một số, hoặc một khoảng như 10 .. 20." in errors_of(write(tmp_path, wrong))
