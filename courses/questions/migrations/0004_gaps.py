from django.db import migrations


def forwards(apps, schema_editor):
    """A gap with accepted answers becomes a list of one such gap."""
    _rewrite(apps, schema_editor, lambda data: {"blanks": [data["accepted"]]} if "accepted" in data else None)


def backwards(apps, schema_editor):
    """Only what one gap can hold goes back; questions with several stop it."""
    _rewrite(apps, schema_editor, _single)


def _single(data):
    if "blanks" not in data:
        return None
    [accepted] = data["blanks"]
    return {"accepted": accepted}


def _rewrite(apps, schema_editor, rewritten):
    versions = apps.get_model("questions", "QuestionVersion").objects.using(schema_editor.connection.alias)
    changed = []
    for version in versions.filter(question__kind="fill").only("data").iterator(chunk_size=1000):
        data = rewritten(version.data)
        if data is not None:
            version.data = data
            changed.append(version)
    versions.bulk_update(changed, ["data"], batch_size=500)


class Migration(migrations.Migration):
    dependencies = [("questions", "0003_help_of_tags")]

    operations = [migrations.RunPython(forwards, backwards)]
