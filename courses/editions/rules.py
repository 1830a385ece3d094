"""How a unit is judged, and which versions of the bank's questions it shows.

On a live page the rules name **questions**; an edition freezes the **version** each of them had at the release. Two
rules judge alike when they ask the same questions: a new version in the bank is no reason to refuse the correction of
a page that uses it, for learners keep the frozen one.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from wagtail.models import Page

from courses.catalogue.blocks import question_ids
from courses.catalogue.models import AssessmentPage, AssessmentQuestion, LessonPage
from courses.questions.models import Question, QuestionVersion

Rules = dict[str, Any]
SIMPLE = ("pass_percent", "max_attempts", "shuffle")


def asked_in(assessments: Iterable[Page]) -> dict[int, list[int]]:
    """The questions of each assessment page, in their order; one query."""
    uses = AssessmentQuestion.objects.filter(page__in=list(assessments)).order_by("page", "sort_order", "pk")
    found: dict[int, list[int]] = {}
    for page, question in uses.values_list("page_id", "question_id"):
        found.setdefault(page, []).append(question)
    return found


def current_versions(questions: Iterable[int]) -> dict[int, int]:
    """The version of each question a release would freeze; a question never written has none."""
    rows = Question.objects.filter(pk__in=set(questions)).exclude(current=None)
    return dict(rows.values_list("pk", "current_id"))


def assessment_rules(page: AssessmentPage, asked: Iterable[int], versions: Mapping[int, int]) -> Rules:
    simple: Rules = {name: getattr(page, name) for name in SIMPLE}
    return {**simple, "questions": [versions[question] for question in asked if question in versions]}


def lesson_rules(pages: Iterable[LessonPage], versions: Mapping[int, int]) -> Rules:
    """The version of every question asked in any language of the lesson."""
    asked = {question for page in pages for question in question_ids(page.body)}
    inline = {str(question): versions[question] for question in sorted(asked) if question in versions}
    return {"inline": inline} if inline else {}


def judges_alike(page: LessonPage | AssessmentPage, frozen: Rules) -> bool:
    """Whether learners judged by ``frozen`` rules may be shown ``page``.

    A lesson may drop an inline question, for nothing is judged by it, but learners have no version of a new one.
    """
    if isinstance(page, LessonPage):
        return {str(question) for question in question_ids(page.body)} <= set(frozen.get("inline", {}))
    questions = dict(QuestionVersion.objects.filter(pk__in=frozen["questions"]).values_list("pk", "question_id"))
    return {name: frozen[name] for name in SIMPLE} == {name: getattr(page, name) for name in SIMPLE} and [
        questions[version] for version in frozen["questions"]
    ] == asked_in([page]).get(page.pk, [])
