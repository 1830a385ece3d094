from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor


def make_first(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """An installation issues from the first day; its administrator names the issuer."""
    issuer = apps.get_model("certificates", "Issuer")
    if not issuer.objects.exists():
        issuer.objects.create(code="DHS", name="Đại học số", is_default=True)


class Migration(migrations.Migration):
    dependencies = [("certificates", "0002_issuer_and_words")]

    operations = [migrations.RunPython(make_first, migrations.RunPython.noop)]
