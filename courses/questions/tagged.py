"""The tags of many questions by one query."""

from collections.abc import Collection

from courses.questions.models import Question


def tags_of(questions: Collection[int]) -> dict[int, list[str]]:
    """By question, in their order; every one of ``questions`` that is there has an entry."""
    found: dict[int, list[str]] = {}
    for question, name in Question.objects.filter(pk__in=questions).values_list("pk", "tags__name"):
        found.setdefault(question, []).extend([name] if name else [])
    return {question: sorted(names) for question, names in found.items()}
