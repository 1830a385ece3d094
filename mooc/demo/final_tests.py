"""The demonstration's final tests: a timed one with sections and a draw, one that people mark, one to try oneself.

Between them they ask a question of every kind. Their course has them as its last module.
"""

from pathlib import Path
from typing import Any

import yaml
from django.db import transaction

from courses.catalogue.assessment_blocks import DRAW, QUESTION, SECTION
from courses.catalogue.models import AssessmentPage, CoursePage, ModulePage
from courses.questions.actions import save_version
from courses.questions.material import Material
from courses.questions.models import Question
from courses.questions.types import type_of
from courses.questions.types.base import Data
from mooc.demo.units import DATA

FILE = DATA / "final_tests.yaml"
NO_DRAW: dict[str, Any] = {"count": 1, "tags": "", "difficulty": "", "competence": "", "points": 1}


def read_final_tests(path: Path = FILE) -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return found


@transaction.atomic
def write_final_tests() -> None:
    """Before the courses are released."""
    texts = read_final_tests()
    questions = {one["id"]: _question(one) for one in texts["questions"]}
    for tag, keys in texts["tagged"].items():
        for question in Question.objects.filter(source_key__in=keys).order_by("pk"):
            question.tags.add(tag)
    course = CoursePage.objects.get(code=texts["course"])
    module = _add(course, ModulePage(**texts["module"]))
    for one in texts["assessments"]:
        page = AssessmentPage(slug=one["slug"], title=one["title"], intro=one["intro"], **one["rules"])
        page.parts = AssessmentPage.parts.field.to_python([_part(part, questions) for part in one["parts"]])
        _add(module, page)


def data_of(kind: str, answers: str) -> Data:
    """What an author's lines describe."""
    return type_of(kind).from_lines([line.strip() for line in answers.splitlines() if line.strip()])


def _question(one: dict[str, Any]) -> Question:
    question = Question.objects.create(
        source_key=one["id"], kind=one["kind"], competence=one.get("competence", ""), difficulty=one["difficulty"]
    )
    question.tags.add(*one["tags"])
    save_version(
        question=question,
        prompt=one["prompt"],
        data=data_of(one["kind"], one["answers"]),
        explanation=one["explanation"],
        material=Material(hints=tuple(one.get("hints", ()))),
        acting_user=None,
    )
    return question


def _part(part: dict[str, Any], questions: dict[str, Question]) -> dict[str, Any]:
    if SECTION in part:
        return {"type": SECTION, "value": part[SECTION]}
    if DRAW in part:
        return {"type": DRAW, "value": NO_DRAW | part[DRAW]}
    return {"type": QUESTION, "value": {"question": questions[part[QUESTION]].pk, "points": part.get("points", 1)}}


def _add(parent: Any, page: Any) -> Any:
    parent.add_child(instance=page)
    page.save_revision().publish(None)
    return page
