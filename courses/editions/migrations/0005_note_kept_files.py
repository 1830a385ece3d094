"""What was released before files were noted."""

import re

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

IMAGE = re.compile(r'"image": ?(\d+)')
DOCUMENT = re.compile(r'<a (?=[^>]*linktype=\\"document\\")[^>]*\bid=\\"(\d+)\\"')


def note(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    text_model, kept_model = apps.get_model("editions", "UnitText"), apps.get_model("editions", "KeptFile")
    images = set(apps.get_model("media", "CourseImage").objects.values_list("pk", flat=True))
    documents = set(apps.get_model("media", "CourseDocument").objects.values_list("pk", flat=True))
    if not images and not documents:
        return
    found = []
    for text in text_model.objects.select_related("revision").iterator(chunk_size=200):
        body = text.revision.content.get("body") or ""
        found += [kept_model(text=text, image_id=pk) for pk in set(map(int, IMAGE.findall(body))) & images]
        found += [kept_model(text=text, document_id=pk) for pk in set(map(int, DOCUMENT.findall(body))) & documents]
    kept_model.objects.bulk_create(found, batch_size=500)


class Migration(migrations.Migration):
    dependencies = [("editions", "0004_kept_files")]

    operations = [migrations.RunPython(note, migrations.RunPython.noop)]
