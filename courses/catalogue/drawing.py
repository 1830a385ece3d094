"""Draws: what they take by, what they find in the bank, and whether one would take a given question."""

from collections.abc import Collection, Mapping
from typing import Any

from django.db.models import QuerySet

from courses.catalogue.assessment_blocks import DRAW, asked_parts
from courses.catalogue.models import AssessmentPage
from courses.questions.models import Question
from courses.questions.tagged import tags_of
from mooc.foundation.tagging import split_tags

# What a draw takes by: its tags, difficulty and competence.
Marks = tuple[tuple[str, ...], str, str]


def marks_of(value: Mapping[str, Any]) -> Marks:
    return tuple(split_tags(value["tags"] or "")), value["difficulty"] or "", (value["competence"] or "").strip()


def draws_of(page: AssessmentPage) -> list[Marks]:
    return [marks_of(value) for name, value in asked_parts(page.parts) if name == DRAW]


def pool(marks: Marks) -> QuerySet[Question]:
    """The questions such a draw takes from; one never written is not among them."""
    tags, difficulty, competence = marks
    found = Question.objects.exclude(current=None)
    for tag in tags:
        found = found.filter(tags__name__iexact=tag)
    if difficulty:
        found = found.filter(difficulty=difficulty)
    if competence:
        found = found.filter(competence__iexact=competence)
    return found.order_by("pk").distinct()


def takes(marks: Marks, question: Question, tags: Collection[str]) -> bool:
    """Whether ``question``, which has ``tags`` in small letters, is in the pool; without a query."""
    wanted, difficulty, competence = marks
    return (
        all(tag.lower() in tags for tag in wanted)
        and difficulty in ("", question.difficulty)
        and competence.lower() in ("", question.competence.lower())
    )


def assessments_drawing(questions: Collection[int]) -> dict[int, list[str]]:
    """The titles of the live assessments that would draw each of ``questions``: at most three queries."""
    pages = AssessmentPage.objects.live().order_by("path")
    drawing = [(page.title, draws) for page in pages if (draws := draws_of(page))]
    if not drawing or not questions:
        return {}
    rows = Question.objects.filter(pk__in=questions).exclude(current=None)
    tags = tags_of(questions)
    found = {}
    for question in rows:
        named = {name.lower() for name in tags[question.pk]}
        titles = [title for title, draws in drawing if any(takes(marks, question, named) for marks in draws)]
        if titles:
            found[question.pk] = titles
    return found
