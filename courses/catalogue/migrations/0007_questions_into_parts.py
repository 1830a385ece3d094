"""The rows of an assessment's questions become the parts of its page, in its drafts and released revisions as well."""

import json
import uuid
from typing import Any

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor


def parts(questions: list[int]) -> list[dict[str, Any]]:
    return [
        {"id": str(uuid.uuid4()), "type": "question", "value": {"question": question, "points": 1}}
        for question in questions
    ]


def move(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    pages = apps.get_model("catalogue", "AssessmentPage")
    for page in pages.objects.iterator():
        asked = list(page.questions.order_by("sort_order", "pk").values_list("question_id", flat=True))
        raw = json.dumps(parts(asked))
        pages.objects.filter(pk=page.pk).update(parts=raw, shuffle_choices=page.shuffle)
    keys = [str(pk) for pk in pages.objects.values_list("pk", flat=True)]
    for revision in apps.get_model("wagtailcore", "Revision").objects.filter(object_id__in=keys).iterator():
        content = revision.content
        if "questions" not in content or "pass_percent" not in content:
            continue
        uses = sorted(content.pop("questions"), key=lambda use: use["sort_order"] or 0)
        content["parts"] = json.dumps(parts([use["question"] for use in uses]))
        content["shuffle_choices"] = content["shuffle"]
        revision.save(update_fields=["content"])


class Migration(migrations.Migration):
    dependencies = [
        ("catalogue", "0006_assessment_parts"),
        ("wagtailcore", "0098_apitoken"),
    ]

    operations = [migrations.RunPython(move, migrations.RunPython.noop)]
