"""How a unit is judged, and which versions of the bank's questions it shows.

On a live page the rules name **questions**; an edition freezes the **version** each of them had at the release. Two
rules judge alike when they ask the same questions: a new version in the bank is no reason to refuse the correction of
a page that uses it, for learners keep the frozen one. Draws judge alike when they take as many by the same marks.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from courses.catalogue.assessment_blocks import DRAW, SECTION, asked_parts, fixed_questions
from courses.catalogue.blocks import question_ids
from courses.catalogue.drawing import draws_of, marks_of, pool
from courses.catalogue.models import AssessmentPage, LessonPage
from courses.editions.asking import AssessmentRules, simple_rules
from courses.questions.models import Question, QuestionVersion

Rules = dict[str, Any]


class Bank:
    """The versions a release would freeze; a question never written has none.

    One query for any number of questions, and one for every set of marks that draws take by.
    """

    def __init__(self, questions: Iterable[int], assessments: Iterable[AssessmentPage] = ()) -> None:
        pages = list(assessments)
        wanted = {*questions, *(pk for page in pages for pk in fixed_questions(page.parts))}
        drawn = {marks for page in pages for marks in draws_of(page)}
        self.pools = {marks: list(pool(marks).values_list("current_id", flat=True)) for marks in drawn}
        rows = Question.objects.filter(pk__in=wanted).exclude(current=None) if wanted else Question.objects.none()
        self.versions: dict[int, int] = dict(rows.values_list("pk", "current_id"))

    def item(self, name: str, value: Mapping[str, Any]) -> Rules | None:
        if name != DRAW:
            version = self.versions.get(value["question"])
            return {"version": version, "points": value["points"]} if version else None
        marks = marks_of(value)
        tags, difficulty, competence = marks
        taken = {"draw": value["count"], "tags": list(tags), "difficulty": difficulty, "competence": competence}
        return {**taken, "points": value["points"], "pool": self.pools[marks]}


def assessment_rules(page: AssessmentPage, bank: Bank) -> Rules:
    """The rules of ``courses.editions.asking``; sections without a question are left out."""
    sections: list[Rules] = [{"title": "", "intro": "", "items": []}]
    for name, value in asked_parts(page.parts):
        if name == SECTION:
            sections.append({"title": value["title"], "intro": value["intro"] or "", "items": []})
            continue
        item = bank.item(name, value)
        if item:
            sections[-1]["items"].append(item)
    return {**simple_rules(page), "parts": [section for section in sections if section["items"]]}


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
    now = assessment_rules(page, Bank([], [page]))
    asked = AssessmentRules.of(frozen).versions + AssessmentRules.of(now).versions
    questions = dict(QuestionVersion.objects.filter(pk__in=asked).values_list("pk", "question_id"))
    return _judged(frozen, questions) == _judged(now, questions)


def _judged(rules: Rules, questions: Mapping[int, int]) -> Rules:
    """``rules`` with questions for versions, without what a draw found and what is only read."""
    simple = {name: value for name, value in rules.items() if name != "parts"}
    return {**simple, "items": [[_taken(item, questions) for item in part["items"]] for part in rules["parts"]]}


def _taken(item: Rules, questions: Mapping[int, int]) -> Rules:
    if "version" in item:
        return {**item, "version": questions[item["version"]]}
    return {name: value for name, value in item.items() if name != "pool"}
