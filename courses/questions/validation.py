"""Is this the data of a question of that kind? Refused with messages an author understands, field by field."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from courses.questions.models import QuestionKind
from courses.questions.types import type_of


def validate_data(kind: str, data: Any, prompt: str = "") -> None:
    """Raise ``ValidationError`` (a dict by field of ``data``; ``kind`` or ``data`` for what is no data at all).

    ``prompt``, where there is one yet, must fit the data; what is wrong with it is told under this name.
    """
    if kind not in QuestionKind.values:
        raise ValidationError({"kind": [_("Không có loại câu hỏi này.")]})
    asked = type_of(kind)
    if not isinstance(data, dict) or not asked.required <= set(data) <= asked.required | asked.optional:
        names = ", ".join(sorted(asked.required))
        raise ValidationError({"data": [_("Dữ liệu của loại câu hỏi này gồm đúng các phần: %s.") % names]})
    errors = asked.problems(data)
    unfit = asked.prompt_problems(data, prompt) if prompt and not errors else []
    if unfit:
        errors["prompt"] = unfit
    if errors:
        raise ValidationError(errors)
