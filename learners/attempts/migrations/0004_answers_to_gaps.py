from django.db import migrations

BATCH = 1000


def forwards(apps, schema_editor):
    """The text of the only gap becomes a list of one."""
    _rewrite(apps, schema_editor, lambda given: [given] if isinstance(given, str) else None)


def backwards(apps, schema_editor):
    _rewrite(apps, schema_editor, lambda given: given[0] if isinstance(given, list) else None)


def _rewrite(apps, schema_editor, rewritten):
    """In batches: attempts are many."""
    items = apps.get_model("attempts", "AttemptItem").objects.using(schema_editor.connection.alias)
    asked = items.filter(version__question__kind="fill", response__isnull=False).order_by("pk")
    last = 0
    while batch := list(asked.filter(pk__gt=last).only("response")[:BATCH]):
        last = batch[-1].pk
        changed = [item for item in batch if rewritten(item.response) is not None]
        for item in changed:
            item.response = rewritten(item.response)
        items.bulk_update(changed, ["response"], batch_size=500)


class Migration(migrations.Migration):
    dependencies = [("attempts", "0003_deadlines_and_endings"), ("questions", "0004_gaps")]

    operations = [migrations.RunPython(forwards, backwards)]
