"""Frozen rules list sections with items where they listed questions, and say what used to go without saying."""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

EVERYTHING = ["marks", "answers", "explanations"]
USUAL = {
    "wait_minutes": 0,
    "grade_policy": "highest",
    "time_limit": 0,
    "overdue": "submit",
    "grace_minutes": 0,
    "opens_at": None,
    "closes_at": None,
    "sequential": False,
    "access_code": "",
    "honour": "",
    "practice": False,
    "feedback": {"during": [], "after": EVERYTHING, "later": EVERYTHING, "closed": EVERYTHING},
}


def convert(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    for unit in apps.get_model("editions", "EditionUnit").objects.filter(kind="assessment").iterator():
        if "questions" not in unit.rules:
            continue
        items = [{"version": version, "points": 1} for version in unit.rules.pop("questions")]
        parts = [{"title": "", "intro": "", "items": items}]
        unit.rules = {**USUAL, **unit.rules, "shuffle_choices": unit.rules["shuffle"], "parts": parts}
        unit.save(update_fields=["rules"])


class Migration(migrations.Migration):
    dependencies = [
        ("editions", "0005_note_kept_files"),
    ]

    operations = [migrations.RunPython(convert, migrations.RunPython.noop)]
