"""The bank as items of a file."""

from django.db.models import QuerySet

from courses.exchange.items import Item
from courses.questions.models import Question, QuestionVersion
from courses.questions.tagged import tags_of


def items(questions: QuerySet[Question]) -> list[Item]:
    rows = list(questions.exclude(current=None).select_related("current").order_by("pk"))
    tags = tags_of([question.pk for question in rows])
    return [_item(question, question.current, tags[question.pk]) for question in rows if question.current]


def _item(question: Question, current: QuestionVersion, tags: list[str]) -> Item:
    return Item(
        place="",
        kind=question.kind,
        prompt=current.prompt.replace("\r\n", "\n"),
        data=current.data,
        explanation=current.explanation.replace("\r\n", "\n"),
        hints=tuple(current.hints),
        tags=tuple(tags),
        difficulty=question.difficulty,
        competence=question.competence,
        key=question.source_key or str(question.key),
    )
