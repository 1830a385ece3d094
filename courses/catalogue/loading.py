"""Reading a file of courses (schema ``dhs.catalogue/0.1``) and checking it whole, before anything is written.

The words of the file: a course has modules; a module has lessons, a practice task and a quiz; the quiz becomes the
module's assessment. The practice task closes the module's last lesson and its minutes are counted there.
"""

from collections import Counter
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError

from courses.catalogue.checking import Errors, Part
from courses.catalogue.lesson_text import Block, blocks_of, practice_block, problem
from courses.catalogue.wording import AUDIENCES
from courses.questions.models import QuestionKind
from courses.questions.types.numbers import write_number
from courses.questions.types.numeric import as_number
from courses.questions.validation import validate_data
from mooc.foundation.located import FileErrors, Located, load_yaml

SCHEMA = "dhs.catalogue/"
# The address of every module's assessment.
ASSESSMENT_SLUG = "kiem-tra"
TT02 = {"I", "II", "III", "IV", "V", "VI"}
PASS_PERCENT = 80
# How a question is judged, named as in its data.
WRITTEN_AS = {
    "kind": "type",
    "blanks": "correct",
    "low": "correct",
    "high": "correct",
    "left": "choices",
    "right": "choices",
}
SETTINGS = ("folding", "credit", "tolerance", "unit")


@dataclass(slots=True)
class QuestionEntry:
    key: str
    kind: str
    prompt: str
    data: dict[str, Any]
    explanation: str
    competence: str
    line: int


@dataclass(slots=True)
class LessonEntry:
    title: str
    slug: str
    minutes: int
    blocks: list[Block]
    line: int


@dataclass(slots=True)
class ModuleEntry:
    title: str
    slug: str
    line: int
    lessons: list[LessonEntry] = field(default_factory=list)
    questions: list[QuestionEntry] = field(default_factory=list)


@dataclass(slots=True)
class CourseEntry:
    code: str
    slug: str
    title: str
    summary: str
    hours: Decimal
    audience: list[str]
    competences: dict[str, Any]
    law_refs: list[str]
    line: int
    modules: list[ModuleEntry] = field(default_factory=list)


@dataclass(slots=True)
class CatalogueFile:
    courses: list[CourseEntry]
    pass_percent: int


def read(path: Path) -> CatalogueFile:
    """Check the whole file; raises ``FileErrors`` with every error and its line."""
    errors: Errors = []
    top = Part(load_yaml(path), "tệp", errors)
    top.allow("schema", "language", "licence_note", "reviewed_on", "conventions", "courses")
    if not str(top.found.get("schema", "")).startswith(SCHEMA):
        top.complain("schema", f"'schema' của tệp phải là {SCHEMA}0.1")
    courses = [_course(part) for part in top.parts("courses", "khóa học")]
    _repeated([(course.code, course.line) for course in courses], "mã khóa học", errors)
    _repeated([(course.slug, course.line) for course in courses], "địa chỉ khóa học", errors)
    asked = [entry for course in courses for module in course.modules for entry in module.questions]
    _repeated([(entry.key, entry.line) for entry in asked], "mã câu hỏi", errors)
    percent = _pass_percent(top)
    if errors:
        raise FileErrors(errors)
    return CatalogueFile(courses, percent)


def _pass_percent(top: Part) -> int:
    conventions = top.part("conventions", "quy ước")
    return conventions.whole("pass_percent", 1, 100, PASS_PERCENT) if conventions else PASS_PERCENT


def _repeated(named: list[tuple[str, int]], what: str, errors: Errors) -> None:
    counted = Counter(name for name, _ in named)
    errors += [(line, f"{what} '{name}' bị lặp") for name, line in named if name and counted[name] > 1]


def _course(part: Part) -> CourseEntry:
    part.allow(
        *("slug", "code", "title", "title_en", "summary", "audience", "hours", "digcomp", "tt02", "law_refs", "modules")
    )
    title = part.text("title", 255)
    part.text("title_en", 255, required=False)
    digcomp = part.part("digcomp", "năng lực")
    audience, areas = part.texts("audience"), part.texts("tt02")
    for key in sorted(set(audience) - set(AUDIENCES)):
        part.complain("audience", f"đối tượng không có: {key}; dùng được: {', '.join(AUDIENCES)}")
    for area in sorted(set(areas) - TT02):
        part.complain("tt02", f"miền năng lực không có: {area}; dùng được: I đến VI")
    entry = CourseEntry(
        code=part.text("code", 20),
        slug=part.slug(title),
        title=title,
        summary=part.text("summary", 500),
        hours=part.hours("hours"),
        audience=audience,
        competences={"digcomp": dict(digcomp.found) if digcomp else {}, "tt02": areas},
        law_refs=part.texts("law_refs"),
        line=part.line,
        modules=[_module(module) for module in part.parts("modules", "học phần")],
    )
    _repeated([(module.slug, module.line) for module in entry.modules], "học phần", part.errors)
    return entry


def _module(part: Part) -> ModuleEntry:
    part.allow("title", "slug", "practice", "lessons", "quiz")
    title = part.text("title", 255)
    entry = ModuleEntry(title, part.slug(title), part.line)
    entry.lessons = [_lesson(lesson) for lesson in part.parts("lessons", "bài học")]
    entry.questions = [_question(question) for question in part.parts("quiz", "câu hỏi", required=False)]
    _repeated([(lesson.slug, lesson.line) for lesson in entry.lessons], "bài học", part.errors)
    for lesson in entry.lessons:
        if lesson.slug == ASSESSMENT_SLUG:
            part.errors.append((lesson.line, f"địa chỉ '{ASSESSMENT_SLUG}' dành cho bài kiểm tra; hãy ghi 'slug' khác"))
    practice = part.part("practice", "bài thực hành")
    if practice and entry.lessons:
        _add_practice(entry.lessons[-1], practice)
    return entry


def _add_practice(lesson: LessonEntry, part: Part) -> None:
    part.allow("minutes", "text")
    minutes = part.whole("minutes", 1, 480)
    lesson.blocks.append(practice_block(minutes, part.text("text", 5000)))
    lesson.minutes += minutes


def _lesson(part: Part) -> LessonEntry:
    part.allow("title", "slug", "minutes", "body")
    title, body = part.text("title", 255), part.found.get("body")
    if not isinstance(body, list) or not body:
        part.complain("body", "bài học cần 'body' là một danh sách có ít nhất một đoạn văn")
        body = []
    problems = [(item, wrong) for item in body if (wrong := problem(item))]
    for item, wrong in problems:
        part.errors.append((item.line if isinstance(item, Located) else part.line_of("body"), wrong))
    blocks = [] if problems else blocks_of(body)
    return LessonEntry(title, part.slug(title), part.whole("minutes", 1, 480), blocks, part.line)


def _question(part: Part) -> QuestionEntry:
    part.allow("id", "type", "prompt", "choices", "correct", "competence", "explanation", *SETTINGS)
    kind, prompt = part.found.get("type"), part.text("prompt", 2000)
    data = _data(part, str(kind))
    try:
        validate_data(str(kind), data, prompt)
    except ValidationError as error:
        for name, messages in error.message_dict.items():
            where = WRITTEN_AS.get(name, name)
            part.complain(where, f"câu hỏi {part.found.get('id')}: {' '.join(messages)}")
    return QuestionEntry(
        key=part.text("id", 64),
        kind=str(kind),
        prompt=prompt,
        data=data,
        explanation=part.text("explanation", 2000, required=False),
        competence=part.text("competence", 16, required=False),
        line=part.line,
    )


def _data(part: Part, kind: str) -> dict[str, Any]:
    """The file writes accepted answers and numbers as ``correct`` and both sides of a match under ``choices``."""
    choices, correct = part.found.get("choices", []), part.found.get("correct")
    settings = {name: part.found[name] for name in SETTINGS if name in part.found}
    if "tolerance" in settings:
        settings["tolerance"] = _number(settings["tolerance"])
    if kind == QuestionKind.FILL:
        return {"blanks": _blanks(correct), **settings}
    if kind == QuestionKind.NUMERIC:
        return {**_range(correct), **settings}
    if kind == QuestionKind.LIKERT and correct is None:
        return {"choices": choices}
    if kind == QuestionKind.MATCH:
        sides = choices if isinstance(choices, dict) else {}
        return {"left": sides.get("left"), "right": sides.get("right"), "correct": correct, **settings}
    return {"choices": choices, "correct": correct, **settings}


def _blanks(correct: Any) -> Any:
    """Texts are the variants of the only gap; several gaps have a list each."""
    is_one = isinstance(correct, list) and all(isinstance(text, str) for text in correct)
    return [correct] if is_one else correct


def _range(correct: Any) -> dict[str, Any]:
    """One number, or the two ends of a range, null for an open one."""
    low, high = correct if isinstance(correct, list) and len(correct) == 2 else (correct, correct)
    return {"low": _number(low), "high": _number(high)}


def _number(value: Any) -> Any:
    """As the data of a question has it; what is no number is left to the validation."""
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        return value
    return as_number(value if isinstance(value, str) else write_number(str(value)))
